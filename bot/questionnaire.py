"""The questionnaire: the page's questions, texts and order, put one by one in the chat.

Answers go into the draft that the page fills in, so one may change over at any question. A press
says which question it answers: one that has passed, or comes twice, changes nothing.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from app.words import bot_questionnaire as words
from app.words.told_answers import read_told
from bot import asking
from bot.answers import Answers, Part, press
from bot.asking import SIGN
from bot.desk import Desk, Visitor
from bot.moves import ACTS
from bot.standing import Stop
from bot.talks import Asking, Talk
from domain import clock
from domain.ledger import Transaction
from domain.questionnaire import NONE

TAKEN = "taken"
"""What a handler of ours returns: the question was repeated, or another put."""
SLOW = timedelta(seconds=20)
"""A message as old as that came over a slow line."""
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


def build(desk: Desk) -> Router:
    router = Router(name="questionnaire")

    @router.message(Command("intake"))
    @router.callback_query(F.data == asking.GO)
    async def begin(
        event: Message | CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> str:
        talk = await Talk.open(desk, session, visitor, state, answers)
        await _begin(talk)
        return TAKEN

    @router.callback_query(F.data.startswith(f"{SIGN}/"))
    async def touch(
        query: CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> str:
        talk = await Talk.open(desk, session, visitor, state, answers)
        _, act, key, value = [*(query.data or "").split("/"), "", "", ""][:4]
        await ACTS[act](talk, key, value) if act in ACTS else await _begin(talk)
        return TAKEN

    return router


def build_ear(desk: Desk) -> Router:
    """Hears what is typed, or sent otherwise, while a question stands."""
    router = Router(name="questionnaire, in words")

    @router.message(StateFilter(Asking.answer), F.text, ~F.text.startswith("/"))
    async def hear(
        message: Message,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> str:
        talk = await Talk.open(desk, session, visitor, state, answers)
        text, question = message.text or "", talk.question
        if text.rstrip().endswith("?") and (question is None or question.kind != "text"):
            # He asks something: others answer, and the question is put once more.
            raise SkipHandler
        await _hear(talk, text, _twin_if_slow(talk, message))
        return TAKEN

    @router.message(StateFilter(Asking.answer), ~F.text, ~F.contact)
    async def pass_over(
        message: Message,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> str:
        talk = await Talk.open(desk, session, visitor, state, answers)
        await talk.show([Part(words.USE_TEXT)])
        return TAKEN

    return router


class Repeat:
    """Puts the question once more after whatever else was said while it stood."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        state: FSMContext = data["state"]
        stood = await state.get_state() == Asking.answer.state
        result = await handler(event, data)
        if stood and result != TAKEN and await state.get_state() == Asking.answer.state:
            talk = await Talk.open(
                self._desk, data["session"], data["visitor"], state, data["answers"]
            )
            await talk.show()
        return result


async def _begin(talk: Talk) -> None:
    """The first message: what it is, where else it can be done, and where he stands."""
    if talk.standing.is_sent:
        await talk.ask(None, is_new=True)
        return await talk.leave()
    is_begun = talk.standing.is_begun
    said = words.RESUMED if is_begun else words.BEGIN
    twin = asking.twin(talk.desk, talk.standing)
    rows = [[twin, press(words.AFRESH, asking.ANEW)] if is_begun else [twin]]
    talk.answers.say(said, rows, total=talk.standing.total)
    # The question is a message of its own: it changes while this one stays.
    return await talk.ask(None, is_new=True)


async def _hear(talk: Talk, text: str, before: list[Part]) -> None:
    question = talk.question
    if question is None and talk.stop is not Stop.SUMMARY:
        return await talk.show([*before, Part(words.USE_PRESS)])
    told = {k: v for k, v in read_told(text, question).items() if talk.standing.may_ask(k)}
    if not told:
        is_number = question is not None and question.kind in asking.TYPED
        hint = words.USE_NUMBER if is_number else words.USE_BUTTONS
        return await talk.show([*before, Part(hint)])
    if question is not None and question.many and talk.screen.picked and question.key in told:
        told[question.key] = _add(talk.screen.picked, told[question.key])
    return await talk.take(told, before, is_told=True)


def _add(picked: tuple[str, ...], told: object) -> list[str]:
    """What was ticked, and what is named besides."""
    named = list(told) if isinstance(told, list) else []
    return named if NONE in named else list({*picked, *named} - {NONE})


def _twin_if_slow(talk: Talk, message: Message) -> list[Part]:
    if clock.now() - message.date < SLOW:
        return []
    url = asking.twin(talk.desk, talk.standing).url
    return [Part(words.SLOW, {"url": url})]
