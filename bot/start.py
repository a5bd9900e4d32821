"""/start: who comes and from where; what he is greeted with is `bot.greetings`."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.throttle import TooManyTries
from app.words import bot as words
from bot.answers import Answers
from bot.desk import Desk, Visitor
from bot.greetings import NOT_ME, greet
from bot.menu import draw_menu
from domain import bindings
from domain.bindings import Account, How
from domain.ledger import Transaction

LONGEST_TOKEN = 64


def build(desk: Desk) -> Router:
    router = Router(name="start")

    @router.message(CommandStart())
    async def start(
        message: Message,
        command: CommandObject,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        await state.clear()
        token = _admit(desk, visitor.account, (command.args or "").strip())
        arrival = await bindings.arrive(session, visitor.account, token)
        if arrival.how is How.INVITED:
            desk.guesses.forgive("invite", str(visitor.account.id))
        await greet(desk, arrival, answers, session)

    @router.callback_query(F.data == NOT_ME)
    async def not_me(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await bindings.part(session, visitor.account)
        answers.change(words.NOT_ME_DONE, await draw_menu(desk, session, client))

    return router


def _admit(desk: Desk, account: Account, token: str) -> str | None:
    """The token, if this account may still try one: guessing is held back."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    try:
        desk.guesses.take("invite", str(account.id), is_familiar=True)
    except TooManyTries:
        return None
    return token
