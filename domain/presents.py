"""Presents: what one person has paid for and another is to have.

The order is a purchase like any other (`domain.selling`), its payer kept beside its client. Here
is only what the receiver hears of it.
"""

from domain import messages
from domain.ledger import Begin
from domain.messages import Purpose
from domain.payments import PaymentPaid
from domain.purchases import Purchase


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
