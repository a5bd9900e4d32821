"""Payments as rows for a table: each with all that its own row does not hold. Reads only."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.books import Account, Entry
from domain.money_reports import Wanted, only
from domain.payments import Payment
from domain.people import Client
from domain.purchases import Purchase

MOST_ROWS = 100_000


@dataclass(frozen=True)
class ExportRow:
    payment: Payment
    client_name: str | None
    """None for a person who was erased, as is the source."""
    source: str | None
    price: int
    """In kopecks, before every discount."""
    promo_code: str | None
    left: int
    """In kopecks: what the books hold of it, fees and what went back taken off."""


async def list_rows(session: AsyncSession, wanted: Wanted) -> list[ExportRow]:
    """The wanted payments, newest first."""
    held = (
        select(func.coalesce(func.sum(Entry.amount), 0))
        .where(Entry.payment_id == Payment.id, Entry.account == Account.MONEY)
        .correlate(Payment)
        .scalar_subquery()
    )
    rows = (
        select(Payment, Client, Purchase, held)
        .outerjoin(Client, col(Client.id) == col(Payment.client_id))
        .outerjoin(Purchase, col(Purchase.id) == col(Payment.purchase_id))
        .order_by(col(Payment.created_at).desc(), col(Payment.id).desc())
        .limit(MOST_ROWS)
    )
    return [
        ExportRow(
            payment=payment,
            client_name=client.name if client else None,
            source=client.source if client else None,
            price=max(purchase.price, payment.amount) if purchase else payment.amount,
            promo_code=purchase.promo_code if purchase else None,
            left=int(left),
        )
        for payment, client, purchase, left in (await session.exec(only(rows, wanted))).all()
    ]
