"""What the agent needs of others: a finder of answers, and a model that talks."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, Protocol
from uuid import UUID


class Turn(NamedTuple):
    """One turn of a talk, as a model reads it."""

    role: Literal["system", "user", "assistant"]
    text: str


class Usage(NamedTuple):
    """What an answer has cost; the last thing a talker yields."""

    model: str
    prompt_tokens: int
    completion_tokens: int


class Talker(Protocol):
    """A language model that answers word by word."""

    def talk(self, turns: Sequence[Turn]) -> AsyncIterator[str | Usage]:
        """Yield the answer's text as it comes, then its Usage.

        Raises:
            GatewayUnavailable: no model has begun in time, or the one that had fell silent.
            GatewayRefused: every model refused.
        """
        ...


class Certainty(StrEnum):
    SURE = "sure"
    PERHAPS = "perhaps"
    NO = "no"


class Candidate(NamedTuple):
    """An entry of the FAQ, and how near its question is to what was asked."""

    entry_id: UUID
    question: str
    answer: str
    score: float


@dataclass(frozen=True)
class Found:
    """What the FAQ has to say: at most three entries, the nearest first."""

    certainty: Certainty
    candidates: Sequence[Candidate] = ()


class Retriever(Protocol):
    """Finds answers by meaning."""

    async def find(self, asked: str) -> Found:
        """The entries nearest to what was asked; never raises for want of any."""
        ...
