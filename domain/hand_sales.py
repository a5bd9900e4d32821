"""Sales the trainer makes himself: an order for a client, and money that came into his hand.

An order has a link of its own for as long as it is unpaid. Money by hand pays for a new order, or
for the one that waits: then nobody is asked for it again.
"""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, passes, payments, people, promos, purchases, selling, tariffs
from domain.errors import Refused
from domain.payments import Hand, Payment, Refunding, Status, by_hand
from domain.promos import Buyer
from domain.purchases import Purchase
from domain.selling import Bought

MOST = 2_000_000_000
"""In kopecks: what one payment may be, for a column holds little more."""


def read_day(day: date, timezone: str) -> datetime:
    """The moment of money that came on a day: now for today, else its noon.

    Raises:
        Refused: it has not come yet.
    """
    now = clock.now().astimezone(ZoneInfo(timezone))
    if day > now.date():
        raise Refused({"paid_on": "in_future"})
    return clock.now() if day == now.date() else datetime.combine(day, time(12), now.tzinfo)


async def sell(
    session: AsyncSession,
    hand: Hand,
    *,
    client_id: UUID,
    tariff_code: str,
    amount: int,
    return_url: str,
) -> Payment:
    """A new order, paid by hand; the same form again finds the first one's payment.

    Args:
        amount: in kopecks, what was really given; what it is below the price is a discount.
    """
    known = await by_hand.find_taken(session, hand.key)
    if known is not None:
        return known
    if not 0 < amount <= MOST:
        raise Refused({"amount": "out_of_range"})
    client = await people.get_client(session, client_id)
    tariff = await tariffs.get_on_sale(session, tariff_code)
    granted = await passes.proven_pass(session, client.id)
    await session.flush()
    purchase = purchases.begin(
        session, client_id=client.id, granted=granted, tariff=tariff, key=None, amount=amount
    )
    purchase.price = max(tariff.price, amount)
    await session.flush()
    return _take(session, hand, client.id, purchase, return_url)


async def settle(session: AsyncSession, hand: Hand, purchase_id: UUID) -> Payment:
    """The order that waits is paid by hand, at the price it was made for.

    Raises:
        AlreadyPaid: it does not wait.
    """
    known = await by_hand.find_taken(session, hand.key)
    if known is not None:
        return known
    locked = select(Purchase.id).where(Purchase.id == purchase_id).with_for_update()
    await session.exec(locked)
    purchase = await purchases.get_purchase(session, purchase_id)
    latest = await purchases.find_payment(session, purchase_id)
    is_waiting = latest is None or latest.status in {*payments.OPEN, Status.CANCELLED}
    if purchase.buyer_id is None or not is_waiting or purchase.amount <= 0:
        raise payments.AlreadyPaid(f"purchase {purchase_id} does not wait for money")
    return_url = latest.return_url if latest else ""
    payment = _take(session, hand, purchase.buyer_id, purchase, return_url)
    await session.flush()
    # After the new one: as long as there is one that pays, the order keeps its promo code.
    await by_hand.drop_open(session, purchase_id)
    return payment


async def give_back(
    session: AsyncSession, payment_id: UUID, *, amount: int, reason: str, by: UUID | None
) -> Refunding:
    """The trainer has given it back with his own hand; what came so goes back so."""
    asked = await payments.ask_refund(session, payment_id, amount=amount, reason=reason, by=by)
    await session.flush()
    return await payments.mark_returned_by_hand(session, asked.id)


def _take(
    session: AsyncSession, hand: Hand, client_id: UUID, purchase: Purchase, return_url: str
) -> Payment:
    return by_hand.take(
        session,
        hand,
        client_id=client_id,
        purchase_id=purchase.id,
        amount=purchase.amount,
        description=purchase.title[:128],
        return_url=return_url.format(token=purchase.token),
    )


async def bill(
    session: AsyncSession,
    *,
    client_id: UUID,
    tariff_code: str,
    promo_code: str | None,
    provider: str,
    return_url: str,
) -> Bought:
    """An order for a client, for him to pay by its own link: the same one while it is unpaid.

    Raises:
        PromoRefused: the code does not work for him.
    """
    client = await people.get_client(session, client_id)
    tariff = await tariffs.get_on_sale(session, tariff_code)
    key = purchases.standing_key(
        str(client.id), str(tariff.id), str(tariff.price), promo_code or ""
    )
    known = await purchases.find_by_click(session, key)
    if known is not None and (payment := await purchases.find_payment(session, known.id)):
        return Bought(known, payment)
    buyer = Buyer(client.id)
    quoted = await promos.quote(session, tariff, promo_code, buyer)
    granted = await passes.proven_pass(session, client.id)
    await session.flush()
    purchase = purchases.begin(
        session,
        client_id=client.id,
        granted=granted,
        tariff=tariff,
        key=key,
        amount=quoted.total,
        promo_code=quoted.promo.code if quoted.promo else None,
    )
    await session.flush()
    await promos.hold(session, quoted, buyer, purchase)
    return_url = return_url.format(token=purchase.token)
    return Bought(purchase, selling.ask_for(session, client.id, purchase, provider, return_url))
