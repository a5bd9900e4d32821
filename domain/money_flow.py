"""How money moved: by day and by where its payer had come from, out of the books.

Every sum here is of entries on MONEY, so that what came less what went is what the books hold. A
refund counts on the day it went, not on the day of its payment.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.books import Account, Entry
from domain.money_reports import Wanted, only
from domain.payments import Payment
from domain.people import Client

DAYS_SHOWN = 62
"""A longer time is told by the month."""


@dataclass(frozen=True)
class Moved:
    """In kopecks; what went is told without a sign."""

    came: int = 0
    went: int = 0
    fees: int = 0

    @property
    def left(self) -> int:
        return self.came - self.went - self.fees

    def with_entry(self, cause: str, amount: int) -> "Moved":
        if amount > 0:
            return replace(self, came=self.came + amount)
        if cause.startswith("fee:"):
            return replace(self, fees=self.fees - amount)
        return replace(self, went=self.went - amount)


@dataclass(frozen=True)
class Flow:
    total: Moved = Moved()
    by_day: dict[date, Moved] = field(default_factory=dict)
    """Each day or, where `by_month`, each month's first, those without money too; in order."""
    by_month: bool = False
    by_source: dict[str | None, Moved] = field(default_factory=dict)
    """Where the payers came from, the most first; None: they were erased."""


async def read_flow(session: AsyncSession, wanted: Wanted, timezone: str) -> Flow:
    """What the wanted payments moved; a period is of the movements, not of the payments."""
    rows = await _read_entries(session, wanted)
    if not rows:
        return Flow()
    zone, total = ZoneInfo(timezone), Moved()
    days: defaultdict[date, Moved] = defaultdict(Moved)
    sources: defaultdict[str | None, Moved] = defaultdict(Moved)
    for happened_at, cause, amount, source in rows:
        day = happened_at.astimezone(zone).date()
        total = total.with_entry(cause, amount)
        days[day] = days[day].with_entry(cause, amount)
        sources[source] = sources[source].with_entry(cause, amount)
    first, last = _bounds(wanted, days, zone)
    by_month = (last - first).days >= DAYS_SHOWN
    most_first = sorted(sources.items(), key=lambda pair: -pair[1].came)
    return Flow(total, _fill(days, first, last, by_month=by_month), by_month, dict(most_first))


async def _read_entries(
    session: AsyncSession, wanted: Wanted
) -> Sequence[tuple[datetime, str, int, str | None]]:
    moved = (
        select(Entry.happened_at, Entry.cause, Entry.amount, Client.source)
        .join(Payment, col(Payment.id) == col(Entry.payment_id))
        .outerjoin(Client, col(Client.id) == col(Payment.client_id))
        .where(Entry.account == Account.MONEY)
    )
    if wanted.since is not None:
        moved = moved.where(col(Entry.happened_at) >= wanted.since)
    if wanted.until is not None:
        moved = moved.where(col(Entry.happened_at) < wanted.until)
    moved = only(moved, replace(wanted, since=None, until=None))
    rows = (await session.exec(moved)).all()
    return [(at, cause, amount, source) for at, cause, amount, source in rows]


def _bounds(wanted: Wanted, days: dict[date, Moved], zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day to show: from the period's first where it is short."""
    first, last = min(days), max(days)
    if wanted.since is not None and wanted.until is not None:
        since = wanted.since.astimezone(zone).date()
        until = (wanted.until - timedelta(seconds=1)).astimezone(zone).date()
        if (until - since).days < DAYS_SHOWN:
            return since, last
    return first, last


def _fill(days: dict[date, Moved], first: date, last: date, *, by_month: bool) -> dict[date, Moved]:
    filled: dict[date, Moved] = {}
    for day in _each_day(first, last):
        key = day.replace(day=1) if by_month else day
        moved, known = days.get(day, Moved()), filled.get(key, Moved())
        filled[key] = Moved(
            known.came + moved.came, known.went + moved.went, known.fees + moved.fees
        )
    return filled


def _each_day(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
