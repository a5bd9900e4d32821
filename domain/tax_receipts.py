"""The self-employed trainer's own receipts: what to punch, by when, and the link.

Nothing is sent to the tax office from here. A row is the trainer's task: it follows its payment,
and is done when he says so. Shops with a cash register have no such rows: their provider makes the
receipts (`domain.payments`). Money of the demo bank needs none, and is no income.

Source: 422-FZ art. 14 (the receipt is due by the 9th of the next month), art. 4 p. 2 subp. 8
(2.4 million roubles a year).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, payments
from domain.errors import Conflict, NotFound, Refused
from domain.ledger import Begin, Fact, Moment, Row, record
from domain.payments import MoneyReturned, Payment, PaymentPaid, PaymentRefunded, Status

DUE_DAY = 9
"""Of the month after the payment's."""
NEAR_LIMIT = 0.8
"""Of the year's limit: from here on the meter warns."""
URL_LENGTH = 500
TASKS = 100
"""How many tasks are listed at once."""


class ReceiptState(StrEnum):
    DUE = "due"
    ISSUED = "issued"
    TO_ANNUL = "to_annul"
    """Issued, and money has gone back since: annul it, and issue another for what is left."""
    ANNULLED = "annulled"
    NEEDLESS = "needless"
    """All of it went back before a receipt was issued."""


class TaxReceipt(Row, table=True):
    payment_id: UUID = Field(foreign_key="payment.id", unique=True)
    client_id: UUID | None = Field(foreign_key="client.id", index=True)
    state: ReceiptState = Field(default=ReceiptState.DUE, index=True)
    title: str
    amount: int
    """In kopecks: of the receipt to issue, or of the one that was issued."""
    left: int
    """In kopecks: what is kept of the payment now."""
    paid_on: date
    due_on: date
    url: str | None = Field(default=None, max_length=URL_LENGTH)
    issued_at: datetime | None = Field(default=None, sa_type=Moment)
    issues: int = 0
    """How many receipts this payment has had."""


class TaxReceiptDue(Fact):
    """There is something to punch or to annul."""

    receipt_id: UUID
    client_id: UUID | None


class TaxReceiptIssued(Fact):
    receipt_id: UUID
    client_id: UUID | None
    number: int


class TaxReceiptAnnulled(Fact):
    receipt_id: UUID
    client_id: UUID | None


class WrongTurn(Conflict):
    """The receipt is not in a state for this."""


@dataclass(frozen=True)
class Meter:
    """The year's income against what a self-employed person may earn."""

    income: int
    limit: int
    """Both in kopecks."""

    @property
    def share(self) -> float:
        return self.income / self.limit

    @property
    def is_near(self) -> bool:
        return self.share >= NEAR_LIMIT

    @property
    def is_over(self) -> bool:
        return self.income >= self.limit


async def follow_payment(
    fact: PaymentPaid | MoneyReturned | PaymentRefunded, begin: Begin, timezone: str
) -> None:
    """Bring the receipt to what is kept of its payment; again changes nothing."""
    async with begin() as session:
        mine = select(Payment).where(Payment.id == fact.payment_id).with_for_update()
        payment = (await session.exec(mine.execution_options(populate_existing=True))).one()
        kept = await _kept_of(session, payment)
        receipt = await find_receipt(session, payment.id)
        if receipt is None:
            _ask_for_receipt(session, payment, kept, timezone)
        else:
            _follow(session, receipt, kept)


async def _kept_of(session: AsyncSession, payment: Payment) -> int:
    if payment.status is not Status.PAID:
        return 0
    done = (payments.RefundStatus.DONE,)
    return payment.amount - await payments.sum_refunds(session, payment.id, done)


def _ask_for_receipt(session: AsyncSession, payment: Payment, kept: int, timezone: str) -> None:
    if kept <= 0 or payment.paid_at is None or payment.provider == payments.PLAY:
        return
    paid_on = payment.paid_at.astimezone(ZoneInfo(timezone)).date()
    receipt = TaxReceipt(
        payment_id=payment.id,
        client_id=payment.client_id,
        title=payment.description,
        amount=kept,
        left=kept,
        paid_on=paid_on,
        due_on=due_after(paid_on),
    )
    session.add(receipt)
    record(session, TaxReceiptDue(receipt_id=receipt.id, client_id=receipt.client_id))


def _follow(session: AsyncSession, receipt: TaxReceipt, kept: int) -> None:
    if kept == receipt.left:
        return
    receipt.left = kept
    if receipt.state is ReceiptState.DUE:
        receipt.amount = kept
        receipt.state = ReceiptState.DUE if kept else ReceiptState.NEEDLESS
    elif receipt.state is ReceiptState.ISSUED:
        receipt.state = ReceiptState.TO_ANNUL
    record(session, TaxReceiptDue(receipt_id=receipt.id, client_id=receipt.client_id))


def due_after(paid_on: date) -> date:
    """The last day to issue a receipt for money that came on this day."""
    return (paid_on.replace(day=1) + timedelta(days=32)).replace(day=DUE_DAY)


async def mark_issued(session: AsyncSession, receipt_id: UUID, url: str) -> TaxReceipt:
    """The trainer has punched it: its link goes to the client.

    Raises:
        WrongTurn: it is issued already, or needs none.
        Refused: the link is none.
    """
    receipt = await _lock(session, receipt_id)
    if receipt.state is not ReceiptState.DUE:
        raise WrongTurn(f"receipt {receipt_id} is {receipt.state}")
    receipt.url = _read_url(url)
    receipt.state, receipt.issued_at = ReceiptState.ISSUED, clock.now()
    receipt.issues += 1
    number = receipt.issues
    record(
        session,
        TaxReceiptIssued(receipt_id=receipt.id, client_id=receipt.client_id, number=number),
    )
    return receipt


async def mark_annulled(session: AsyncSession, receipt_id: UUID) -> TaxReceipt:
    """The trainer has annulled it; what is left of the money needs a receipt anew."""
    receipt = await _lock(session, receipt_id)
    if receipt.state is not ReceiptState.TO_ANNUL:
        raise WrongTurn(f"receipt {receipt_id} is {receipt.state}")
    receipt.url, receipt.amount = None, receipt.left
    receipt.state = ReceiptState.DUE if receipt.left else ReceiptState.ANNULLED
    record(session, TaxReceiptAnnulled(receipt_id=receipt.id, client_id=receipt.client_id))
    return receipt


async def list_tasks(session: AsyncSession, limit: int = TASKS) -> Sequence[TaxReceipt]:
    """What waits for the trainer, the most pressing first."""
    waiting = (ReceiptState.DUE, ReceiptState.TO_ANNUL)
    mine = select(TaxReceipt).where(col(TaxReceipt.state).in_(waiting))
    return (await session.exec(mine.order_by(col(TaxReceipt.due_on)).limit(limit))).all()


async def find_receipt(session: AsyncSession, payment_id: UUID) -> TaxReceipt | None:
    """The receipt of a payment."""
    return (
        await session.exec(select(TaxReceipt).where(TaxReceipt.payment_id == payment_id))
    ).first()


async def get_receipt(session: AsyncSession, receipt_id: UUID) -> TaxReceipt:
    """The receipt, or NotFound."""
    receipt = await session.get(TaxReceipt, receipt_id)
    if receipt is None:
        raise NotFound("tax receipt", receipt_id)
    return receipt


async def read_meter(session: AsyncSession, limit: int, timezone: str) -> Meter:
    """The income of the present year by the business's own calendar."""
    now = clock.now()
    first = now.astimezone(ZoneInfo(timezone)).replace(
        month=1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    until = now + timedelta(minutes=1)
    return Meter(await payments.sum_paid(session, first, until, counts_play=False), limit)


def _read_url(url: str) -> str:
    """The link of a receipt, or Refused."""
    told = url.strip()
    parts = urlsplit(told) if len(told) <= URL_LENGTH else None
    if parts is None or parts.scheme != "https" or not parts.hostname or " " in told:
        raise Refused({"receipt_url": "malformed"})
    return told


async def _lock(session: AsyncSession, receipt_id: UUID) -> TaxReceipt:
    mine = select(TaxReceipt).where(TaxReceipt.id == receipt_id).with_for_update()
    found = (await session.exec(mine.execution_options(populate_existing=True))).first()
    if found is None:
        raise NotFound("tax receipt", receipt_id)
    return found
