"""What became of the refunds a provider still carries: no notice tells of one he has refused."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import GatewayRefused
from domain.ledger import Begin, Fact, record
from domain.payments.providers import Providers, RefundStatus
from domain.payments.refunding import Refunding, believe_refund, get_refunding
from domain.payments.rows import Payment, get_payment

STUCK_AFTER = timedelta(hours=24)
"""A refund by SBP may take hours; after a day a person should ask the provider."""


class RefundStuck(Fact):
    """The provider has carried it for longer than is usual."""

    refunding_id: UUID
    payment_id: UUID
    client_id: UUID | None
    amount: int


async def check_refund(begin: Begin, refunding_id: UUID, providers: Providers) -> Refunding:
    """Ask the provider what became of a refund, and believe that."""
    async with begin() as session:
        asked = await get_refunding(session, refunding_id)
        payment = await session.get_one(Payment, asked.payment_id)
    if asked.status is not RefundStatus.PENDING or asked.external_id is None:
        return asked
    if payment.provider not in providers:
        raise GatewayRefused(f"{payment.provider} cannot be asked about a refund")
    told = await providers[payment.provider].look_up_refund(asked.external_id)
    async with begin() as session:
        await believe_refund(session, refunding_id, told)
        asked = await get_refunding(session, refunding_id)
        await _tell_if_stuck(session, asked)
    return asked


async def postpone_refund(session: AsyncSession, refunding_id: UUID) -> None:
    """The provider did not answer: ask in an hour."""
    asked = await get_refunding(session, refunding_id)
    asked.check_at = clock.now() + timedelta(hours=1)
    await _tell_if_stuck(session, asked)


async def list_due_refunds(session: AsyncSession, limit: int = 100) -> Sequence[UUID]:
    """Refunds that it is time to ask about."""
    due = select(Refunding.id).where(col(Refunding.check_at) <= clock.now())
    return (await session.exec(due.order_by(col(Refunding.check_at)).limit(limit))).all()


async def list_refunds_by_hand(session: AsyncSession) -> Sequence[Refunding]:
    """Refunds that wait for the trainer to transfer the money himself, oldest first."""
    mine = select(Refunding).where(
        col(Refunding.is_by_hand).is_(True), Refunding.status == RefundStatus.PENDING
    )
    return (await session.exec(mine.order_by(col(Refunding.created_at)))).all()


async def _tell_if_stuck(session: AsyncSession, asked: Refunding) -> None:
    is_late = clock.now() - asked.created_at > STUCK_AFTER
    if asked.status is not RefundStatus.PENDING or asked.stuck_at is not None or not is_late:
        return
    asked.stuck_at = clock.now()
    payment = await get_payment(session, asked.payment_id)
    about = {"refunding_id": asked.id, "payment_id": payment.id, "amount": asked.amount}
    record(session, RefundStuck(**about, client_id=payment.client_id))
