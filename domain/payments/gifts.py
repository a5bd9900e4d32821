"""What costs nothing: a payment of no money, paid the moment it is written down.

No provider is asked, none takes a payment of zero; what follows from it follows from the same
facts as from any other.
"""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import record
from domain.payments.rows import RANK, Payment, PaymentCreated, PaymentPaid, Status

GIFT = "gift"
"""Stands where a provider's name does."""


def settle_gift(
    session: AsyncSession, *, client_id: UUID, purchase_id: UUID, description: str, return_url: str
) -> Payment:
    """A purchase that comes to nothing is paid."""
    now = clock.now()
    payment = Payment(
        client_id=client_id,
        purchase_id=purchase_id,
        amount=0,
        description=description,
        provider=GIFT,
        return_url=return_url,
        status=Status.PAID,
        rank=RANK[Status.PAID],
        paid_at=now,
    )
    session.add(payment)
    record(session, PaymentCreated(payment_id=payment.id, client_id=client_id, amount=0))
    paid = PaymentPaid(
        payment_id=payment.id, client_id=client_id, purchase_id=purchase_id, amount=0, paid_at=now
    )
    record(session, paid)
    return payment
