"""Speaking: a model answers, and of its words only what is true of this house is passed on.

The model is called within the day's cap. What it says is hidden, proved and bounded by others; here
their order is kept, and every call is written down.
"""

import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

from domain.agent import costs, telling
from domain.agent.choosing import read_choice
from domain.agent.costs import ModelCall, Outcome, Price
from domain.agent.hiding import HIDDEN
from domain.agent.ports import Talker, Turn, Usage
from domain.agent.proving import Proof
from domain.agent.telling import Ask, Told
from domain.errors import GatewayError, GatewayUnavailable
from domain.ledger import Begin

__all__ = ["Ask", "CapReached", "speak"]

LONGEST_ANSWER = 500
"""Tokens: what is set aside for an answer."""
CHARACTERS = 2
"""Of a token, at least: Russian has three to four."""
PART_OF_SIGN = 12
"""Characters that may be the beginning of a hidden word's sign."""


class CapReached(GatewayUnavailable):
    """The day's roubles are spent: the model is not asked any more today."""


@dataclass
class _Call:
    """One call, while it is going on."""

    prompt: int
    began: float = field(default_factory=time.monotonic)
    first: float | None = None
    heard: int = 0
    usage: Usage | None = None
    outcome: Outcome = Outcome.LEFT

    def hear(self, piece: str) -> None:
        self.first = self.first or time.monotonic()
        self.heard += len(piece)

    def as_row(self, price: Price) -> ModelCall:
        """What it cost; by our own count where the model has not told."""
        told = self.usage or Usage("", self.prompt, -(-self.heard // CHARACTERS))
        is_free = self.outcome is Outcome.FAILED
        prompt = 0 if is_free else told.prompt_tokens or self.prompt
        completion = told.completion_tokens or -(-self.heard // CHARACTERS)
        return ModelCall(
            model=told.model,
            prompt_tokens=prompt,
            completion_tokens=completion,
            kopecks=price.of(prompt + completion),
            first_ms=None if self.first is None else _ms(self.first - self.began),
            whole_ms=_ms(time.monotonic() - self.began),
            outcome=self.outcome,
        )


async def speak(begin: Begin, talker: Talker, ask: Ask) -> AsyncGenerator[str, None]:
    """Yield the answer in pieces; what has begun is brought to an honest end.

    Raises:
        CapReached: the day's roubles are spent.
        GatewayError: no model has said a word; another layer may answer.
    """
    async with begin() as session:
        choice = await read_choice(session)
        told = await telling.tell(session, ask, choice)
        price, prompt = Price(choice.price), _tokens(told)
        aside = price.of(prompt + LONGEST_ANSWER)
        day_id = await costs.set_aside(session, aside, choice.cap)
    if day_id is None:
        raise CapReached("model: the day's cap is reached")
    call = _Call(prompt)
    try:
        async with aclosing(_prove(talker, told, ask, call)) as pieces:
            async for piece in pieces:
                yield piece
    finally:
        async with begin() as session:
            await costs.settle(session, day_id, aside, call.as_row(price))


async def _prove(talker: Talker, told: Told, ask: Ask, call: _Call) -> AsyncGenerator[str, None]:
    proof = Proof(told.facts, ask.text)
    held, has_said = "", False
    stream = talker.talk(told.turns)
    try:
        async for piece in stream:
            if isinstance(piece, Usage):
                call.usage = piece
                continue
            call.hear(piece)
            shown, held = _show(told, held + piece)
            for said in proof.take(shown):
                has_said = True
                yield said
            if proof.is_full:
                break
    except GatewayError:
        call.outcome = Outcome.BROKEN if has_said else Outcome.FAILED
        if not has_said:
            raise
        for said in proof.break_off():
            yield said
        return
    finally:
        await _close(stream)
    for said in (*proof.take(told.hiding.show(held)), *proof.end()):
        has_said = True
        yield said
    if not has_said:
        call.outcome = Outcome.FAILED
        raise GatewayUnavailable("model: nothing of its answer can be said")
    call.outcome = Outcome.MENDED if proof.has_lied else Outcome.ANSWERED


def _show(told: Told, text: str) -> tuple[str, str]:
    """The text with what was hidden, and its end that may be the beginning of a sign."""
    cut = max(text.rfind(" "), text.rfind("\n")) + 1
    tail = text[cut:]
    is_sign = bool(tail) and len(tail) < PART_OF_SIGN and tail[0].isascii() and tail[0].isalpha()
    if not is_sign or (HIDDEN.fullmatch(tail.rstrip(".,!?")) and tail[-1] in ".,!?"):
        cut = len(text)
    return told.hiding.show(text[:cut]), text[cut:]


async def _close(stream: AsyncIterator[str | Usage]) -> None:
    close = getattr(stream, "aclose", None)
    if close is not None:
        await close()


def _tokens(told: Told) -> int:
    return sum(map(_length, told.turns)) // CHARACTERS


def _length(turn: Turn) -> int:
    return len(turn.text)


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
