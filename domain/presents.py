"""Presents: what one person has paid for and another is to have.

The order is a purchase like any other (`domain.selling`), its payer kept beside its client. Here
is only what stands of it on both cards, and what the receiver hears.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import messages, purchases
from domain.ledger import Begin
from domain.messages import Purpose
from domain.payments import PaymentPaid
from domain.people import Client
from domain.purchases import Purchase


@dataclass(frozen=True)
class Present:
    """One present, as it stands on the card of either."""

    purchase: Purchase
    other: Client
    """Who has given it, or was given it."""
    is_given: bool


async def list_presents(session: AsyncSession, client_id: UUID) -> list[Present]:
    """What this client has given and was given, newest first."""
    given = await purchases.list_given(session, client_id)
    received = [
        row
        for row in await purchases.list_purchases(session, client_id)
        if row.payer_id is not None
    ]
    found = []
    for row, is_given in (*((row, True) for row in given), *((row, False) for row in received)):
        other = await session.get(Client, row.client_id if is_given else row.payer_id)
        if other is not None and other.id != client_id:
            found.append(Present(row, other, is_given=is_given))
    return sorted(found, key=lambda one: one.purchase.created_at, reverse=True)


async def invite_receiver(fact: PaymentPaid, begin: Begin) -> None:
    """A present is paid: whoever it is for learns of it at his own address and is asked there."""
    if fact.purchase_id is None:
        return
    async with begin() as session:
        purchase = await session.get(Purchase, fact.purchase_id)
        if purchase is None or purchase.payer_id is None or purchase.client_id is None:
            return
        await messages.queue(
            session,
            kind="gift_received",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key=f"gift_received:{purchase.id}",
            client_id=purchase.client_id,
            about={"purchase_id": str(purchase.id)},
        )
