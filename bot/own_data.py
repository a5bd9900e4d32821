"""/export and /delete: one's own data, as a file or gone; an account in the messenger is proof."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_wishes as words
from bot.answers import Answers, press
from bot.desk import Desk, Visitor
from bot.files import EXPORT
from domain import cards
from domain.ledger import Transaction

SIGN = "d"
ASK, SURE, KEEP = (f"{SIGN}/{act}" for act in ("ask", "sure", "keep"))


def build(desk: Desk) -> Router:
    router = Router(name="own data")

    @router.message(Command("export"))
    async def export(
        message: Message, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        answers.say(words.EXPORT)
        answers.document(EXPORT, {"client_id": str(client.id)}, words.EXPORT_CAPTION)

    @router.message(Command("delete"))
    async def delete(message: Message, answers: Answers) -> None:
        answers.say(words.DELETE_ASK, [[press(words.DELETE, ASK)], [press(words.KEEP, KEEP)]])

    @router.callback_query(F.data == ASK)
    async def ask_again(query: CallbackQuery, answers: Answers) -> None:
        rows = [[press(words.KEEP, KEEP)], [press(words.DELETE_YES, SURE)]]
        answers.change(words.DELETE_SURE, rows)

    @router.callback_query(F.data == KEEP)
    async def keep(query: CallbackQuery, answers: Answers) -> None:
        answers.change(words.KEPT)

    @router.callback_query(F.data == SURE)
    async def erase(
        query: CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        if visitor.is_known:
            client = await visitor.client(session)
            await state.clear()
            await cards.erase(session, client.id)
            visitor.forget()
        answers.change(words.DELETED)

    return router
