"""What is known: each answer as it is said now, the trainer's entries and his landing's questions.

The landing is what everybody has read: where it answers the same question, its words are said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site
from domain.faq.filling import fill, read_values
from domain.faq.rows import FaqEntry, list_entries
from domain.faq.stems import key_of
from domain.faq.words import Words

SURE_BY_WORDS, PERHAPS_BY_WORDS = 0.6, 0.4
"""Of `Words.score`; measured on benchmarks/faq_tuning.toml."""


@dataclass(frozen=True)
class Answered:
    question: str
    answer: str
    entry_id: UUID
    """Of a landing's question that is no entry: made of its words."""
    synonyms: tuple[str, ...] = ()
    priority: int = 0
    is_on_site: bool = False
    """Said in the landing's words."""


async def list_answered(session: AsyncSession) -> list[Answered]:
    """Every answer that can be given now, in the trainer's order, the landing's own last."""
    entries = await list_entries(session, is_active=True)
    landing, said = await _read_landing(session), await say_entries(session, entries)
    for entry in entries:
        landing.pop(entry.key, None)
    own = [said[entry.id] for entry in entries if entry.id in said]
    return own + [_of_landing(question, answer) for question, answer in landing.values()]


async def say_entries(
    session: AsyncSession, entries: Sequence[FaqEntry]
) -> Mapping[UUID, Answered]:
    """How each of them is said now; one with a variable that has no value is absent."""
    landing, values = await _read_landing(session), await read_values(session)
    said: dict[UUID, Answered] = {}
    for entry in entries:
        own = _as_answered(entry)
        if entry.key in landing:
            said[entry.id] = replace(own, answer=landing[entry.key][1], is_on_site=True)
        elif (answer := fill(own.answer, values)) is not None:
            said[entry.id] = replace(own, answer=answer)
    return said


async def _read_landing(session: AsyncSession) -> dict[str, tuple[str, str]]:
    """The landing's questions and answers by their keys."""
    items = (await site.read_site(session))["questions"]["items"]
    return {
        key_of(item["question"]): (item["question"], item["answer"].strip())
        for item in items
        if item.get("answer")
    }


def find_answer(asked: str, known: Sequence[Answered]) -> Answered | None:
    """The answer to what is asked by its words alone; None when it is not clearly one of these."""
    score = Words(list_wordings(known)).score(asked)
    ranked = sorted(score, key=lambda at: score[at], reverse=True)
    if not ranked or score[ranked[0]] < SURE_BY_WORDS:
        return None
    return known[ranked[0]]


def list_wordings(known: Sequence[Answered]) -> list[tuple[int, str]]:
    """Each question and synonym with the number of its answer."""
    return [(at, text) for at, one in enumerate(known) for text in (one.question, *one.synonyms)]


def _as_answered(entry: FaqEntry) -> Answered:
    return Answered(entry.question, entry.answer, entry.id, tuple(entry.synonyms), entry.priority)


def _of_landing(question: str, answer: str) -> Answered:
    made = uuid5(NAMESPACE_URL, f"landing:{key_of(question)}")
    return Answered(question, answer, made, is_on_site=True)
