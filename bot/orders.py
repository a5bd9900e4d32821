"""An order: agreed to, paid on a page, looked at again; the buttons of `offers` end here."""

from contextlib import suppress
from dataclasses import dataclass, replace

from app.words import bot_offers as words
from app.words.promos import REASONS
from bot import wares
from bot.answers import Answers, Part, go, press
from bot.cards import Shown
from bot.desk import Desk
from bot.marks import short
from domain import consents, passes, payments, promos, purchases, selling
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.leads import Knocker
from domain.ledger import Transaction
from domain.payments import OPEN, Payment, Status
from domain.people import Client, list_contacts
from domain.promos import PromoRefused, Quote
from domain.purchases import Purchase
from domain.tariffs import Tariff

CHANNEL = "bot"


@dataclass(frozen=True)
class Deed:
    """What a button of a tariff asks for."""

    act: str
    tariff: Tariff
    code: str | None = None
    """A promo code that was found to work for it."""


async def act(
    desk: Desk, session: Transaction, client: Client, deed: Deed, answers: Answers
) -> None:
    """Show a tariff, ask for a code, or order it."""
    refusal = await wares.find_refusal(session, client)
    if refusal or desk.provider is None:
        return answers.change(refusal or words.CLOSED, [[press(wares.ASK, "contacts")]])
    id_ = short(deed.tariff.id)
    if deed.act == "p":
        return answers.say(words.CODE_ASK, [[press(words.BACK, f"{wares.SIGN}/t/{id_}")]])
    if deed.act != "b":
        shown = draw_order(desk, deed.tariff, await wares.quote(session, client, deed.tariff))
        return answers.change_all(shown.parts, shown.buttons)
    try:
        bought = await _order(desk, session, client, deed)
    except PromoRefused as e:
        rows = [[press(words.WITHOUT_CODE, f"{wares.SIGN}/t/{id_}")]]
        return answers.change(words.CODE_REFUSED, rows, reason=say_refused(e))
    if bought.payment.status is Status.PAID:
        return answers.change(words.GIFT, [[press(words.MINE, "sub")]])
    shown = draw_bill(desk, bought.purchase, bought.payment)
    return answers.change_all(shown.parts, shown.buttons)


def say_refused(refused: PromoRefused) -> str:
    return REASONS[refused.fields["promo_code"]]


async def check(
    desk: Desk, session: Transaction, client: Client, id_: str, answers: Answers
) -> None:
    """How the payment stands; while it is open the provider is asked once more."""
    mine = await purchases.list_purchases(session, client.id)
    purchase = next((row for row in mine if short(row.id) == id_), None)
    payment = await purchases.find_payment(session, purchase.id) if purchase else None
    if purchase is None or payment is None:
        answers.toast(words.GONE)
        shown = await wares.draw_prices(session, client)
        return answers.change_all(shown.parts, shown.buttons)
    if payment.status in OPEN:
        payments.ask_to_check(session, payment)
        bill = draw_bill(desk, purchase, payment)
        return answers.change_all([*bill.parts, Part(words.CHECKING)], bill.buttons)
    if payment.status is Status.PAID:
        shown = await wares.draw_mine(desk, session, client)
        return answers.change_all([Part(words.PAID), *shown.parts], shown.buttons)
    other = [press(words.OTHER, "price")]
    if payment.status is Status.REFUNDED:
        return answers.change(words.REFUNDED, [other])
    url = f"{desk.public_url}/pay/go/{purchase.token}"
    answers.change(words.CANCELLED, [[go(words.PAY_AGAIN, url)], other])


def draw_bill(desk: Desk, purchase: Purchase, payment: Payment, *, is_known: bool = False) -> Shown:
    """An order to be paid: the page, and a button to ask whether the money has come."""
    price = words.price(payment.amount)
    head = [Part(words.BILL_OPEN)] if is_known else []
    told = {"title": purchase.title, "price": price}
    url = f"{desk.public_url}/pay/go/{purchase.token}"
    rows = [
        [go(words.PAY.format(price=price), url)],
        [press(words.CHECK, f"{wares.SIGN}/c/{short(purchase.id)}")],
        [press(words.OTHER, "price")],
    ]
    return Shown([*head, Part(words.BILL, told), Part(words.BILL_NEXT)], rows)


def draw_order(desk: Desk, tariff: Tariff, quoted: Quote, head: Part | None = None) -> Shown:
    """What one would buy, on which terms; under `head` where something is to be said first."""
    terms = {
        "offer": f"{desk.public_url}/offer",
        "consent": f"{desk.public_url}/consents/{ConsentKind.PERSONAL_DATA}",
    }
    id_ = short(tariff.id)
    rows = [
        [press(words.AGREE, f"{wares.SIGN}/b/{id_}")],
        [press(words.HAVE_CODE, f"{wares.SIGN}/p/{id_}"), press(words.OTHER, "price")],
    ]
    parts = [head] if head is not None else []
    return Shown(
        [*parts, wares.tell(words.ORDER, tariff, quoted), Part(words.ORDER_TERMS, terms)], rows
    )


async def _order(desk: Desk, session: Transaction, client: Client, deed: Deed) -> selling.Bought:
    """With the code he has typed, else with the one offered to all while there is a place for him.

    Raises:
        PromoRefused: of a code that he has typed.
    """
    # The order he has already is found first: it may hold the very place he would be refused.
    if deed.code is None and (offered := await promos.find_default(session)):
        with suppress(PromoRefused):
            return await _try(desk, session, client, replace(deed, code=offered.code))
    return await _try(desk, session, client, deed)


async def _try(desk: Desk, session: Transaction, client: Client, deed: Deed) -> selling.Bought:
    async with session.begin_nested():
        return await _buy(session, client, deed, desk)


async def _buy(session: Transaction, client: Client, deed: Deed, desk: Desk) -> selling.Bought:
    """His purchase of this tariff at today's price: the same one for as long as it is unpaid."""
    tariff, code = deed.tariff, deed.code
    granted = await passes.proven_pass(session, client.id)
    kind = ConsentKind.PERSONAL_DATA
    is_agreed = await consents.has_consent(session, client.id, kind)
    accounts = [
        c for c in await list_contacts(session, client.id) if c.kind is ContactKind.TELEGRAM_ID
    ]
    knocker = Knocker(
        name=client.name,
        contacts={contact.kind: contact.value for contact in accounts},
        consents=[] if is_agreed else [kind],
        channel=CHANNEL,
        source=CHANNEL,
    )
    return await selling.buy(
        session,
        knocker=knocker,
        token=granted.token,
        tariff_code=tariff.code,
        key=purchases.standing_key(
            str(client.id), str(tariff.id), str(tariff.price), deed.code or ""
        ),
        provider=desk.provider or "",
        return_url=f"{desk.public_url}/pay/return?purchase={{token}}",
        promo_code=code,
    )
