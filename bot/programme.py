"""/program and /my_programs: a week in short, the weeks by buttons, the paper, the page."""

from collections.abc import Sequence
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from app.replies import Button
from app.words import bot_programme as words
from bot.answers import Answers, Part, go, press
from bot.cards import Shown
from bot.courses import find_course, is_waiting, list_seen, say_none
from bot.desk import Desk, Visitor
from bot.files import PROGRAMME
from bot.marks import short
from domain import clock
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes.plan import Kind
from domain.programmes.rows import Programme
from domain.progress.days import began_on, local_date
from domain.progress.reading import read_bare
from domain.progress.rows import list_sessions

SIGN = "g"
IN_ROW = 8
"""Buttons that Telegram shows side by side."""


def build(desk: Desk) -> Router:
    router = Router(name="programme")

    @router.message(Command("program"))
    @router.callback_query(F.data == "program")
    async def current(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        programme = await find_course(session, client)
        if programme is None:
            return await say_none(desk, session, client, answers)
        shown = await _draw(desk, session, programme)
        return answers.change_all(shown.parts, shown.buttons)

    @router.message(Command("my_programs"))
    @router.callback_query(F.data == "my_programs")
    async def every(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        await _list(desk, session, await visitor.client(session), answers)

    @router.callback_query(F.data.startswith(f"{SIGN}/"))
    async def open_(
        query: CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        client = await visitor.client(session)
        _, act, id_, week = [*(query.data or "").split("/"), "", "", ""][:4]
        mine = await list_seen(session, client)
        programme = next((row for row in mine if short(row.id) == id_), None)
        if programme is None:
            answers.toast(words.GONE)
            return await _list(desk, session, client, answers)
        if act == "d":
            return _send_paper(programme, answers)
        shown = await _draw(desk, session, programme, int(week) if week.isdecimal() else None)
        return answers.change_all(shown.parts, shown.buttons)

    return router


def _send_paper(programme: Programme, answers: Answers) -> None:
    """The PDF of the version that he sees."""
    answers.toast(words.MAKING)
    about = {"programme_id": str(programme.id), "version": str(programme.version)}
    answers.document(PROGRAMME, about, words.CAPTION, title=words.title(programme))


async def _draw(
    desk: Desk, session: Transaction, programme: Programme, number: int | None = None
) -> Shown:
    """One week of a programme; the one that runs where none is named."""
    plan, on = read_bare(programme), await local_date(session, programme, clock.now())
    now = _week_on(on, await began_on(session, programme))
    last = len(plan.weeks)
    chosen = min(max(number or now, 1), last)
    week = plan.weeks[chosen - 1]
    told = {
        x.weekday: x.state for x in await list_sessions(session, programme.id) if x.week == chosen
    }
    days = [day for day in week.days if day.kind is not Kind.REST]
    lines = "\n".join(words.day_line(day, told.get(day.weekday)) for day in days)
    parts = [
        Part(words.HEAD, {"title": words.title(programme)}),
        Part(words.WEEK, {"week": words.week_title(week, last)}),
        Part("{lines}", {"lines": lines}),
    ]
    if now > last:
        parts.append(Part(words.OVER))
    elif now != chosen and now >= 1:
        parts.append(Part(words.NOW, {"week": now}))
    return Shown(parts, _buttons(desk, programme, chosen, last, is_running=1 <= now <= last))


def _week_on(on: date, begins: date) -> int:
    return (on - begins).days // 7 + 1


def _buttons(
    desk: Desk, programme: Programme, chosen: int, last: int, *, is_running: bool
) -> list[list[Button]]:
    id_ = short(programme.id)
    weeks = [
        press(
            words.CHOSEN.format(number=n) if n == chosen else str(n),
            f"{SIGN}/w/{id_}/{n}",
        )
        for n in range(1, last + 1)
    ]
    rows = _in_rows(weeks) if last > 1 else []
    if is_running:
        rows.append([press(words.TODAY, "today")])
    page = go(words.PAGE, f"{desk.public_url}/p/{programme.token}")
    return [*rows, [press(words.PDF, f"{SIGN}/d/{id_}"), page]]


def _in_rows(buttons: Sequence[Button]) -> list[list[Button]]:
    """As many rows as needed, as even as can be."""
    count = -(-len(buttons) // IN_ROW)
    size = -(-len(buttons) // count)
    return [list(buttons[n : n + size]) for n in range(0, len(buttons), size)]


async def _list(desk: Desk, session: Transaction, client: Client, answers: Answers) -> None:
    """Every programme that he may see, with its date; open, and the paper again."""
    mine = await list_seen(session, client)
    if not mine:
        return await say_none(desk, session, client, answers)
    parts, rows = [Part(words.LIST_TITLE)], []
    for programme in mine:
        title, id_ = words.title(programme), short(programme.id)
        on = words.date(programme.created_at, desk.settings.timezone)
        state = words.CURRENT if programme is mine[0] else ""
        parts.append(Part(words.LIST_LINE, {"title": title, "date": on, "state": state}))
        rows.append([press(title, f"{SIGN}/o/{id_}"), press(words.PDF, f"{SIGN}/d/{id_}")])
    if await is_waiting(session, client):
        parts.append(Part(words.WAITING))
    return answers.change_all(parts, rows)
