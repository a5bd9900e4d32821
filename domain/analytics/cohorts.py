"""Cohorts of the first payment: who of each month's new payers paid again in which month after.

It is of those active, not of those who survive: one who stays away a month and comes back counts
again, so a row may grow. The roubles are what the books hold of them, refunds taken off.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Subquery, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.analytics.groups import WAS_PAID
from domain.analytics.spans import Period, list_months, place_in, span_of
from domain.books import Account, Entry
from domain.payments import Payment

MONTHS = 12
"""How many cohorts are told apart; the older ones are told together."""
EARLIER = -1


@dataclass(frozen=True)
class Cohort:
    month: date | None
    """None: whoever began before those months, or was erased."""
    size: int
    people: tuple[int, ...]
    """How many paid in the first month, the next and so on up to this one."""
    sums: tuple[int, ...]
    """Kopecks of the same months."""
    total: int
    """Kopecks of all time."""


async def read_cohorts(session: AsyncSession, timezone: str) -> list[Cohort]:
    """The cohorts, the oldest first; those nobody began in are left out."""
    today = span_of(Period.MONTH, timezone)
    months = list_months(today.first - timedelta(days=30 * (MONTHS - 1)), today.last)
    began = _began().subquery()
    people = await _count_people(session, began, months, timezone)
    sums = await _sum_money(session, began, months, timezone)
    sizes = await _sizes(session, began, months, timezone)
    cohorts = [_cohort(months, place, sizes, people, sums) for place in range(len(months))]
    earlier = sum(sum(row.values()) for place, row in sums.items() if place == EARLIER)
    if sizes[EARLIER] or earlier:
        cohorts.insert(0, Cohort(None, sizes[EARLIER], (), (), earlier))
    return [cohort for cohort in cohorts if cohort.size or cohort.total]


Grid = Mapping[int, Mapping[int, int]]
"""By the cohort's month and the month it happened in."""


def _cohort(
    months: list[date], place: int, sizes: Mapping[int, int], people: Grid, sums: Grid
) -> Cohort:
    later = range(place, len(months))
    return Cohort(
        month=months[place],
        size=sizes[place],
        people=tuple(people[place].get(month, 0) for month in later),
        sums=tuple(sums[place].get(month, 0) for month in later),
        total=sum(sums[place].values()),
    )


def _began() -> Any:
    """When each client paid for the first time."""
    first = func.min(Payment.paid_at).label("first")
    paid = select(Payment.client_id, first).where(
        col(Payment.status).in_(WAS_PAID),
        col(Payment.amount) > 0,
        col(Payment.client_id).is_not(None),
    )
    return paid.group_by(col(Payment.client_id))


async def _sizes(
    session: AsyncSession, began: Subquery, months: list[date], timezone: str
) -> Mapping[int, int]:
    cohort = place_in(began.c.first, months, timezone).label("cohort")
    counted = select(cohort, func.count()).select_from(began).group_by(cohort)
    return defaultdict(int, (await session.exec(counted)).all())


async def _count_people(
    session: AsyncSession, began: Subquery, months: list[date], timezone: str
) -> Grid:
    cohort = place_in(began.c.first, months, timezone).label("cohort")
    month = place_in(col(Payment.paid_at), months, timezone).label("month")
    counted = (
        select(cohort, month, func.count(col(Payment.client_id).distinct()))
        .join(began, began.c.client_id == Payment.client_id)
        .where(col(Payment.status).in_(WAS_PAID), col(Payment.amount) > 0)
        .group_by(cohort, month)
    )
    return _grid((await session.exec(counted)).all())


async def _sum_money(
    session: AsyncSession, began: Subquery, months: list[date], timezone: str
) -> Grid:
    # Whoever was erased has no first payment any more: his money stands with the earlier.
    cohort = func.coalesce(place_in(began.c.first, months, timezone), EARLIER).label("cohort")
    month = place_in(col(Entry.happened_at), months, timezone).label("month")
    summed = (
        select(cohort, month, func.sum(Entry.amount))
        .join(Payment, col(Payment.id) == col(Entry.payment_id))
        .outerjoin(began, began.c.client_id == Payment.client_id)
        .where(Entry.account == Account.MONEY)
        .group_by(cohort, month)
    )
    return _grid((await session.exec(summed)).all())


def _grid(rows: Any) -> Grid:
    grid: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for cohort, month, value in rows:
        grid[cohort][month] = int(value)
    return grid
