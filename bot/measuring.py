"""Numbers of the body, told by buttons one after another, or in a line of words at any moment."""

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from app.replies import Button
from app.words import bot_progress as words
from app.words.journals import KIND as NAMES
from app.words.journals import UNIT
from bot.answers import Answers, press
from bot.desk import Desk, Visitor
from bot.shelves import last_of, open_shelf, read_journal
from domain import journals
from domain.errors import Refused
from domain.journals import Journal
from domain.ledger import Transaction
from domain.people import Client
from domain.progress.measurements import usual_point
from domain.progress.rows import AFTER, BEFORE, POINTS, WEEK_POINTS, Kind

SIGN = "v/m/"
POINT, KIND = "point", "kind"


class Measuring(StatesGroup):
    value = State()
    """A number is asked for; which one stands beside it."""


def build(desk: Desk) -> Router:
    router = Router(name="measuring")
    _hear_presses(router)
    _hear_numbers(router)
    return router


def _hear_presses(router: Router) -> None:
    @router.callback_query(F.data == "measure")
    async def begin(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        journal = await read_journal(session, await visitor.client(session))
        _draw(answers, journal, usual_point(journal.measured, journal.week))

    @router.callback_query(F.data.startswith(SIGN))
    async def choose(
        query: CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        point, _, kind = (query.data or "").removeprefix(SIGN).partition("/")
        if point not in POINTS or (kind and kind not in list(Kind)):
            raise SkipHandler
        if not kind:
            await state.set_state(None)
            journal = await read_journal(session, await visitor.client(session))
            return _draw(answers, journal, point)
        await state.set_state(Measuring.value)
        await state.update_data({POINT: point, KIND: kind})
        return _ask(answers, Kind(kind), point)


def _hear_numbers(router: Router) -> None:
    @router.message(StateFilter(Measuring.value), F.text)
    async def take(
        message: Message,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        data = await state.get_data()
        kind, point = Kind(data[KIND]), str(data[POINT])
        value = words.read_value(message.text or "", kind)
        if value is None:
            # Something else is on his mind: the question waits no longer.
            await state.set_state(None)
            raise SkipHandler
        client = await visitor.client(session)
        if await _keep(session, client, {kind: value}, point, answers):
            await state.set_state(None)

    def tells(message: Message) -> bool | dict[str, Any]:
        measured = words.read_measures(message.text or "")
        return {"measured": measured} if measured else False

    @router.message(StateFilter(None), F.text, tells)
    async def tell(
        message: Message,
        measured: Mapping[Kind, int],
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
    ) -> None:
        await _keep(session, await visitor.client(session), measured, None, answers)


async def _keep(
    session: Transaction,
    client: Client,
    measured: Mapping[Kind, int],
    point: str | None,
    answers: Answers,
) -> bool:
    """Write it down and show what may come next; False when a number is out of bounds."""
    journal = await read_journal(session, client)
    point = point or usual_point(journal.measured, journal.week)
    try:
        await journals.tell(session, await open_shelf(session, client), point, measured)
    except Refused as e:
        answers.say(words.REFUSED, what=words.say_refused(e.fields))
        return False
    journal = await read_journal(session, client)
    said = {"point": words.say_point(point), "told": words.told(measured)}
    answers.say(words.SAVED, _keys(journal, point), **said)
    return True


def _draw(answers: Answers, journal: Journal, point: str) -> None:
    answers.change(words.MEASURE_ASK, _keys(journal, point), point=words.say_point(point))


def _ask(answers: Answers, kind: Kind, point: str) -> None:
    said = {"kind": NAMES[kind], "unit": UNIT[kind], "example": words.example(kind)}
    answers.change(words.VALUE_ASK, [[press(words.CANCEL, f"{SIGN}{point}/")]], **said)


def _keys(journal: Journal, point: str) -> list[list[Button]]:
    """The points that matter now, and everything there is to measure."""
    week = WEEK_POINTS[min(max(journal.week, 1), len(WEEK_POINTS)) - 1]
    points = [
        press(
            words.POINT_CHOSEN.format(point=words.say_point(one))
            if one == point
            else words.say_point(one),
            f"{SIGN}{one}/",
        )
        for one in (BEFORE, week, AFTER)
    ]
    there = last_of(journal, point)
    kinds = [press(words.label(kind, there.get(kind)), f"{SIGN}{point}/{kind}") for kind in Kind]
    rows = [kinds[n : n + 2] for n in range(0, len(kinds), 2)]
    return [points, *rows, [press(words.BACK, "progress")]]
