"""/start: who comes, from where, and what he is greeted with."""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.throttle import TooManyTries
from app.words import bot as words
from app.words.editable import template
from bot.answers import Answers, Part, press
from bot.desk import Desk, Visitor
from bot.menu import draw_menu, find_programme
from domain import bindings, site, tariffs, texts
from domain.bindings import Account, Arrival, How
from domain.ledger import Transaction

NOT_ME = "not_me"
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
        await _greet(desk, arrival, answers, session)

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


async def _greet(desk: Desk, arrival: Arrival, answers: Answers, session: Transaction) -> None:
    trainer = (await site.read_site(session))["general"]["trainer_name"]
    buttons = list(await draw_menu(desk, session, arrival.client))
    own = await texts.read_wordings(session)
    named = {"name": arrival.name, "trainer": trainer}
    if arrival.how is How.INVITED:
        parts = [Part(template(own, "bot.from_site"), named)]
        parts += await _recall(arrival, session, own)
        if await find_programme(session, arrival.client) is None:
            parts.append(Part(template(own, "bot.from_site_next")))
        buttons.append([press(words.NOT_ME, NOT_ME)])
    elif arrival.how is How.NEW:
        parts = [Part(template(own, "bot.new"), named)]
    else:
        has_programme = await find_programme(session, arrival.client) is not None
        following = "bot.with_programme" if has_programme else "bot.returning_next"
        parts = [Part(template(own, "bot.returning"), named), Part(template(own, following))]
    answers.say_all(parts, buttons)


async def _recall(arrival: Arrival, session: Transaction, own: Mapping[str, str]) -> list[Part]:
    """What he had asked for before he came."""
    lead, parts = arrival.lead, []
    if lead is None:
        return []
    if lead.service:
        known = {t.code: t for t in await tariffs.list_tariffs(session)}
        if (tariff := known.get(lead.service)) is not None:
            told = {"service": tariff.title, "price": words.price(tariff.price)}
            parts.append(Part(template(own, "bot.from_site_service"), told))
    if lead.message:
        told = {"message": lead.message[:500]}
        parts.append(Part(template(own, "bot.from_site_message"), told))
    return parts
