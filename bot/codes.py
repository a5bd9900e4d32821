"""Promo codes as they are typed: heard only while one is waited for, and only a single word."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from app.throttle import TooManyTries
from app.words import bot_offers as words
from bot import orders, wares
from bot.answers import Answers, Part, press
from bot.desk import Desk, Visitor
from domain import promos
from domain.ledger import Transaction
from domain.promos import Buyer, PromoRefused

WAITING = "promo"
"""The dialogue's state while a code is waited for."""
FOR, CODE = "promo_for", "promo_code"
"""In the dialogue: the tariff a code is for, and the code once it was found to work."""
LONGEST = 32


def build(desk: Desk) -> Router:
    router = Router(name="codes")

    async def is_awaited(message: Message, state: FSMContext) -> bool:
        text = (message.text or "").strip()
        is_word = len(text.split()) == 1 and len(text) <= LONGEST
        return is_word and await state.get_state() == WAITING

    @router.message(F.text, ~F.text.startswith("/"), is_awaited)
    async def judge(
        message: Message,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        typed = (message.text or "").strip()
        id_ = str((await state.get_data()).get(FOR) or "")
        tariff = await wares.find_tariff(session, id_)
        if tariff is None:
            await state.set_state(None)
            return answers.say(words.NOT_SOLD, [[press(words.PRICES, "price")]])
        rows = [[press(words.WITHOUT_CODE, f"{wares.SIGN}/t/{id_}")]]
        client = await visitor.client(session)
        try:
            desk.guesses.take(WAITING, str(visitor.account.id), is_familiar=True)
            quoted = await promos.quote(session, tariff, typed, Buyer(client.id))
        except TooManyTries:
            return answers.say(words.CODES_TOO_MANY, rows)
        except PromoRefused as e:
            return answers.say(words.CODE_REFUSED, rows, reason=orders.say_refused(e))
        desk.guesses.forgive(WAITING, str(visitor.account.id))
        await state.set_state(None)
        await state.update_data({CODE: typed})
        told = {"price": words.price(quoted.total), "before": words.price(quoted.price)}
        head = Part(words.CODE_WORKS, {"code": typed} | told)
        shown = orders.draw_order(desk, tariff, quoted, head)
        return answers.say_all(shown.parts, shown.buttons)

    return router


async def note(state: FSMContext, act: str, id_: str) -> str | None:
    """A tariff's button was pressed: wait for a code or no longer; the code to order with."""
    await state.set_state(WAITING if act == "p" else None)
    data = await state.get_data()
    if act == "b":
        return str(data[CODE]) if data.get(CODE) and data.get(FOR) == id_ else None
    if act == "p" or data.get(CODE):
        await state.update_data({FOR: id_ if act == "p" else None, CODE: None})
    return None
