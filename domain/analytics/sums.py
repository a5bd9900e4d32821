"""Money of some days, added up by the database out of the books: by day, by tariff, by source.

A refund counts on the day it went. `domain.money_flow` says the same of a list of payments.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.analytics.spans import Span, list_days, list_months, place_in
from domain.books import Account, Entry
from domain.money_flow import Moved
from domain.payments import Payment
from domain.people import Client
from domain.purchases import Purchase
from domain.tariffs import Tariff


@dataclass(frozen=True)
class Sums:
    total: Moved
    payments: int
    """How many came in."""
    by_day: Mapping[date, Moved]
    """Each day or, where the span is `by_month`, each month's first, in order."""
    by_tariff: Mapping[str | None, Moved]
    """By the tariff's title, the most first; None: asked for by hand, of no tariff."""
    by_source: Mapping[str | None, Moved]
    """Where the payers came from; None: they were erased."""
    codes: Mapping[str, str]
    """The tariffs' codes by their titles."""

    @property
    def average(self) -> int | None:
        """The average payment, before what went back; None without any."""
        return round(self.total.came / self.payments) if self.payments else None


async def read_sums(session: AsyncSession, span: Span, *, source: str | None = None) -> Sums:
    """What the entries of these days come to."""
    first = max(span.first, await _first_day(session, span) or span.last)
    starts = (list_months if span.by_month else list_days)(first, span.last)
    rows = await _read_rows(session, span, starts, source)
    days: defaultdict[int, Moved] = defaultdict(Moved)
    tariffs: defaultdict[str | None, Moved] = defaultdict(Moved)
    sources: defaultdict[str | None, Moved] = defaultdict(Moved)
    total, count = Moved(), 0
    tariffs_known = await _read_tariffs(session)
    titles = {tariff_id: title for tariff_id, title, _ in tariffs_known}
    codes = {title: code for _, title, code in tariffs_known}
    for place, tariff_id, name, *sums, came_in in rows:
        moved, title = Moved(*map(int, sums)), titles.get(tariff_id) if tariff_id else None
        days[place] = _plus(days[place], moved)
        tariffs[title] = _plus(tariffs[title], moved)
        sources[name] = _plus(sources[name], moved)
        total, count = _plus(total, moved), count + int(came_in)
    by_day = {day: days[place] for place, day in enumerate(starts)}
    return Sums(total, count, by_day, _most_first(tariffs), _most_first(sources), codes)


async def _read_rows(
    session: AsyncSession, span: Span, starts: list[date], source: str | None
) -> list[tuple[int, UUID | None, str | None, int, int, int, int]]:
    place = place_in(col(Entry.happened_at), starts, span.timezone).label("place")
    amount, is_fee = col(Entry.amount), col(Entry.cause).like("fee:%")
    summed = (
        select(  # type: ignore[call-overload]  # more columns than SQLModel spells out
            place,
            Purchase.tariff_id,
            Client.source,
            _sum(amount > 0, amount),
            _sum((amount < 0) & ~is_fee, -amount),
            _sum((amount < 0) & is_fee, -amount),
            _sum(col(Entry.cause).like("paid:%"), 1),
        )
        .join(Payment, col(Payment.id) == col(Entry.payment_id))
        .outerjoin(Purchase, col(Purchase.id) == col(Payment.purchase_id))
        .outerjoin(Client, col(Client.id) == col(Payment.client_id))
        .where(Entry.account == Account.MONEY, span.holds(col(Entry.happened_at)))
        .group_by(place, Purchase.tariff_id, Client.source)
    )
    if source is not None:
        summed = summed.where(Client.source == source)
    return list((await session.exec(summed)).all())


def _sum(condition: ColumnElement[bool], value: Any) -> ColumnElement[int]:
    return func.sum(case((condition, value), else_=0))


async def _first_day(session: AsyncSession, span: Span) -> date | None:
    """Of the first movement in the span: of emptier times no days are shown."""
    earliest = select(func.min(Entry.happened_at)).where(
        Entry.account == Account.MONEY, span.holds(col(Entry.happened_at))
    )
    found = (await session.exec(earliest)).one()
    if found is None or not span.by_month:
        return span.first if found is not None else None
    return found.astimezone(span.since.tzinfo).date()


async def _read_tariffs(session: AsyncSession) -> Sequence[tuple[UUID, str, str]]:
    return (await session.exec(select(Tariff.id, Tariff.title, Tariff.code))).all()


def _plus(one: Moved, other: Moved) -> Moved:
    return Moved(one.came + other.came, one.went + other.went, one.fees + other.fees)


def _most_first(sums: Mapping[str | None, Moved]) -> dict[str | None, Moved]:
    return dict(sorted(sums.items(), key=lambda pair: -pair[1].came))
