"""Selling: how a person who decides becomes a client with a purchase to pay.

And how one who answers the questionnaire becomes a client with a free week: both come in through
the same door as a lead does.
"""

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import intakes, passes, payments, promos, purchases, tariffs
from domain.intakes import Intake, Submission
from domain.leads import Doorman, Knocker
from domain.passes import Pass
from domain.payments import Payment
from domain.payments.gifts import settle_gift
from domain.programmes import writing
from domain.programmes.plan import Plan
from domain.programmes.rows import Programme
from domain.promos import Buyer, PromoRefused, Quote
from domain.purchases import Purchase


@dataclass(frozen=True)
class Bought:
    purchase: Purchase
    payment: Payment


@dataclass(frozen=True)
class HandedIn:
    intake: Intake
    granted: Pass
    programme: Programme | None
    """The free week; None where a doctor comes first."""


async def buy(
    session: AsyncSession,
    *,
    knocker: Knocker,
    token: str | None,
    tariff_code: str,
    key: str,
    provider: str,
    return_url: str,
    promo_code: str | None = None,
    receiver: Knocker | None = None,
) -> Bought:
    """Write down a purchase and the payment it asks for; a second click finds the first one's.

    What a promo code has brought down to nothing is paid at once.

    Args:
        token: the pass the buyer holds, if any.
        key: what a second click is told by (`purchases.click_key`).
        return_url: where the payer comes back to; "{token}" in it becomes the purchase's.
        promo_code: as it was typed.
        receiver: whom it is for, where it is a present: his is the card, the payer's the bill.

    Raises:
        PromoRefused: the code does not work here.
    """
    known = await purchases.find_by_click(session, key)
    if known is not None and (payment := await purchases.find_payment(session, known.id)):
        return Bought(known, payment)
    tariff = await tariffs.get_on_sale(session, tariff_code)
    client_id, granted = await _admit(session, knocker, token)
    buyer = await promos.find_buyer(session, granted, client_id, knocker.contacts)
    quoted = await promos.quote(session, tariff, promo_code, buyer)
    for_id = client_id if receiver is None else (await _admit(session, receiver, None))[0]
    purchase = purchases.begin(
        session,
        client_id=for_id,
        payer_id=client_id if for_id != client_id else None,
        granted=granted,
        tariff=tariff,
        key=key,
        amount=quoted.total,
        promo_code=quoted.promo.code if quoted.promo else None,
    )
    await session.flush()
    await promos.hold(session, quoted, buyer, purchase)
    return_url = return_url.format(token=purchase.token)
    return Bought(purchase, ask_for(session, client_id, purchase, provider, return_url))


async def find_open_payment(
    session: AsyncSession, purchase: Purchase, provider: str | None
) -> Payment | None:
    """The payment by which a purchase can be paid now, at the price it was made for.

    None when it is paid, there is nothing to pay with, or its promo code has gone to others since.
    """
    latest = await purchases.find_payment(session, purchase.id)
    is_anew = latest is not None and latest.status is payments.Status.CANCELLED
    if is_anew and not await promos.hold_again(session, purchase):
        return None
    return await purchases.find_open_payment(session, purchase, provider)


async def quote_again(session: AsyncSession, purchase: Purchase) -> Quote | None:
    """What an order that fell through costs today, by today's price and rules of its code.

    None while it can be paid as it is, once it is paid, or where the tariff is sold no more.
    """
    latest = await purchases.find_payment(session, purchase.id)
    if latest is None or latest.status is not payments.Status.CANCELLED:
        return None
    tariff = await tariffs.get_tariff(session, purchase.tariff_id)
    if not tariff.is_on_sale or purchase.buyer_id is None or purchase.pass_id is None:
        return None
    buyer = Buyer(purchase.buyer_id)
    if purchase.promo_code:
        with suppress(PromoRefused):
            return await promos.quote(session, tariff, purchase.promo_code, buyer)
    return await promos.quote_offered(session, tariff, buyer)


async def buy_again(
    session: AsyncSession, purchase: Purchase, *, seen: int, provider: str, return_url: str
) -> Bought | None:
    """A fresh bill of an order that fell through; at another price it is a fresh order, too.

    Args:
        seen: the sum its buyer has agreed to, in kopecks.
        return_url: as for `buy`.

    Returns:
        None where it costs another sum by now, or cannot be paid any more.
    """
    quoted = await quote_again(session, purchase)
    if quoted is None:
        asked = await purchases.find_payment(session, purchase.id)
        is_asked = asked is not None and asked.status in payments.OPEN and asked.amount == seen
        return Bought(purchase, asked) if asked is not None and is_asked else None
    if quoted.total != seen:
        return None
    if quoted.total == purchase.amount:
        payment = await find_open_payment(session, purchase, provider)
        if payment is not None:
            return Bought(purchase, payment)
    key = purchases.standing_key("again", str(purchase.id), str(quoted.total))
    known = await purchases.find_by_click(session, key)
    if known is not None and (payment := await purchases.find_payment(session, known.id)):
        return Bought(known, payment)
    return await _order_anew(session, purchase, quoted, key, provider, return_url)


async def _order_anew(
    session: AsyncSession,
    purchase: Purchase,
    quoted: Quote,
    key: str,
    provider: str,
    return_url: str,
) -> Bought | None:
    granted = await passes.find_pass(session, purchase.pass_id)
    if purchase.client_id is None or purchase.buyer_id is None or granted is None:
        return None
    anew = purchases.begin(
        session,
        client_id=purchase.client_id,
        payer_id=purchase.payer_id,
        granted=granted,
        tariff=await tariffs.get_tariff(session, purchase.tariff_id),
        key=key,
        amount=quoted.total,
        promo_code=quoted.promo.code if quoted.promo else None,
    )
    await session.flush()
    await promos.hold(session, quoted, Buyer(purchase.buyer_id), anew)
    return_url = return_url.format(token=anew.token)
    return Bought(anew, ask_for(session, purchase.buyer_id, anew, provider, return_url))


def ask_for(
    session: AsyncSession, client_id: UUID, purchase: Purchase, provider: str, return_url: str
) -> Payment:
    """The payment a purchase asks for; what comes to nothing is paid at once."""
    description = purchase.title[:128]
    if not purchase.amount:
        return settle_gift(
            session,
            client_id=client_id,
            purchase_id=purchase.id,
            description=description,
            return_url=return_url,
        )
    return payments.ask_for(
        session,
        client_id=client_id,
        purchase_id=purchase.id,
        amount=purchase.amount,
        description=description,
        provider=provider,
        return_url=return_url,
    )


async def hand_in(
    session: AsyncSession,
    *,
    knocker: Knocker,
    token: str | None,
    submission: Submission,
    plan: Plan | None,
) -> HandedIn:
    """Keep the answers on the card of whoever gave them, with the free week made from them."""
    client_id, granted = await _admit(session, knocker, token)
    intake = await intakes.submit(session, client_id, granted, submission)
    await session.flush()
    programme = writing.give_demo(session, intake, plan) if plan is not None else None
    return HandedIn(intake, granted, programme)


async def _admit(session: AsyncSession, knocker: Knocker, token: str | None) -> tuple[UUID, Pass]:
    """The client a knocker is; whoever holds a pass speaks of the card it was issued for."""
    granted = await passes.get_pass(session, token) if token else None
    doorman = await Doorman.called(session, [knocker])
    admitted = doorman.admit(knocker, granted)
    await session.flush()
    return admitted.client_id, admitted.granted
