"""Money in numbers and in stories: what came in, what waits, and what became of one payment.

Reads only. Asking for money and believing that it came is `domain.payments`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, payments, purchases
from domain.ledger import FactRow
from domain.payments import OPEN, Payment, PaymentDisputed, Status
from domain.people import Client, get_client
from domain.purchases import Purchase
from domain.tariffs import Tariff

PAGE = 50


class Group(StrEnum):
    """States of a payment as a person sorts them."""

    PAID = "paid"
    OPEN = "open"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


STATES: dict[Group, tuple[Status, ...]] = {
    Group.PAID: (Status.PAID,),
    Group.OPEN: OPEN,
    Group.CANCELLED: (Status.CANCELLED,),
    Group.REFUNDED: (Status.REFUNDED,),
}
GROUP_OF = {status: group for group, statuses in STATES.items() for status in statuses}


class Period(StrEnum):
    """Days of the business's own calendar, up to now."""

    TODAY = "today"
    WEEK = "week"
    """Today and the six days before it."""
    MONTH = "month"
    LAST_MONTH = "last_month"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which payments to look at; None means all."""

    group: Group | None = None
    provider: str | None = None
    since: datetime | None = None
    """By when it was paid, or made if it was not."""
    until: datetime | None = None
    status: Status | None = None
    client_id: UUID | None = None
    tariff: str | None = None
    """The code of what was bought."""
    source: str | None = None
    """Where the payer had come from."""
    least: int | None = None
    """Kopecks asked for, both ends included."""
    most: int | None = None


@dataclass(frozen=True)
class Line:
    payment: Payment
    client_name: str | None
    """None for a person who was erased."""


@dataclass(frozen=True)
class Figure:
    count: int = 0
    amount: int = 0
    """In kopecks."""


@dataclass(frozen=True)
class Dispute:
    payment: Payment
    client_name: str | None
    expected: int
    paid: int
    told_at: datetime


@dataclass(frozen=True)
class Story:
    """All that is known of one payment."""

    payment: Payment
    client: Client | None
    purchase: Purchase | None
    facts: tuple[FactRow, ...]
    """What happened to it, oldest first."""


def bounds(period: Period, timezone: str) -> tuple[datetime, datetime]:
    """The first moment of a period and the first after it."""
    today = clock.now().astimezone(ZoneInfo(timezone)).date()
    this_month = today.replace(day=1)
    days = {
        Period.TODAY: (today, today + timedelta(days=1)),
        Period.WEEK: (today - timedelta(days=6), today + timedelta(days=1)),
        Period.MONTH: (this_month, (this_month + timedelta(days=32)).replace(day=1)),
        Period.LAST_MONTH: ((this_month - timedelta(days=1)).replace(day=1), this_month),
    }
    first, after = days[period]
    return _midnight(first, timezone), _midnight(after, timezone)


async def list_lines(
    session: AsyncSession,
    wanted: Wanted,
    *,
    before: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> list[Line]:
    """Payments with their clients' names, newest made first, after the one `before` points at."""
    found = only(select(Payment), wanted)
    if before is not None:
        place = tuple_(col(Payment.created_at), col(Payment.id))
        found = found.where(place < tuple_(*before))
    newest = found.order_by(col(Payment.created_at).desc(), col(Payment.id).desc())
    rows = (await session.exec(newest.limit(limit))).all()
    names = await find_names(session, [row.client_id for row in rows])
    return [Line(row, names.get(row.client_id)) for row in rows]


async def sum_by_group(session: AsyncSession, wanted: Wanted) -> dict[Group, Figure]:
    """How many of the wanted payments stand in each group, and what they amount to."""
    counted = select(Payment.status, func.count(), func.sum(payments.kept()))
    figures = {group: Figure() for group in Group}
    counted = only(counted, wanted).group_by(col(Payment.status))
    for status, count, amount in (await session.exec(counted)).all():
        group = GROUP_OF[status]
        known = figures[group]
        figures[group] = Figure(known.count + count, known.amount + int(amount))
    return figures


async def sum_income(session: AsyncSession, timezone: str) -> dict[Period, Figure]:
    """What came in and was not given back, by period."""
    income = {}
    for period in (Period.TODAY, Period.WEEK, Period.MONTH):
        since, until = bounds(period, timezone)
        wanted = Wanted(group=Group.PAID, since=since, until=until)
        income[period] = (await sum_by_group(session, wanted))[Group.PAID]
    return income


async def list_providers(session: AsyncSession) -> Sequence[str]:
    """Every provider that was ever asked for money."""
    named = select(Payment.provider).distinct().order_by(Payment.provider)
    return (await session.exec(named)).all()


async def read_story(session: AsyncSession, payment_id: UUID) -> Story:
    """One payment with its client, its purchase and its facts; NotFound."""
    payment = await payments.get_payment(session, payment_id)
    client, purchase = None, None
    if payment.client_id is not None:
        client = await get_client(session, payment.client_id)
    if payment.purchase_id is not None:
        purchase = await purchases.get_purchase(session, payment.purchase_id)
    return Story(payment, client, purchase, tuple(await _list_facts(session, payment)))


async def list_disputes(session: AsyncSession) -> list[Dispute]:
    """Payments for which another sum came than was asked for, and no paid state since."""
    told = select(FactRow).where(FactRow.kind == PaymentDisputed.__name__)
    rows = (await session.exec(told.order_by(col(FactRow.created_at).desc()))).all()
    disputes: dict[UUID, Dispute] = {}
    for row in rows:
        fact = PaymentDisputed.model_validate(row.body)
        payment = await session.get(Payment, fact.payment_id)
        if payment is not None and payment.status in OPEN and payment.id not in disputes:
            names = await find_names(session, [payment.client_id])
            name = names.get(payment.client_id)
            disputes[payment.id] = Dispute(payment, name, fact.expected, fact.paid, row.created_at)
    return list(disputes.values())


async def find_names(
    session: AsyncSession, client_ids: Sequence[UUID | None]
) -> dict[UUID | None, str]:
    """The names of those clients that are still known."""
    ids = {client_id for client_id in client_ids if client_id is not None}
    named = select(Client.id, Client.name).where(col(Client.id).in_(ids))
    return dict((await session.exec(named)).all()) if ids else {}


async def _list_facts(session: AsyncSession, payment: Payment) -> Sequence[FactRow]:
    kinds = {kind.__name__ for kind in _facts_of_payments()}
    told = select(FactRow).where(col(FactRow.kind).in_(kinds))
    told = told.where(col(FactRow.created_at) >= payment.created_at - timedelta(minutes=1))
    if payment.client_id is not None:
        told = told.where(FactRow.client_id == payment.client_id)
    rows = (await session.exec(told.order_by(col(FactRow.created_at)))).all()
    return [row for row in rows if row.body.get("payment_id") == str(payment.id)]


def _facts_of_payments() -> tuple[type, ...]:
    return (
        payments.PaymentCreated,
        payments.PaymentPaid,
        payments.PaymentCancelled,
        payments.PaymentRefunded,
        payments.MoneyReturned,
        payments.RefundRefused,
        payments.RefundStuck,
        PaymentDisputed,
    )


def only(query: Any, wanted: Wanted) -> Any:
    """The query narrowed to the wanted payments."""
    for condition in _conditions(wanted):
        query = query.where(condition)
    return query


async def list_sources(session: AsyncSession) -> Sequence[str]:
    """Wherever those who were ever asked for money had come from."""
    payers = select(Payment.client_id).distinct()
    named = select(Client.source).distinct().where(col(Client.id).in_(payers))
    return (await session.exec(named.order_by(Client.source))).all()


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    moment = func.coalesce(col(Payment.paid_at), col(Payment.created_at))
    conditions: list[ColumnElement[bool]] = []
    if wanted.group is not None:
        conditions.append(col(Payment.status).in_(STATES[wanted.group]))
    if wanted.provider is not None:
        conditions.append(col(Payment.provider) == wanted.provider)
    if wanted.status is not None:
        conditions.append(col(Payment.status) == wanted.status)
    if wanted.client_id is not None:
        conditions.append(col(Payment.client_id) == wanted.client_id)
    conditions += _bought_by(wanted)
    if wanted.since is not None:
        conditions.append(moment >= wanted.since)
    if wanted.until is not None:
        conditions.append(moment < wanted.until)
    return conditions


def _bought_by(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.tariff is not None:
        sold = select(Purchase.id).join(Tariff, col(Tariff.id) == col(Purchase.tariff_id))
        sold = sold.where(Tariff.code == wanted.tariff)
        conditions.append(col(Payment.purchase_id).in_(sold))
    if wanted.source is not None:
        came = select(Client.id).where(Client.source == wanted.source)
        conditions.append(col(Payment.client_id).in_(came))
    if wanted.least is not None:
        conditions.append(col(Payment.amount) >= wanted.least)
    if wanted.most is not None:
        conditions.append(col(Payment.amount) <= wanted.most)
    return conditions


def day_bounds(
    first: date | None, last: date | None, timezone: str
) -> tuple[datetime | None, datetime | None]:
    """The first moment of one day and the first after another, where they are given."""
    since = _midnight(first, timezone) if first else None
    until = _midnight(last + timedelta(days=1), timezone) if last else None
    return since, until


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone))
