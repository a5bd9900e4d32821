"""The answers as they are asked for: found by meaning where the model is in, else by words.

Nothing is loaded until somebody asks. The first one is answered by words; meanwhile the model comes
in, in a thread, and what the answers mean is read from the database or reckoned and kept there.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal, NamedTuple, ParamSpec, TypeVar

from loguru import logger as log

from app.grouping import group
from app.live import Live
from domain import faq, site, tariffs
from domain.agent.ports import Candidate, Certainty, Found
from domain.errors import GatewayError
from domain.faq import Answered, Judged, Thresholds, Words
from domain.faq.ports import Encoder
from domain.faq.vectors import hash_text
from domain.ledger import Begin, Fact

if TYPE_CHECKING:
    from app.nearness import Near, Nearness

CHOICES = 3
MOST = 6
"""So many of the nearest are looked at."""
LISTENED = 400
"""Characters of a message that are read: a question is among the first of them."""
AT_ONCE = 64
"""Texts reckoned together; between two of such batches others get their answers."""
TIE = 0.02
"""Of two as near as that the one with the higher priority is said."""
CHANGES = (faq.FaqChanged, faq.FaqTuned, site.SiteChanged, tariffs.TariffChanged)

Way = Literal["meaning", "words"]
P = ParamSpec("P")
T = TypeVar("T")


class MeaningWanted(Fact):
    """Somebody has asked for the first time; told within this process, never written."""


class Weighed(NamedTuple):
    """An answer beside a question, and why it is near."""

    answered: Answered
    score: float
    meaning: float = 0.0
    words: float = 0.0
    elsewhere: float = 0.0


@dataclass(frozen=True)
class Shelf:
    """The answers of one moment."""

    known: Sequence[Answered]
    words: Words
    thresholds: Thresholds
    nearness: "Nearness | None" = None


class FaqIndex:
    """Implements `domain.agent.ports.Retriever`."""

    def __init__(self, read: Begin, begin: Begin, live: Live, encoder: Encoder | None) -> None:
        self._read, self._begin, self._live, self._encoder = read, begin, live, encoder
        self._shelf: Shelf | None = None
        self._has_failed = encoder is None
        self._waiting: SimpleQueue[tuple[str, Future[list[Weighed]]]] = SimpleQueue()
        # One thread: the model is not made for two, and a second core is somebody else's.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="meaning")
        live.on(*CHANGES, then=self._follow)
        live.on(MeaningWanted, then=self.learn)

    async def find(self, asked: str) -> Found:
        weighed, way = await self.weigh(asked)
        shelf = self._shelf
        if shelf is None or not weighed:
            return Found(Certainty.NO)
        sure, perhaps = _thresholds(shelf, way)
        near = [one for one in weighed if one.score >= perhaps][:CHOICES]
        if not near:
            return Found(Certainty.NO)
        # One word alone may be of anything; what it means is another matter.
        is_enough = way == "meaning" or len(set(faq.list_stems(asked))) > 1
        is_sure = is_enough and near[0].score >= sure
        certainty = Certainty.SURE if is_sure else Certainty.PERHAPS
        return Found(certainty, tuple(map(_as_candidate, near)))

    async def weigh(self, asked: str, most: int = MOST) -> tuple[list[Weighed], Way]:
        """The nearest answers with what makes them near, and by which way they were found."""
        shelf = self._shelf or await self.refresh()
        asked = asked[:LISTENED]
        if not faq.list_stems(asked) or not shelf.known:
            return [], "words"
        if shelf.nearness is None:
            if not self._has_failed:
                self._live.tell([MeaningWanted()])
            return _by_words(shelf, asked, most), "words"
        waiting: Future[list[Weighed]] = Future()
        self._waiting.put((asked, waiting))
        self._thread.submit(self._answer_waiting)
        return _settle_ties(await asyncio.wrap_future(waiting))[:most], "meaning"

    async def judge(self, asked: str, question: str | None) -> Judged:
        """How a labelled question is ranked; `question` is the entry's that answers it."""
        weighed, _ = await self.weigh(asked)
        best = weighed[0] if weighed else None
        known = self._shelf.known if self._shelf else ()
        wanted = next((one.entry_id for one in known if one.question == question), None)
        return Judged(best.score if best else 0.0, best and best.answered.entry_id, wanted)

    def thresholds(self, way: Way) -> Thresholds:
        """From what nearness an answer is sure and perhaps, when it is found this way."""
        return _thresholds(self._shelf, way) if self._shelf else Thresholds()

    async def group(self, texts: Sequence[str]) -> list[list[str]]:
        """Alike ones together, the largest group first; within it as they were given."""
        kinds = list(dict.fromkeys(texts))
        if self._encoder is not None and self.is_by_meaning:
            vectors = await self._in_thread(self._encoder.encode, kinds)
        else:
            vectors = None
        return await asyncio.to_thread(group, texts, kinds, vectors)

    async def refresh(self) -> Shelf:
        """Read the answers anew."""
        async with self._read() as session:
            known = await faq.list_answered(session)
            thresholds = await faq.read_thresholds(session)
        words = await asyncio.to_thread(Words, faq.list_wordings(known))
        self._shelf = shelf = Shelf(known, words, thresholds)
        return shelf

    async def learn(self) -> None:
        """Bring the model in and set the answers by their meaning; by words alone if it fails."""
        if self._encoder is None:
            return
        try:
            await self._in_thread(self._encoder.load)
            await self._set_by_meaning(self._encoder)
        except GatewayError as e:
            self._has_failed = True
            log.warning("questions are answered by their words alone: {!r}", e)

    @property
    def is_by_meaning(self) -> bool:
        return self._shelf is not None and self._shelf.nearness is not None

    async def _follow(self) -> None:
        """Something has changed: whoever has never been asked need not know it."""
        before = self._shelf
        if before is None:
            return
        await self.refresh()
        if before.nearness is not None:
            await self.learn()

    async def _set_by_meaning(self, encoder: Encoder) -> None:
        shelf = self._shelf or await self.refresh()
        wordings = faq.list_wordings(shelf.known)
        texts = [text for _, text in wordings]
        answers = [one.answer for one in shelf.known]
        elsewhere = list(faq.list_elsewhere())
        vectors = await self._list_vectors(encoder, [*texts, *answers, *elsewhere])

        def build() -> "Nearness":
            from app.nearness import Nearness

            return Nearness(
                [vectors[text] for text in texts],
                [owner for owner, _ in wordings],
                [vectors[text] for text in answers],
                [vectors[text] for text in elsewhere],
            )

        if shelf.known:
            nearness = await self._in_thread(build)
            if self._shelf is shelf:
                self._shelf = replace(shelf, nearness=nearness)

    async def _list_vectors(self, encoder: Encoder, texts: Sequence[str]) -> Mapping[str, bytes]:
        """By text: what is kept, and what is reckoned now and kept from then on."""
        async with self._read() as session:
            kept = await faq.read_vectors(session, encoder.model)
        hashes = {text: hash_text(text) for text in texts}
        missing = [text for text, key in hashes.items() if key not in kept]
        made: dict[str, bytes] = {}
        for at in range(0, len(missing), AT_ONCE):
            batch = missing[at : at + AT_ONCE]
            fresh = dict(zip(batch, await self._in_thread(encoder.encode, batch), strict=True))
            async with self._begin() as session:
                new = {hashes[text]: vector for text, vector in fresh.items()}
                await faq.keep_vectors(session, encoder.model, new)
            made |= fresh
        if len(kept) > len(hashes) - len(missing):
            async with self._begin() as session:
                await faq.forget_others(session, encoder.model, set(hashes.values()))
        return {text: made.get(text) or kept[key] for text, key in hashes.items()}

    def _answer_waiting(self) -> None:
        """All who wait, at once: ten questions together take little more than one."""
        asked: list[tuple[str, Future[list[Weighed]]]] = []
        with suppress(Empty):
            while len(asked) < AT_ONCE:
                one = self._waiting.get_nowait()
                if one[1].set_running_or_notify_cancel():
                    asked.append(one)
        if not asked:
            return
        try:
            found = self._by_meaning([text for text, _ in asked])
        except Exception as e:  # noqa: BLE001 - whatever it is, those who wait are told of it
            for _, waiting in asked:
                waiting.set_exception(e)
            return
        for (_, waiting), weighed in zip(asked, found, strict=True):
            waiting.set_result(weighed)

    def _by_meaning(self, asked: Sequence[str]) -> list[list[Weighed]]:
        shelf = self._shelf
        if self._encoder is None or shelf is None or shelf.nearness is None:
            return [_by_words(shelf, text, MOST) if shelf else [] for text in asked]
        shared = [shelf.words.score(text) for text in asked]
        near = shelf.nearness.rank(self._encoder.encode(asked), shared, MOST)
        return [[_weigh(shelf.known, one) for one in ranked] for ranked in near]

    async def _in_thread(self, work: Callable[P, T], *given: P.args, **_: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *given)


def _weigh(known: Sequence[Answered], near: "Near") -> Weighed:
    return Weighed(known[near.at], near.score, near.meaning, near.words, near.elsewhere)


def _by_words(shelf: Shelf, asked: str, most: int) -> list[Weighed]:
    score = shelf.words.score(asked)
    ranked = sorted(score, key=lambda at: score[at], reverse=True)[:most]
    return _settle_ties([Weighed(shelf.known[at], score[at], words=score[at]) for at in ranked])


def _settle_ties(weighed: list[Weighed]) -> list[Weighed]:
    """Those as near as the first in the order of their priority."""
    if not weighed:
        return []
    close = [one for one in weighed if weighed[0].score - one.score < TIE]
    close.sort(key=lambda one: -one.answered.priority)
    return [*close, *weighed[len(close) :]]


def _thresholds(shelf: Shelf, way: Way) -> Thresholds:
    if way == "meaning":
        return shelf.thresholds
    return Thresholds(faq.SURE_BY_WORDS, faq.PERHAPS_BY_WORDS)


def _as_candidate(one: Weighed) -> Candidate:
    known = one.answered
    return Candidate(known.entry_id, known.question, known.answer, one.score)
