"""/price and /pay: what is sold, an order, its payment, and what is paid already.

An order goes the way of every purchase (`domain.selling`). Nothing is asked of a bank here: the
button leads to a page of ours that does, and whether money came is asked by a reaction.
"""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.replies import Button
from app.words import bot_offers as words
from bot import codes, orders
from bot.answers import Answers, Part, go, press
from bot.cards import Shown
from bot.desk import Desk, Visitor
from bot.marks import short
from domain import clock, passes, subscriptions, tariffs
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes.writing import Awaited
from domain.progress.days import ZONE
from domain.subscriptions import Subscription
from domain.tariffs import Tariff

SIGN = "o"
"""What every button of an offer begins with."""


def build(desk: Desk) -> Router:
    router = Router(name="offers")

    @router.message(Command("price"))
    @router.callback_query(F.data == "price")
    async def price(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        shown = await draw_prices(session, await visitor.client(session))
        answers.change_all(shown.parts, shown.buttons)

    @router.message(Command("pay"))
    @router.callback_query(F.data == "pay")
    async def pay(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        shown = await _draw_pay(desk, session, await visitor.client(session))
        answers.change_all(shown.parts, shown.buttons)

    @router.callback_query(F.data == "sub")
    async def mine(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        shown = await draw_mine(desk, session, await visitor.client(session))
        answers.change_all(shown.parts, shown.buttons)

    @router.callback_query(F.data.startswith(f"{SIGN}/"))
    async def touch(
        query: CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        client = await visitor.client(session)
        _, act, id_ = [*(query.data or "").split("/"), "", ""][:3]
        if act == "c":
            return await orders.check(desk, session, client, id_, answers)
        tariff = await find_tariff(session, id_)
        if tariff is None:
            answers.toast(words.NOT_SOLD)
            shown = await draw_prices(session, client)
            return answers.change_all(shown.parts, shown.buttons)
        code = await codes.note(state, act, id_)
        return await orders.act(desk, session, client, orders.Deed(act, tariff, code), answers)

    return router


async def find_tariff(session: Transaction, id_: str) -> Tariff | None:
    """The tariff on sale that a button speaks of."""
    rows = await tariffs.list_tariffs(session)
    return next((row for row in rows if short(row.id) == id_), None)


async def draw_prices(session: Transaction, client: Client) -> Shown:
    """What is sold, what each includes, and a button to buy where he may buy."""
    rows = await tariffs.list_tariffs(session)
    contacts = press(orders.ASK, "contacts")
    if not rows:
        return Shown([Part(words.PRICE_NONE)], [[contacts]])
    parts = [Part(words.PRICE_TITLE), *(tell(words.PRICE_LINE, row) for row in rows)]
    refusal = await orders.find_refusal(session, client)
    if refusal:
        return Shown([*parts, Part(refusal)], [[contacts]])
    parts.append(Part(words.PRICE_ASK))
    return Shown(parts, [*_choices(rows), [contacts]])


def tell(template: str, tariff: Tariff) -> Part:
    """A tariff with what it includes."""
    told = {
        "title": tariff.title,
        "price": words.price(tariff.price),
        "weeks": words.weeks(tariff.weeks),
        "description": tariff.description,
        "features": words.features(tariff.features),
    }
    return Part(template, told)


async def _draw_pay(desk: Desk, session: Transaction, client: Client) -> Shown:
    """The order that waits for its money, else what there is to buy, and what is paid."""
    unpaid = await subscriptions.find_unpaid(session, client.id)
    if unpaid is not None and not await orders.find_refusal(session, client):
        return orders.draw_bill(desk, unpaid.purchase, unpaid.payment, is_known=True)
    shown = await draw_prices(session, client)
    paid = await subscriptions.list_subscriptions(session, client.id)
    rows = [[press(words.MINE, "sub")]] if paid else []
    return Shown(shown.parts, [*rows, *shown.buttons])


def _choices(rows: Sequence[Tariff]) -> list[list[Button]]:
    return [
        [
            press(
                words.TAKE.format(title=row.title, price=words.price(row.price)),
                f"{SIGN}/t/{short(row.id)}",
            )
        ]
        for row in rows
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
        return words.runs(row.programme.weeks, row.last_day, today)
    return words.AWAITS[row.awaits] if row.awaits is not None else words.MEETING


async def _ways(
    desk: Desk, session: Transaction, client: Client, found: Sequence[Subscription]
) -> list[list[Button]]:
    rows = []
    if any(row.awaits is Awaited.ANSWERS for row in found):
        token = (await passes.proven_pass(session, client.id)).token
        rows.append([go(words.ANSWER, f"{desk.public_url}/start/{token}")])
    if any(row.programme is not None for row in found):
        rows.append([press(words.PROGRAMME, "program")])
    return [*rows, [press(orders.ASK, "contacts"), press(words.PRICES, "price")]]
