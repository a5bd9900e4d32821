"""The state of a payment only climbs, and says so once."""

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import record
from domain.payments.rows import (
    RANK,
    Payment,
    PaymentCancelled,
    PaymentPaid,
    PaymentRefunded,
    Status,
)


async def climb(session: AsyncSession, payment: Payment, status: Status) -> None:
    """Move the payment up to `status` and say so; news of a lower state changes nothing."""
    higher = update(Payment).where(col(Payment.id) == payment.id, col(Payment.rank) < RANK[status])
    was_paid = payment.rank >= RANK[Status.PAID]
    climbed = await session.exec(higher.values(status=status, rank=RANK[status]))
    if not climbed.rowcount:
        return
    payment.status, payment.rank = status, RANK[status]
    who = {"payment_id": payment.id, "client_id": payment.client_id}
    bought = who | {"purchase_id": payment.purchase_id}
    if status in {Status.PAID, Status.REFUNDED} and not was_paid:
        payment.paid_at = clock.now()
        record(session, PaymentPaid(**bought, amount=payment.amount, paid_at=payment.paid_at))
    if status is Status.REFUNDED:
        record(session, PaymentRefunded(**bought))
    if status is Status.CANCELLED:
        record(session, PaymentCancelled(**bought))
