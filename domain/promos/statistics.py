"""What codes have brought: uses, roubles and the people behind them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as sql_select
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import payments
from domain.payments import Payment, Status
from domain.people import Client
from domain.promos.rows import PromoUse, UseState
from domain.purchases import Purchase


@dataclass(frozen=True)
class Spent:
    """What became of a code's uses; money of the captured ones, in kopecks.

    The income is what came and is still kept: what went back in part is taken off.
    """

    captured: int = 0
    reserved: int = 0
    people: int = 0
    discount: int = 0
    income: int = 0


@dataclass(frozen=True)
class Used:
    """One use, as it is shown."""

    use: PromoUse
    purchase: Purchase
    client: Client | None
    """None: he was erased."""
    kept: int
    """In kopecks: what came for it and was not given back."""
    payment_id: UUID | None
    """The one that tells how it stands."""


async def count_uses(session: AsyncSession, promo_ids: Sequence[UUID]) -> Mapping[UUID, Spent]:
    """The figures of each code; one nobody has used is absent."""
    is_captured = col(PromoUse.state) == UseState.CAPTURED
    is_reserved = col(PromoUse.state) == UseState.RESERVED

    def total(what: Any) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((is_captured, what), else_=0)), 0)

    figures = (
        sql_select(
            col(PromoUse.promo_id),
            total(1),
            func.coalesce(func.sum(case((is_reserved, 1), else_=0)), 0),
            func.count(func.distinct(case((is_captured, col(PromoUse.client_id))))),
            total(PromoUse.discount),
            total(_kept()),
        )
        .where(col(PromoUse.promo_id).in_(promo_ids))
        .group_by(col(PromoUse.promo_id))
    )
    connection = await session.connection()
    rows = (await connection.execute(figures)).all()
    return {promo_id: Spent(*map(int, numbers)) for promo_id, *numbers in rows}


async def list_uses(session: AsyncSession, promo_id: UUID, limit: int = 200) -> Sequence[Used]:
    """Who has used the code, newest first."""
    newest = (
        select(Payment.id)
        .where(Payment.purchase_id == PromoUse.purchase_id)
        .order_by(col(Payment.rank).desc(), col(Payment.created_at).desc())
        .limit(1)
        .correlate(PromoUse)
        .scalar_subquery()
    )
    uses = (
        sql_select(PromoUse, Purchase, Client, _kept(), newest)
        .join(Purchase, col(Purchase.id) == PromoUse.purchase_id)
        .outerjoin(Client, col(Client.id) == PromoUse.client_id)
        .where(col(PromoUse.promo_id) == promo_id)
        .order_by(col(PromoUse.created_at).desc())
        .limit(limit)
    )
    rows = (await session.execute(uses)).all()
    return [Used(*row) for row in rows]


def _kept() -> ColumnElement[int]:
    """What came for a use's purchase and was not given back, in a query of uses."""
    came = select(func.coalesce(func.sum(payments.kept()), 0)).where(
        Payment.purchase_id == PromoUse.purchase_id, Payment.status == Status.PAID
    )
    return came.correlate(PromoUse).scalar_subquery()
