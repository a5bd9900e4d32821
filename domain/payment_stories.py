"""One payment's whole story: what it was for, what came of it, and where each kopeck stands.

Reads only; each part is kept by its own room.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import accesses, books, money_reports, payments, purchases, tax_receipts
from domain.accesses import Access
from domain.books import Entry
from domain.messages import Message
from domain.money_reports import Story
from domain.payments import OPEN, Doubt, HandPayment, Payment, Refunding, Status
from domain.people import Client, get_client
from domain.tax_receipts import TaxReceipt

MOST_LETTERS = 50


@dataclass(frozen=True)
class WholeStory:
    story: Story
    receiver: Client | None
    """Whom it is for, where another pays."""
    standing: Payment | None
    """The payment by which its order stands: another one where it was paid anew."""
    hand: HandPayment | None
    refunds: Sequence[Refunding]
    receipt: TaxReceipt | None
    access: Access | None
    letters: Sequence[Message]
    """What its client was written about it, oldest first."""
    doubts: Sequence[Doubt]
    entries: Sequence[Entry]
    """Of the books, in the order they were written."""
    left: int
    """In kopecks: what may still be given back."""

    @property
    def payment(self) -> Payment:
        return self.story.payment

    @property
    def is_awaited(self) -> bool:
        """Whether its order can still be paid, by this payment or a new one."""
        standing = self.standing
        return (
            standing is not None
            and standing.client_id is not None
            and standing.status in {*OPEN, Status.CANCELLED}
        )


async def read(session: AsyncSession, payment_id: UUID) -> WholeStory:
    """The whole story; NotFound."""
    story = await money_reports.read_story(session, payment_id)
    payment, purchase = story.payment, story.purchase
    refunds = await payments.list_refunds(session, payment_id)
    receipt = await tax_receipts.find_receipt(session, payment_id)
    standing = await purchases.find_payment(session, purchase.id) if purchase else None
    receiver = None
    if purchase and purchase.payer_id and purchase.client_id:
        receiver = await get_client(session, purchase.client_id)
    left = 0
    if payment.status is Status.PAID:
        left = payment.amount - await payments.sum_refunds(session, payment_id)
    return WholeStory(
        story=story,
        receiver=receiver,
        standing=standing,
        hand=await payments.find_hand(session, payment_id),
        refunds=refunds,
        receipt=receipt,
        access=await accesses.find_access(session, purchase.id) if purchase else None,
        letters=await _list_letters(session, payment, receipt),
        doubts=await payments.list_doubts_about(session, payment_id),
        entries=await books.list_entries(session, payment_id),
        left=left,
    )


async def _list_letters(
    session: AsyncSession, payment: Payment, receipt: TaxReceipt | None
) -> list[Message]:
    """By what they are about; letters of an erased person are gone with him."""
    if payment.client_id is None:
        return []
    since = payment.created_at - timedelta(minutes=1)
    sent = select(Message).where(
        Message.client_id == payment.client_id, col(Message.created_at) >= since
    )
    rows = (await session.exec(sent.order_by(col(Message.created_at)).limit(500))).all()
    about = {
        "payment_id": str(payment.id),
        "purchase_id": str(payment.purchase_id),
        "tax_receipt_id": str(receipt.id) if receipt else "",
    }
    mine = [row for row in rows if any(row.about.get(key) == about[key] for key in about)]
    return mine[-MOST_LETTERS:]
