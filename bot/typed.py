"""Sets told in words: "squat 3x10 60"; numbers alone go to the exercise on the screen."""

from collections.abc import Sequence
from typing import Any

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_today as words
from app.words import workouts
from bot import cards
from bot.answers import Answers, Part
from bot.cards import Desktop, Shown
from bot.courses import find_course
from bot.deeds import reopen
from bot.desk import Desk, Visitor
from bot.lines import Line, in_unit, read_line
from bot.marks import key_of
from bot.today import CHOICE, CURRENT, find_card, open_card, show_today
from domain.errors import Refused
from domain.ledger import Transaction
from domain.progress import sets
from domain.progress.pains import Advice, Step
from domain.progress.rows import SetLog
from domain.progress.sets import Done
from domain.progress.sheets import Task
from domain.progress.spots import Spot
from domain.progress.typed import is_line, parse_log

TYPED = "typed"
"""In the dialogue: a line of which it was asked what exercise it is about."""


def build(desk: Desk) -> Router:
    router = Router(name="typed")
    _hear_lines(router, desk)
    _hear_choices(router, desk)
    return router


def _hear_lines(router: Router, desk: Desk) -> None:
    async def reads(
        message: Message, session: Transaction, visitor: Visitor, state: FSMContext
    ) -> bool | dict[str, Any]:
        """Whether the text is a log; the line goes to the handler."""
        if not visitor.is_known or not is_line(message.text or ""):
            return False
        client = await visitor.client(session)
        programme = await find_course(session, client)
        top = await open_card(desk, session, client, programme) if programme else None
        if top is None:
            return False
        current = str((await state.get_data()).get(CURRENT) or "")
        line = read_line(top, message.text or "", current)
        return {"line": line} if line is not None else False

    @router.message(F.text, reads)
    async def tell(
        message: Message, line: Line, answers: Answers, session: Transaction, state: FSMContext
    ) -> None:
        if line.refusal:
            return answers.say(words.REFUSED, what=line.refusal)
        if len(line.tasks) > 1:
            await state.update_data({TYPED: line.text})
            return _ask_which(answers, line)
        shown = await _write(session, line.top, line.tasks[0], line.sets)
        return answers.change_all(shown.parts, shown.buttons)


def _hear_choices(router: Router, desk: Desk) -> None:
    @router.callback_query(F.data.startswith(CHOICE))
    async def choose(
        query: CallbackQuery,
        answers: Answers,
        session: Transaction,
        visitor: Visitor,
        state: FSMContext,
    ) -> None:
        client = await visitor.client(session)
        found = await find_card(desk, session, client, query.data or "")
        if found is None:
            answers.toast(words.OLD_CARD)
            return await show_today(desk, session, client, answers)
        top, mark = found
        text = str((await state.get_data()).get(TYPED) or "")
        task = next((t for t in top.sheet.tasks if key_of(t.item.slug) == mark.key), None)
        told = _read_for(top, task, text) if task is not None and not top.is_over else []
        if task is None or not told:
            return answers.change(words.TYPED_LOST)
        await state.update_data({TYPED: None, CURRENT: mark.key})
        shown = await _write(session, top, task, told)
        return answers.change_all(shown.parts, shown.buttons)


def _ask_which(answers: Answers, line: Line) -> None:
    sheet = line.top.sheet
    rows = [
        [line.top.press(sheet.catalogue[t.item.slug].name, "c", t.item.slug)] for t in line.tasks
    ]
    answers.say(words.WHICH if line.is_named else words.NOT_TODAY, rows, text=line.text)


def _read_for(top: Desktop, task: Task, text: str) -> list[Done]:
    """The sets of a line, now that it is known what it is about."""
    day = top.sheet.day.model_copy(update={"exercises": (task.item,)})
    try:
        return in_unit(parse_log(text, day, top.sheet.catalogue).sets, task)
    except Refused:
        return []


async def _write(session: Transaction, top: Desktop, task: Task, told: Sequence[Done]) -> Shown:
    """Several sets are the whole exercise, from the first on; one alone is the next."""
    spot = Spot(top.press.week, top.press.weekday, task.item.slug)
    rows: list[SetLog] = []
    advice: Advice | None = None
    for number, done in enumerate(told, 1):
        logged = await sets.log_set(
            session,
            top.press.programme,
            spot,
            done,
            on=top.on,
            number=number if len(told) > 1 else None,
        )
        rows.append(logged.row)
        advice = logged.advice or advice
    name = top.sheet.catalogue[task.item.slug].name
    notes = [Part(words.TYPED, {"name": name, "sets": workouts.say_sets(rows)})]
    if advice is not None and advice.step is not Step.STOPPED:
        notes.append(Part(words.PAIN[advice.step]))
    return _draw(await reopen(session, top, notes), task)


def _draw(top: Desktop, task: Task) -> Shown:
    """The exercise while it has sets left, else the next one."""
    same = top.find(task.item.slug)
    if same is not None and len(same.logs) < cards.sets_of(same):
        return cards.draw_exercise(top, same)
    following = cards.next_task(top.sheet, after=same)
    return cards.draw_exercise(top, following) if following else cards.draw_day(top)
