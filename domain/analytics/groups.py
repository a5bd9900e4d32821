"""Groups of people behind the figures: each is a question that counts and lists the same ones."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.analytics.spans import Span
from domain.intakes import Intake
from domain.payments import Payment, Status
from domain.people import Client
from domain.programmes.rows import Kind, Programme
from domain.purchases import Purchase
from domain.talks import Talk

PAGE = 200
WAS_PAID = (Status.PAID, Status.REFUNDED)


class Group(StrEnum):
    """Whom a figure counts."""

    CAME = "came"
    """Written down in these days."""
    TALKED = "talked"
    """Of those who came, whoever has talked on the site."""
    ASKED = "asked"
    """Of those who came, whoever has answered the questionnaire by today; so are the next."""
    TRIED = "tried"
    """Has got a free week."""
    ORDERED = "ordered"
    BOUGHT = "bought"
    """Has paid at least once."""
    AGAIN = "again"
    """Has paid for more than one thing."""
    PAYERS = "payers"
    """Paid in these days, whenever he came."""
    REPEAT = "repeat"
    """Paid in these days, and had paid for something before."""
    BEGAN = "began"
    """Paid for the first time in these days."""
    WRITTEN = "written"
    """Got a full programme in these days."""


FUNNEL = (Group.CAME, Group.ASKED, Group.TRIED, Group.ORDERED, Group.BOUGHT, Group.AGAIN)


def belongs(group: Group, span: Span, then: Span | None = None) -> ColumnElement[bool]:
    """That a client is of this group; who was merged into another is of none.

    Args:
        then: only whoever paid in these other days as well.
    """
    condition: ColumnElement[bool] = _CONDITIONS[group](span)
    if then is not None:
        condition = condition & _paid_in(then)
    return col(Client.merged_into_id).is_(None) & condition


async def count(
    session: AsyncSession,
    group: Group,
    span: Span,
    *,
    source: str | None = None,
    then: Span | None = None,
) -> int:
    """How many are of the group."""
    counted = select(func.count()).select_from(Client).where(belongs(group, span, then))
    found: int = (await session.exec(_of_source(counted, source))).one()
    return found


async def list_members(
    session: AsyncSession,
    group: Group,
    span: Span,
    *,
    source: str | None = None,
    then: Span | None = None,
    after: UUID | None = None,
    limit: int = PAGE,
) -> Sequence[Client]:
    """Who is of the group, the latest written down first."""
    found = _of_source(select(Client).where(belongs(group, span, then)), source)
    if after is not None:
        found = found.where(col(Client.id) < after)
    rows = await session.exec(found.order_by(col(Client.id).desc()).limit(limit))
    members: Sequence[Client] = rows.all()
    return members


def has_paid() -> ColumnElement[bool]:
    """That a client has ever paid, whatever became of it."""
    paid: ColumnElement[bool] = _paid().exists()
    return paid


def _of_source(query: Any, source: str | None) -> Any:
    return query if source is None else query.where(Client.source == source)


def _came(span: Span) -> ColumnElement[bool]:
    return span.holds(col(Client.created_at))


def _paid() -> Any:
    return select(Payment.id).where(
        Payment.client_id == Client.id,
        col(Payment.status).in_(WAS_PAID),
        col(Payment.amount) > 0,
    )


def _paid_in(span: Span) -> ColumnElement[bool]:
    paid: ColumnElement[bool] = _paid().where(span.holds(col(Payment.paid_at))).exists()
    return paid


def _began(span: Span) -> ColumnElement[bool]:
    before: ColumnElement[bool] = _paid().where(col(Payment.paid_at) < span.since).exists()
    return _paid_in(span) & ~before


def _paid_twice(span: Span) -> ColumnElement[bool]:
    """For more than one thing before these days are over: two payments of one order are one."""
    bought = func.coalesce(col(Payment.purchase_id), col(Payment.id))
    bills = (
        select(func.count(bought.distinct()))
        .where(
            Payment.client_id == Client.id,
            col(Payment.status).in_(WAS_PAID),
            col(Payment.amount) > 0,
            col(Payment.paid_at) < span.until,
        )
        .scalar_subquery()
    )
    return bills > 1


def _has(kind: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(kind.id).where(kind.client_id == Client.id, *conditions).exists()


def _asked() -> ColumnElement[bool]:
    return _has(Intake, col(Intake.is_current).is_(True))


def _tried() -> ColumnElement[bool]:
    return _has(Programme, col(Programme.kind) == Kind.DEMO, col(Programme.sent_at).is_not(None))


def _ordered() -> ColumnElement[bool]:
    is_his = or_(Purchase.client_id == Client.id, Purchase.payer_id == Client.id)
    return select(Purchase.id).where(is_his).exists()


def _written(span: Span) -> ColumnElement[bool]:
    return _has(Programme, col(Programme.kind) == Kind.FULL, span.holds(col(Programme.sent_at)))


_CONDITIONS: dict[Group, Any] = {
    Group.CAME: _came,
    Group.TALKED: lambda span: _came(span) & _has(Talk),
    Group.ASKED: lambda span: _came(span) & _asked(),
    Group.TRIED: lambda span: _came(span) & _tried(),
    Group.ORDERED: lambda span: _came(span) & _ordered(),
    Group.BOUGHT: lambda span: _came(span) & has_paid(),
    Group.AGAIN: lambda span: _came(span) & _paid_twice(span),
    Group.PAYERS: _paid_in,
    Group.BEGAN: _began,
    Group.REPEAT: lambda span: _paid_in(span) & _paid_twice(span),
    Group.WRITTEN: _written,
}
