"""/price and /pay: what is sold, an order, its payment, and what is paid already.

An order goes the way of every purchase (`domain.selling`). Nothing is asked of a bank here: the
button leads to a page of ours that does, and whether money came is asked by a reaction.
"""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_offers as words
from bot import codes, orders, wares
from bot.answers import Answers, press
from bot.cards import Shown
from bot.desk import Desk, Visitor
from domain import subscriptions
from domain.ledger import Transaction
from domain.people import Client


def build(desk: Desk) -> Router:
    router = Router(name="offers")

    @router.message(Command("price"))
    @router.callback_query(F.data == "price")
    async def price(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        shown = await wares.draw_prices(session, await visitor.client(session))
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
        shown = await wares.draw_mine(desk, session, await visitor.client(session))
        answers.change_all(shown.parts, shown.buttons)

    @router.callback_query(F.data.startswith(f"{wares.SIGN}/"))
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
        tariff = await wares.find_tariff(session, id_)
        if tariff is None:
            answers.toast(words.NOT_SOLD)
            shown = await wares.draw_prices(session, client)
            return answers.change_all(shown.parts, shown.buttons)
        code = await codes.note(state, act, id_)
        return await orders.act(desk, session, client, orders.Deed(act, tariff, code), answers)

    return router


async def _draw_pay(desk: Desk, session: Transaction, client: Client) -> Shown:
    """The order that waits for its money, else what there is to buy, and what is paid."""
    unpaid = await subscriptions.find_unpaid(session, client.id)
    if unpaid is not None and not await wares.find_refusal(session, client):
        return orders.draw_bill(desk, unpaid.purchase, unpaid.payment, is_known=True)
    shown = await wares.draw_prices(session, client)
    paid = await subscriptions.list_subscriptions(session, client.id)
    rows = [[press(words.MINE, "sub")]] if paid else []
    return Shown(shown.parts, [*rows, *shown.buttons])
