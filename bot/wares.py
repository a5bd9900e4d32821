"""What is sold and what is paid for already, as a chat shows it; deeds are for `orders`."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from app.replies import Button
from app.seals import OFFER, press_of_tariff
from app.words import bot as bot_words
from app.words import bot_offers as words
from bot.answers import Part, press
from bot.asking import GO
from bot.cards import Shown
from bot.desk import Desk
from bot.marks import short
from domain import clock, objections, promos, subscriptions, tariffs
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes.writing import Awaited
from domain.progress.days import ZONE
from domain.promos import Buyer, Quote
from domain.subscriptions import Subscription
from domain.tariffs import Tariff

SIGN = OFFER
ASK = bot_words.CONTACTS


async def find_refusal(session: Transaction, client: Client) -> str:
    """Why nothing is sold to him, in words; empty when he may buy."""
    against = await objections.find_sale_objection(session, client.id)
    return words.REFUSED[against] if against is not None else ""


async def find_tariff(session: Transaction, id_: str) -> Tariff | None:
    """The tariff on sale that a button speaks of."""
    rows = await tariffs.list_tariffs(session)
    return next((row for row in rows if short(row.id) == id_), None)


async def draw_prices(session: Transaction, client: Client) -> Shown:
    """What is sold, what each includes, and a button to buy where he may buy."""
    rows = await tariffs.list_tariffs(session)
    contacts = press(ASK, "contacts")
    if not rows:
        return Shown([Part(words.PRICE_NONE)], [[contacts]])
    quotes = [await quote(session, client, row) for row in rows]
    lines = (tell(words.PRICE_LINE, *pair) for pair in zip(rows, quotes, strict=True))
    parts = [Part(words.PRICE_TITLE), *lines]
    refusal = await find_refusal(session, client)
    if refusal:
        return Shown([*parts, Part(refusal)], [[contacts]])
    parts.append(Part(words.PRICE_ASK))
    return Shown(parts, [*_choices(rows, quotes), [contacts]])


async def quote(session: Transaction, client: Client, tariff: Tariff) -> Quote:
    """What it costs him: with the code that is offered to all, where it works for him."""
    return await promos.quote_offered(session, tariff, Buyer(client.id))


def tell(template: str, tariff: Tariff, quoted: Quote) -> Part:
    """A tariff with what it includes."""
    told = {
        "title": tariff.title,
        "price": words.price(quoted.total, quoted.price),
        "weeks": words.weeks(tariff.weeks),
        "description": tariff.description,
        "features": words.features(tariff.features),
    }
    return Part(template, told)


def _choices(rows: Sequence[Tariff], quotes: Sequence[Quote]) -> list[list[Button]]:
    return [
        [
            press(
                words.TAKE.format(title=row.title, price=words.price(quoted.total)),
                press_of_tariff(row.id),
            )
        ]
        for row, quoted in zip(rows, quotes, strict=True)
    ]


async def draw_mine(desk: Desk, session: Transaction, client: Client) -> Shown:
    """What he has paid for, until when it lasts, how the programme stands."""
    found = await subscriptions.list_subscriptions(session, client.id)
    if not found:
        return Shown([Part(words.MINE_NONE)], [[press(words.PRICES, "price")]])
    today = clock.now().astimezone(ZoneInfo(client.timezone or ZONE)).date()
    parts = [Part(words.MINE_TITLE)]
    for row in found:
        told = {
            "title": row.purchase.title,
            "price": words.price(row.purchase.amount),
            "paid": words.paid_on(row.paid_at, client.timezone or ZONE),
            "state": _state(row, today),
        }
        parts.append(Part(words.MINE_LINE, told))
    return Shown(parts, await _ways(desk, session, client, found))


def _state(row: Subscription, today: date) -> str:
    if row.programme is not None and row.last_day is not None:
        return words.say_course(row, today)
    return words.AWAITS[row.awaits] if row.awaits is not None else words.MEETING


async def _ways(
    desk: Desk, session: Transaction, client: Client, found: Sequence[Subscription]
) -> list[list[Button]]:
    rows = []
    if any(row.awaits is Awaited.ANSWERS for row in found):
        rows.append([press(words.ANSWER, GO)])
    if any(row.programme is not None for row in found):
        rows.append([press(words.PROGRAMME, "program")])
    return [*rows, [press(ASK, "contacts"), press(words.PRICES, "price")]]
