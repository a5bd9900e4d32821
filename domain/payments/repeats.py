"""Money for what was paid already, or for nobody: taken, never kept silently."""

from sqlmodel import col, select

from domain.ledger import Begin
from domain.payments.doubts import DoubtKind, doubt
from domain.payments.rows import Payment, PaymentPaid, Status, get_payment


async def doubt_repeated(fact: PaymentPaid, begin: Begin) -> None:
    """Every paid payment of a purchase but the first waits for a person; so does one for nobody.

    Each is looked at after it was committed, so of two that were paid at one moment at least one
    sees the other.
    """
    async with begin() as session:
        if fact.purchase_id is None or fact.client_id is None:
            payment = await get_payment(session, fact.payment_id)
            if payment.client_id is None and payment.amount:
                await doubt(session, DoubtKind.NOBODY, payment)
            return
        paid = select(Payment).where(
            Payment.purchase_id == fact.purchase_id,
            Payment.status == Status.PAID,
            col(Payment.amount) > 0,
        )
        first_to_last = paid.order_by(col(Payment.paid_at), col(Payment.id))
        for again in (await session.exec(first_to_last)).all()[1:]:
            await doubt(session, DoubtKind.PAID_TWICE, again)
