"""Giving money back: what was asked, by whom, and what became of it.

It is asked in a transaction and carried to the provider afterwards, under one key. What a refund
makes of the access that was bought is not decided here.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ColumnElement, case, false
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, GatewayRefused, NotFound
from domain.ledger import Begin, Fact, Moment, Row, record
from domain.payments.climbing import climb
from domain.payments.providers import Providers, Refund, RefundsByHand, RefundStatus
from domain.payments.rows import MANUAL, PLAY, Payment, Status
from domain.payments.slips import write_slip

KEY_LIVES = timedelta(hours=23)
"""How long the same key surely makes no second refund.

Source: YooKassa keeps an Idempotence-Key for 24 hours; an hour is left for the call itself.
"""


class Refunding(Row, table=True):
    __table_args__ = (CheckConstraint("amount > 0", name="ck_refunding_amount"),)

    payment_id: UUID = Field(foreign_key="payment.id", index=True)
    amount: int
    """In kopecks."""
    reason: str = Field(max_length=200)
    """Empty for what was given back in the provider's own cabinet."""
    asked_by: UUID | None = None
    """The user; None when it was asked over a token. No foreign key: users come and go."""
    key: str = Field(default_factory=lambda: str(uuid4()), unique=True)
    status: RefundStatus = RefundStatus.PENDING
    external_id: str | None = None
    is_by_hand: bool = False
    """The provider gives nothing back by itself: the trainer transfers it."""
    is_chargeback: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """The payer's bank took it back: the provider tells of it in letters only."""
    check_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    """When to ask the provider what became of it; None when there is nothing to ask."""
    stuck_at: datetime | None = Field(default=None, sa_type=Moment)
    """When the trainer was told that it takes too long."""


class RefundAsked(Fact):
    refunding_id: UUID
    payment_id: UUID


class MoneyReturned(Fact):
    """So much of a payment has gone back: by the provider, or by the trainer's own hand."""

    refunding_id: UUID
    payment_id: UUID
    client_id: UUID | None
    amount: int


class RefundRefused(Fact):
    """The provider thought better of it: the money is here, and free for another refund."""

    refunding_id: UUID
    payment_id: UUID
    client_id: UUID | None
    amount: int


class NotRefundable(Conflict):
    """Nothing was paid, or all of it is given back already."""


class RefundTooBig(Conflict):
    """More than is left of the payment; `left` kopecks are."""

    def __init__(self, payment_id: UUID, left: int) -> None:
        super().__init__(f"payment {payment_id}: only {left} kopecks can be given back")
        self.left = left


async def ask_refund(
    session: AsyncSession, payment_id: UUID, *, amount: int, reason: str, by: UUID | None
) -> Refunding:
    """Write down that `amount` kopecks are to go back; `carry_refund` takes them there.

    Raises:
        NotRefundable: the payment is not paid, or the amount is no sum.
        RefundTooBig: with what was asked before it is more than was paid.
    """
    payment = await _lock(session, payment_id)
    await _check_left(session, payment, amount)
    asked = Refunding(
        payment_id=payment_id,
        amount=amount,
        reason=reason,
        asked_by=by,
        is_by_hand=payment.provider == MANUAL,
    )
    session.add(asked)
    record(session, RefundAsked(refunding_id=asked.id, payment_id=payment_id))
    return asked


async def note_chargeback(
    session: AsyncSession, payment_id: UUID, *, amount: int, reason: str, by: UUID | None
) -> Refunding:
    """The bank has given the payer his money back: it is gone the moment it is written down.

    Raises:
        NotRefundable, RefundTooBig: as `ask_refund`.
    """
    payment = await _lock(session, payment_id)
    await _check_left(session, payment, amount)
    gone = Refunding(
        payment_id=payment_id,
        amount=amount,
        reason=reason,
        asked_by=by,
        is_by_hand=True,
        is_chargeback=True,
    )
    session.add(gone)
    await session.flush()
    await _settle(session, gone, RefundStatus.DONE)
    return gone


async def _check_left(session: AsyncSession, payment: Payment, amount: int) -> None:
    if payment.status is not Status.PAID or amount <= 0:
        raise NotRefundable(f"payment {payment.id} is {payment.status}, {amount} asked")
    left = payment.amount - await sum_refunds(session, payment.id)
    if amount > left:
        raise RefundTooBig(payment.id, left)


async def carry_refund(fact: RefundAsked, begin: Begin, providers: Providers) -> None:
    """Have the provider give the money back; what he has answered once is not asked again.

    A refusal by the door leaves the row pending: it may have been accepted, so its money is not
    free for another refund until a person has looked.
    """
    async with begin() as session:
        asked = await get_refunding(session, fact.refunding_id)
        payment = await session.get_one(Payment, asked.payment_id)
        slip = await write_slip(session, payment, asked.amount)
    if asked.status is not RefundStatus.PENDING or asked.external_id or asked.is_by_hand:
        return
    if payment.provider not in providers or payment.external_id is None:
        raise GatewayRefused(f"{payment.provider} cannot be asked for a refund")
    if clock.now() - asked.created_at > KEY_LIVES:
        raise GatewayRefused(f"the key of refund {asked.id} is too old: look at the provider")
    try:
        told = await providers[payment.provider].refund(
            payment.external_id, asked.amount, asked.key, slip
        )
    except RefundsByHand:
        async with begin() as session:
            (await get_refunding(session, asked.id)).is_by_hand = True
        raise
    async with begin() as session:
        await believe_refund(session, asked.id, told)


async def mark_returned_by_hand(session: AsyncSession, refunding_id: UUID) -> Refunding:
    """The trainer has transferred it himself; saying so twice changes nothing."""
    asked = await get_refunding(session, refunding_id)
    if not asked.is_by_hand:
        raise NotRefundable(f"refund {refunding_id} is the provider's to carry")
    await _settle(session, asked, RefundStatus.DONE)
    return asked


async def get_refunding(session: AsyncSession, refunding_id: UUID) -> Refunding:
    """The refund, or NotFound."""
    asked = await session.get(Refunding, refunding_id)
    if asked is None:
        raise NotFound("refund", refunding_id)
    return asked


async def list_refunds(session: AsyncSession, payment_id: UUID) -> Sequence[Refunding]:
    """What was asked back of a payment, oldest first."""
    mine = select(Refunding).where(Refunding.payment_id == payment_id)
    return (await session.exec(mine.order_by(col(Refunding.created_at)))).all()


async def sum_refunds(
    session: AsyncSession,
    payment_id: UUID,
    states: Sequence[RefundStatus] = (RefundStatus.PENDING, RefundStatus.DONE),
    *,
    by_hand: bool | None = None,
) -> int:
    """Kopecks of a payment that are given back, or may be on their way.

    Args:
        by_hand: only what a person transfers or a bank took, or only what the provider carries.
    """
    total = select(func.coalesce(func.sum(Refunding.amount), 0)).where(
        Refunding.payment_id == payment_id, col(Refunding.status).in_(states)
    )
    if by_hand is not None:
        total = total.where(col(Refunding.is_by_hand).is_(by_hand))
    return int((await session.exec(total)).one())


def kept() -> ColumnElement[int]:
    """What a payment's amount comes to, in a query: a paid one less what has gone back of it."""
    back = select(func.coalesce(func.sum(Refunding.amount), 0)).where(
        Refunding.payment_id == Payment.id, Refunding.status == RefundStatus.DONE
    )
    gone = back.correlate(Payment).scalar_subquery()
    return case(
        (col(Payment.status) == Status.PAID, col(Payment.amount) - gone), else_=col(Payment.amount)
    )


async def sum_paid(
    session: AsyncSession, since: datetime, until: datetime, *, counts_play: bool = True
) -> int:
    """Kopecks that came in between two moments, and were not given back.

    Args:
        counts_play: the demo bank's money too.
    """
    paid = select(func.coalesce(func.sum(kept()), 0)).where(
        Payment.status == Status.PAID,
        col(Payment.paid_at) >= since,
        col(Payment.paid_at) < until,
    )
    if not counts_play:
        paid = paid.where(Payment.provider != PLAY)
    return int((await session.exec(paid)).one())


async def believe_refund(session: AsyncSession, refunding_id: UUID, told: Refund) -> None:
    """What the provider has answered; a refund that he still carries is asked about later."""
    asked = await get_refunding(session, refunding_id)
    asked.external_id = told.external_id
    await _settle(session, asked, told.status)
    is_over = asked.status is not RefundStatus.PENDING
    asked.check_at = None if is_over else clock.now() + _pause(asked)


async def note_returned_elsewhere(session: AsyncSession, payment_id: UUID, returned: int) -> None:
    """Money that went back in part though nobody asked for it here: in the provider's cabinet.

    What was asked for here counts as soon as it was asked: the provider may tell of it before he
    answers us. What a person transferred or a bank took, he does not count.

    Args:
        returned: kopecks that have gone back of it so far, by the provider.
    """
    payment = await _lock(session, payment_id)
    ours = await sum_refunds(session, payment.id, by_hand=False)
    left = payment.amount - await sum_refunds(session, payment.id)
    unknown = min(returned - ours, left)
    if payment.status is not Status.PAID or unknown <= 0:
        return
    key = f"seen:{payment.id}:{returned}"
    seen = Refunding(payment_id=payment.id, amount=unknown, reason="", key=key)
    session.add(seen)
    await session.flush()
    await _settle(session, seen, RefundStatus.DONE)


def _pause(asked: Refunding) -> timedelta:
    """As long again as it has taken so far: 1 minute at least, an hour at most."""
    age = clock.now() - asked.created_at
    return max(timedelta(minutes=1), min(age, timedelta(hours=1)))


async def _settle(session: AsyncSession, asked: Refunding, status: RefundStatus) -> None:
    payment = await _lock(session, asked.payment_id)
    await session.refresh(asked)
    if asked.status is RefundStatus.PENDING and status is not RefundStatus.PENDING:
        asked.status = status
        await session.flush()
        fact = MoneyReturned if status is RefundStatus.DONE else RefundRefused
        about = {"refunding_id": asked.id, "payment_id": payment.id, "amount": asked.amount}
        record(session, fact(**about, client_id=payment.client_id))
    done = await sum_refunds(session, payment.id, (RefundStatus.DONE,))
    if done >= payment.amount > 0:
        await climb(session, payment, Status.REFUNDED)


async def _lock(session: AsyncSession, payment_id: UUID) -> Payment:
    """The payment, held until the transaction ends: its refunds are counted by one at a time."""
    mine = select(Payment).where(Payment.id == payment_id).with_for_update()
    payment = (await session.exec(mine.execution_options(populate_existing=True))).first()
    if payment is None:
        raise NotFound("payment", payment_id)
    return payment
