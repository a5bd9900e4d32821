"""What the model costs: each call as a row, and a day's cap that no flood can pass.

Before a call its dearest price is set aside by one conditional update; after it what was really
spent is put in its place. What a crash leaves set aside stays so until the day (of UTC) ends.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import CheckConstraint, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Row, jot


class Outcome(StrEnum):
    ANSWERED = "answered"
    MENDED = "mended"
    """Something was said in place of a sentence without a fact."""
    BROKEN = "broken"
    """It began, and broke off."""
    FAILED = "failed"
    LEFT = "left"
    """Whoever asked did not wait."""


class ModelCall(Row, table=True):
    """One call; whose talk it was does not matter here."""

    model: str
    prompt_tokens: int
    completion_tokens: int
    kopecks: int
    first_ms: int | None = None
    """To the first word; None when there was none."""
    whole_ms: int
    outcome: Outcome


class ModelDay(Row, table=True):
    __table_args__ = (CheckConstraint("kopecks >= 0", name="ck_modelday_kopecks"),)

    day: date = Field(unique=True)
    kopecks: int = 0
    """Spent, and set aside for what is being said."""


@dataclass(frozen=True)
class Price:
    """The trainer's own, in kopecks per 1000 tokens."""

    per_thousand: int

    def of(self, tokens: int) -> int:
        return math.ceil(tokens * self.per_thousand / 1000)


class DayOfCosts(NamedTuple):
    day: date
    calls: int
    failed: int
    kopecks: int
    first_ms: int | None
    """On average."""
    whole_ms: int


async def set_aside(session: AsyncSession, kopecks: int, cap: int) -> UUID | None:
    """Today's row, with so much set aside; None when the cap would be passed."""
    today = clock.now().date()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    new = dialect.insert(ModelDay).values(**ModelDay(day=today).model_dump())
    await session.exec(new.on_conflict_do_nothing(index_elements=["day"]))
    taken = (
        update(ModelDay)
        .where(col(ModelDay.day) == today, col(ModelDay.kopecks) + kopecks <= cap)
        .values(kopecks=col(ModelDay.kopecks) + kopecks)
        .returning(col(ModelDay.id))
    )
    return (await session.exec(taken)).scalar_one_or_none()


async def settle(session: AsyncSession, day_id: UUID, set_aside: int, call: ModelCall) -> None:
    """Keep the call, and put what it cost in place of what was set aside."""
    spent = col(ModelDay.kopecks) + (call.kopecks - set_aside)
    await session.exec(update(ModelDay).where(col(ModelDay.id) == day_id).values(kopecks=spent))
    jot(session, ModelCall, **call.model_dump())


async def read_spent(session: AsyncSession) -> int:
    """Kopecks spent and set aside today."""
    mine = select(ModelDay.kopecks).where(ModelDay.day == clock.now().date())
    return (await session.exec(mine)).first() or 0


async def list_days(session: AsyncSession, days: int = 7) -> Sequence[DayOfCosts]:
    """The last days that had calls, the newest first."""
    since = clock.now() - timedelta(days=days)
    calls = (await session.exec(select(ModelCall).where(ModelCall.created_at >= since))).all()
    by_day: dict[date, list[ModelCall]] = {}
    for call in calls:
        by_day.setdefault(call.created_at.date(), []).append(call)
    return [_sum_up(day, by_day[day]) for day in sorted(by_day, reverse=True)]


def _sum_up(day: date, calls: Sequence[ModelCall]) -> DayOfCosts:
    first = [call.first_ms for call in calls if call.first_ms is not None]
    return DayOfCosts(
        day=day,
        calls=len(calls),
        failed=sum(call.outcome in {Outcome.FAILED, Outcome.BROKEN} for call in calls),
        kopecks=sum(call.kopecks for call in calls),
        first_ms=sum(first) // len(first) if first else None,
        whole_ms=sum(call.whole_ms for call in calls) // len(calls),
    )
