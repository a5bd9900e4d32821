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
from app.words import questionnaire
from app.words.told_answers import read_told
from bot import asking, handing_in
from bot.answers import Answers, Part, press
from bot.asking import SIGN
from bot.desk import Desk, Visitor
from bot.standing import Stop
from bot.talks import Asking, Talk
from domain import clock, intakes, messages
from domain.consents import ConsentKind
from domain.ledger import Transaction
from domain.messages import Purpose
from domain.questionnaire import NONE, AnswersRefused

TAKEN = "taken"
"""What a handler of ours returns: the question was repeated, or another put."""
SLOW = timedelta(seconds=20)
"""A message as old as that came over a slow line."""
CONSENTS = {"data": ConsentKind.PERSONAL_DATA, "health": ConsentKind.HEALTH}
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
        await _ACTS[act](talk, key, value) if act in _ACTS else await _begin(talk)
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


async def _choose(talk: Talk, key: str, value: str) -> None:
    if not await _is_asked(talk, key):
        return None
    return await talk.take({key: value})


async def _toggle(talk: Talk, key: str, value: str) -> None:
    if not await _is_asked(talk, key):
        return None
    picked = set(_picked(talk, key)) ^ {value}
    if value in picked:
        picked = {NONE} if value == NONE else picked - {NONE}
    return await talk.show(picked=tuple(sorted(picked)))


async def _done(talk: Talk, key: str, _: str) -> None:
    if not await _is_asked(talk, key):
        return None
    question, picked = talk.question, _picked(talk, key)
    if not picked and question is not None and not question.optional:
        nothing = dict(questionnaire.question(key).options).get(NONE, "")
        talk.answers.toast(words.NOTHING_PICKED, nothing=nothing)
        return await talk.show()
    return await talk.take({key: list(picked)})


async def _skip(talk: Talk, key: str, _: str) -> None:
    if await _is_asked(talk, key):
        await talk.take({key: None})


async def _back(talk: Talk, key: str, _: str) -> None:
    if await _is_asked(talk, key):
        await talk.ask(talk.before(key))


async def _next(talk: Talk, key: str, _: str) -> None:
    if await _is_asked(talk, key):
        await talk.ask(None)


async def _agree(talk: Talk, key: str, _: str) -> None:
    if key in CONSENTS and not talk.standing.is_sent:
        await talk.agree(CONSENTS[key])
    await talk.show()


async def _refuse(talk: Talk, key: str, _: str) -> None:
    """No is an answer, too."""
    if CONSENTS.get(key) in talk.standing.allowed or key not in CONSENTS:
        return await talk.show()
    await talk.leave()
    ways = [[press(words.CHANGED_MIND, asking.GO)], [press(words.CONTACTS, "contacts")]]
    if key == "data":
        return talk.answers.change(words.DATA_REFUSED, ways)
    client_id = talk.standing.client.id
    await messages.queue(
        talk.session,
        kind="health_consent_refused",
        purpose=Purpose.SERVICE,
        dedupe_key=f"owner:health_consent_refused:{client_id}:{clock.now().date()}",
        about={"client_id": str(client_id)},
    )
    return talk.answers.change(words.HEALTH_REFUSED, ways)


async def _edit(talk: Talk, key: str, _: str) -> None:
    if talk.standing.is_sent:
        return await _say_sent(talk)
    if key:
        return await talk.ask(key, is_edit=True)
    shown = asking.draw_edit(talk.standing)
    return talk.answers.change_all(shown.parts, shown.buttons)


async def _sum_up(talk: Talk, *_: str) -> None:
    await talk.ask(None)


async def _tick_news(talk: Talk, *_: str) -> None:
    if talk.standing.is_sent:
        return await _say_sent(talk)
    return await talk.show(asked=None, news=not talk.screen.news)


async def _send(talk: Talk, *_: str) -> None:
    if talk.standing.is_sent:
        return await _say_sent(talk)
    if talk.standing.step() is not Stop.SUMMARY:
        return await talk.ask(None)
    try:
        handed = await handing_in.hand_in(
            talk.session, talk.visitor, talk.standing, news=talk.screen.news
        )
    except AnswersRefused as e:
        return await talk.ask(next(iter(e.fields), None))
    await talk.leave()
    return await handing_in.say_outcome(
        talk.desk, talk.session, talk.standing, handed, talk.answers
    )


async def _anew(talk: Talk, *_: str) -> None:
    """All over again: what was sent stays as it was sent."""
    await intakes.begin_anew(talk.session, talk.standing.granted)
    await talk.session.flush()
    await talk.look()
    await talk.ask(None)


async def _is_asked(talk: Talk, key: str) -> bool:
    """Whether this question is on the screen; if not, he is shown what is."""
    if talk.standing.is_sent:
        await _say_sent(talk)
        return False
    if talk.question is not None and talk.question.key == key:
        return True
    talk.answers.toast(words.PASSED)
    await talk.show()
    return False


async def _say_sent(talk: Talk) -> None:
    talk.answers.toast(words.SENT)


def _picked(talk: Talk, key: str) -> tuple[str, ...]:
    if talk.screen.picked is not None:
        return talk.screen.picked
    return tuple(talk.standing.given.get(key) or ())


_ACTS: dict[str, Callable[[Talk, str, str], Awaitable[None]]] = {
    "v": _choose,
    "t": _toggle,
    "d": _done,
    "s": _skip,
    "b": _back,
    "n": _next,
    "y": _agree,
    "x": _refuse,
    "edit": _edit,
    "sum": _sum_up,
    "news": _tick_news,
    "send": _send,
    "new": _anew,
}
