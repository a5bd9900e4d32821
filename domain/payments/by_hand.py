"""Money that came past every provider: cash, or a transfer to the trainer himself.

Nobody can be asked about it, so the trainer's word is what is believed. What follows from it
follows from the same facts as from any other payment, and it goes back by his own hand as well.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Field, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.ledger import Row, record
from domain.payments.climbing import climb
from domain.payments.rows import (
    MANUAL,
    OPEN,
    RANK,
    Payment,
    PaymentCreated,
    PaymentPaid,
    Status,
)

NOTE_LENGTH = 300


class Means(StrEnum):
    CASH = "cash"
    TRANSFER = "transfer"


class HandPayment(Row, table=True):
    """How a payment came into the trainer's hand; forgotten with its person, the money stays."""

    payment_id: UUID = Field(foreign_key="payment.id", unique=True)
    client_id: UUID = Field(foreign_key="client.id", index=True)
    means: Means
    note: str = Field(default="", max_length=NOTE_LENGTH)
    taken_by: UUID | None = None
    """The user. No foreign key: users come and go."""


@dataclass(frozen=True, kw_only=True)
class Hand:
    """What the trainer says of money he has."""

    means: Means
    paid_at: datetime
    note: str
    by: UUID | None
    key: str
    """The same form sent twice is one payment."""


async def find_taken(session: AsyncSession, key: str) -> Payment | None:
    """The payment this form has made already."""
    mine = select(Payment).where(Payment.idempotence_key == key)
    return (await session.exec(mine)).first()


def take(
    session: AsyncSession,
    hand: Hand,
    *,
    client_id: UUID,
    purchase_id: UUID,
    amount: int,
    description: str,
    return_url: str,
) -> Payment:
    """A payment that is paid as it is written down."""
    payment = Payment(
        created_at=hand.paid_at,
        client_id=client_id,
        purchase_id=purchase_id,
        amount=amount,
        description=description,
        provider=MANUAL,
        idempotence_key=hand.key,
        return_url=return_url,
        status=Status.PAID,
        rank=RANK[Status.PAID],
        paid_at=hand.paid_at,
    )
    session.add(payment)
    session.add(
        HandPayment(
            payment_id=payment.id,
            client_id=client_id,
            means=hand.means,
            note=hand.note,
            taken_by=hand.by,
        )
    )
    record(session, PaymentCreated(payment_id=payment.id, client_id=client_id, amount=amount))
    paid = PaymentPaid(
        payment_id=payment.id,
        client_id=client_id,
        purchase_id=purchase_id,
        amount=amount,
        paid_at=hand.paid_at,
    )
    record(session, paid)
    return payment


async def drop_open(session: AsyncSession, purchase_id: UUID) -> None:
    """Nobody needs to pay any more what was paid by hand; money that comes all the same is kept."""
    waiting = select(Payment).where(Payment.purchase_id == purchase_id)
    for payment in (await session.exec(waiting)).all():
        if payment.status in OPEN:
            await climb(session, payment, Status.CANCELLED)


async def find_hand(session: AsyncSession, payment_id: UUID) -> HandPayment | None:
    """How it came, where it came by hand and its person is still known."""
    mine = select(HandPayment).where(HandPayment.payment_id == payment_id)
    return (await session.exec(mine)).first()
