"""Where one provider does not take an order, another is asked: one purchase, one way to pay.

Only where the first was surely asked for nothing, or has refused: as long as it is not known
what became of a call, its payment waits and is asked about.
"""

from uuid import UUID

from sqlalchemy import update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import GatewayError, GatewayRefused
from domain.ledger import Begin
from domain.payments.asking import ask_for, place
from domain.payments.climbing import climb
from domain.payments.providers import KeyReused, NotReached, Providers
from domain.payments.rows import RANK, Payment, Status, get_payment


async def place_somewhere(begin: Begin, payment_id: UUID, providers: Providers) -> Payment:
    """Tell its provider of a payment, or in its stead the next one who takes such an order now.

    Raises:
        GatewayError: as of the last one asked; his payment stands and is asked about later.
    """
    tried: list[str] = []
    while True:
        try:
            return await place(begin, payment_id, providers)
        except GatewayError as e:
            async with begin() as session:
                payment = await get_payment(session, payment_id)
                tried.append(payment.provider)
                other = next((name for name in providers if name not in tried), None)
                if other is None or not _is_surely_unasked(e):
                    raise
                moved = await move(session, payment, other)
        if moved is None:  # another call was answered meanwhile: that one stands
            return await place(begin, payment_id, providers)
        payment_id = moved.id


async def move(session: AsyncSession, payment: Payment, provider: str) -> Payment | None:
    """The same order with another provider, its payment here cancelled; None if it is placed."""
    if payment.client_id is None or payment.purchase_id is None:
        return None
    unasked = col(Payment.external_id).is_(None), col(Payment.rank) == RANK[Status.CREATING]
    taken = update(Payment).where(col(Payment.id) == payment.id, *unasked).values(check_at=None)
    if not (await session.exec(taken)).rowcount:
        return None
    placed = ask_for(
        session,
        client_id=payment.client_id,
        purchase_id=payment.purchase_id,
        amount=payment.amount,
        description=payment.description,
        provider=provider,
        return_url=payment.return_url,
    )
    # After the new one: as long as there is one to pay, the order keeps its promo code.
    await climb(session, payment, Status.CANCELLED)
    return placed


def _is_surely_unasked(error: GatewayError) -> bool:
    """A key that was used with another body stands for a payment that may be there."""
    return isinstance(error, NotReached | GatewayRefused) and not isinstance(error, KeyReused)
