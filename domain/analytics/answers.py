"""How long people wait for an answer: of the trainer to a question and in a talk, of the agent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.analytics.intervals import ENOUGH
from domain.analytics.spans import Span
from domain.handing_over import TrainerCalled
from domain.ledger import FactRow
from domain.questions import Question
from domain.talks import Source, Talk, TalkAnswered, TalkLine

LATEST = 2000
"""So many of the newest answers are looked at."""
OF_AGENT = (Source.FAQ, Source.SCENARIO, Source.LLM, Source.FALLBACK)


@dataclass(frozen=True)
class Waits:
    """How long was waited, in order, and how many wait still."""

    took: tuple[timedelta, ...]
    waiting: int = 0

    @property
    def count(self) -> int:
        return len(self.took)

    @property
    def is_thin(self) -> bool:
        return self.count < ENOUGH

    @property
    def half(self) -> timedelta | None:
        """Half of them were answered within it; None of none."""
        return self._within(0.5)

    @property
    def most(self) -> timedelta | None:
        """Nineteen of twenty; None of too few to say."""
        return None if self.is_thin else self._within(0.95)

    def _within(self, part: float) -> timedelta | None:
        return self.took[max(ceil(part * self.count) - 1, 0)] if self.took else None


@dataclass(frozen=True)
class Answers:
    questions: Waits
    """In the bot and the cabinet, until the trainer's first answer."""
    talks: Waits
    """On the site, from the call of the trainer to his word."""
    agent: Waits


async def read_answers(session: AsyncSession, span: Span) -> Answers:
    """What was asked in these days; who waits still is counted whenever he asked."""
    return Answers(
        questions=await _read_questions(session, span),
        talks=await _read_talks(session, span),
        agent=await _read_agent(session, span),
    )


async def _read_questions(session: AsyncSession, span: Span) -> Waits:
    asked: Any = select(Question.created_at, Question.answered_at).where(
        span.holds(col(Question.created_at)), col(Question.answered_at).is_not(None)
    )
    rows = (await session.exec(asked.order_by(col(Question.id).desc()).limit(LATEST))).all()
    open_ones = select(func.count()).select_from(Question)
    open_ones = open_ones.where(col(Question.answered_at).is_(None))
    return _waits([(asked_at, at) for asked_at, at in rows], (await session.exec(open_ones)).one())


async def _read_talks(session: AsyncSession, span: Span) -> Waits:
    """Each first call of a talk with the trainer's first word after it."""
    kinds = (TrainerCalled.__name__, TalkAnswered.__name__)
    told: Any = select(FactRow.kind, FactRow.created_at, FactRow.body).where(
        col(FactRow.kind).in_(kinds), span.holds(col(FactRow.created_at))
    )
    rows = (await session.exec(told.order_by(col(FactRow.created_at)).limit(2 * LATEST))).all()
    called: dict[str, datetime] = {}
    pairs: list[tuple[datetime, datetime]] = []
    for kind, at, body in rows:
        if kind == TrainerCalled.__name__:
            called.setdefault(body["talk_id"], at)
        elif (since := called.pop(body["talk_id"], None)) is not None:
            pairs.append((since, at))
    waiting = select(func.count()).select_from(Talk).where(col(Talk.waits_since).is_not(None))
    return _waits(pairs, (await session.exec(waiting)).one())


async def _read_agent(session: AsyncSession, span: Span) -> Waits:
    heard, said = aliased(TalkLine), aliased(TalkLine)
    lines: Any = (
        select(heard.created_at, said.created_at)
        .join(said, said.talk_id == heard.talk_id)  # type: ignore[arg-type]  # a condition
        .where(
            said.client_message_id == heard.client_message_id,
            heard.source == Source.VISITOR,
            said.source.in_(OF_AGENT),  # type: ignore[attr-defined]  # a column
            span.holds(heard.created_at),
        )
    )
    rows = (await session.exec(lines.order_by(heard.id.desc()).limit(LATEST))).all()  # type: ignore[attr-defined]  # a column
    return _waits([(asked_at, at) for asked_at, at in rows])


def _waits(pairs: Sequence[tuple[datetime, datetime]], waiting: int = 0) -> Waits:
    return Waits(tuple(sorted(max(at - since, timedelta()) for since, at in pairs)), waiting)
