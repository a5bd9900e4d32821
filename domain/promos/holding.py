"""Taking a place of a code, and what payments make of it.

A place is taken by one conditional update, backed by a constraint: reading first and writing
after would give one place to two. The update also locks the code's row, so that whatever is
counted after it is counted one buyer at a time.
"""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, purchases
from domain.ledger import Begin, record
from domain.payments import (
    OPEN,
    Payment,
    PaymentCancelled,
    PaymentPaid,
    PaymentRefunded,
    Status,
)
from domain.payments.rows import GIVE_UP_AFTER
from domain.promos.judging import (
    Buyer,
    PromoRefused,
    Quote,
    count_counted,
    most_per_person,
)
from domain.promos.rows import PromoCode, PromoReleased, PromoUse, UseState, get_code
from domain.purchases import Purchase

FORGOTTEN_AFTER = GIVE_UP_AFTER + timedelta(days=1)
"""An invoice nobody has paid by then keeps no place from others."""


async def hold(session: AsyncSession, quoted: Quote, buyer: Buyer, purchase: Purchase) -> None:
    """Reserve a place for this purchase.

    Raises:
        PromoRefused: the last place has just gone, or the buyer has had his.
    """
    if quoted.promo is None:
        return
    place = await _take_place(session, quoted.promo, buyer)
    session.add(
        PromoUse(
            promo_id=quoted.promo.id,
            client_id=buyer.client_id,
            holder_id=buyer.client_id,
            purchase_id=purchase.id,
            place=place,
            discount=quoted.discount,
        )
    )
    await session.flush()


async def hold_again(session: AsyncSession, purchase: Purchase) -> bool:
    """Before a purchase that fell through is paid anew: whether its price can still be had."""
    use = await _find_use(session, purchase.id)
    if use is None or use.state is not UseState.RELEASED or purchase.buyer_id is None:
        return True
    promo = await get_code(session, use.promo_id)
    is_over = promo.ends_at is not None and clock.now() >= promo.ends_at
    if is_over or not promo.is_active:
        return False
    try:
        await _reserve_again(session, promo, use, Buyer(purchase.buyer_id))
    except PromoRefused:
        return False
    return True


async def capture_on_payment(fact: PaymentPaid, begin: Begin) -> None:
    """The money is there: the use is for good, even where its place was given away meanwhile."""
    async with begin() as session:
        use = await _find_use(session, fact.purchase_id)
        if use is None or use.state is UseState.CAPTURED:
            return
        if await _is_refunded(session, use.purchase_id):
            return
        if use.state is UseState.RELEASED:
            await _take_back(session, use)
        use.state = UseState.CAPTURED


async def release_on_cancel(fact: PaymentCancelled, begin: Begin) -> None:
    """Nobody will pay this: the place is free, unless another payment of the order is under way."""
    async with begin() as session:
        use = await _find_use(session, fact.purchase_id)
        if use is None or use.state is not UseState.RESERVED:
            return
        latest = await purchases.find_payment(session, use.purchase_id)
        if latest is None or latest.status is Status.CANCELLED:
            await _release(session, use)


async def release_on_refund(fact: PaymentRefunded, begin: Begin) -> None:
    """The money went back, and with it the use; of two payments both must have gone."""
    async with begin() as session:
        use = await _find_use(session, fact.purchase_id)
        if use is None or use.state is UseState.RELEASED:
            return
        if await _is_refunded(session, use.purchase_id):
            await _release(session, use)


async def release_forgotten(session: AsyncSession) -> None:
    """Free the places of invoices that nobody has paid for days; money may still come."""
    paid = select(Payment.purchase_id).where(
        Payment.purchase_id == PromoUse.purchase_id,
        col(Payment.status).not_in((*OPEN, Status.CANCELLED)),
    )
    old = select(PromoUse).where(
        PromoUse.state == UseState.RESERVED,
        col(PromoUse.created_at) < clock.now() - FORGOTTEN_AFTER,
        ~paid.exists(),
    )
    for use in (await session.exec(old)).all():
        await _release(session, use)


async def _take_place(session: AsyncSession, promo: PromoCode, buyer: Buyer) -> int:
    """Take one of the code's places: the first that the buyer has not taken yet."""
    if not await _count_up(session, promo.id):
        raise PromoRefused("used_up")
    most = most_per_person(promo)
    if most is not None and await count_counted(session, promo.id, buyer) >= most:
        await _count_down(session, promo.id)
        raise PromoRefused("used_by_you" if buyer.is_proven else "not_for_you")
    return await _free_place(session, promo.id, buyer.client_id)


async def _count_up(session: AsyncSession, promo_id: UUID) -> bool:
    has_room = or_(col(PromoCode.max_uses).is_(None), col(PromoCode.used) < PromoCode.max_uses)
    one_more = update(PromoCode).where(
        col(PromoCode.id) == promo_id, col(PromoCode.is_active), has_room
    )
    taken = await session.exec(one_more.values(used=PromoCode.used + 1))
    return bool(taken.rowcount)


async def _count_down(session: AsyncSession, promo_id: UUID) -> None:
    one_less = update(PromoCode).where(col(PromoCode.id) == promo_id, col(PromoCode.used) > 0)
    await session.exec(one_less.values(used=PromoCode.used - 1))


async def _free_place(session: AsyncSession, promo_id: UUID, holder_id: UUID) -> int:
    mine = select(PromoUse.place).where(
        PromoUse.promo_id == promo_id,
        PromoUse.holder_id == holder_id,
        col(PromoUse.is_counted),
    )
    taken = set((await session.exec(mine)).all())
    return next(place for place in range(len(taken) + 1) if place not in taken)


async def _reserve_again(
    session: AsyncSession, promo: PromoCode, use: PromoUse, buyer: Buyer
) -> None:
    use.place, use.holder_id = await _take_place(session, promo, buyer), buyer.client_id
    use.state, use.is_counted = UseState.RESERVED, True
    await session.flush()


async def _take_back(session: AsyncSession, use: PromoUse) -> None:
    """A place for money that came late, if there is one left."""
    if await _count_up(session, use.promo_id):
        use.place = await _free_place(session, use.promo_id, use.holder_id)
        use.is_counted = True


async def _release(session: AsyncSession, use: PromoUse) -> None:
    was_counted = use.is_counted
    # Conditional: the same release told twice frees one place.
    freed = update(PromoUse).where(
        col(PromoUse.id) == use.id, col(PromoUse.state) != UseState.RELEASED
    )
    changed = await session.exec(freed.values(state=UseState.RELEASED, is_counted=False))
    if not changed.rowcount:
        return
    if was_counted:
        await _count_down(session, use.promo_id)
    use.state, use.is_counted = UseState.RELEASED, False
    record(session, PromoReleased(promo_id=use.promo_id, purchase_id=use.purchase_id))


async def _find_use(session: AsyncSession, purchase_id: UUID | None) -> PromoUse | None:
    mine = select(PromoUse).where(PromoUse.purchase_id == purchase_id)
    return (await session.exec(mine.with_for_update())).first()


async def _is_refunded(session: AsyncSession, purchase_id: UUID) -> bool:
    latest = await purchases.find_payment(session, purchase_id)
    return latest is not None and latest.status is Status.REFUNDED
