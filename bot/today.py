"""/today: the day to train now. Its buttons are heard here, and done in `deeds`.

Every button may come twice, late, or from a day long gone: what it did is done once, and the
message shows how things stand. What is typed instead of pressed is `typed`.
"""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from app.words import bot_today as words
from app.words import workouts
from bot import cards
from bot.answers import Answers, Part, press
from bot.cards import Desktop, Shown
from bot.courses import find_course, say_none, say_over
from bot.deeds import Touch, do
from bot.desk import Desk, Visitor
from bot.marks import SIGN, Mark, Presser
from domain import clock
from domain.errors import NotFound
from domain.ledger import Transaction
from domain.people import Client
from domain.programmes.rows import Programme
from domain.progress import sheets
from domain.progress.days import local_date

CHOICE = f"{SIGN}/c/"
"""Buttons that choose the exercise a typed line is about: `bot.typed` hears them."""
CURRENT = "current"
"""In the dialogue: the exercise that is on the screen, for numbers typed without a name."""


def build(desk: Desk) -> Router:
    router = Router(name="today")

    @router.message(Command("today"))
    @router.callback_query(F.data == "today")
    async def today(
        event: Message | CallbackQuery, answers: Answers, session: Transaction, visitor: Visitor
    ) -> None:
        await show_today(desk, session, await visitor.client(session), answers)

    @router.callback_query(F.data.startswith(f"{SIGN}/"), ~F.data.startswith(CHOICE))
    async def touch(
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
        shown = await do(Touch(session, *found, answers))
        await _note(state, shown)
        # Buttons stay where the thumb is: below a picture, not in the message above it.
        show = answers.say_all if answers.has_file else answers.change_all
        return show(shown.parts, shown.buttons)

    return router


async def show_today(desk: Desk, session: Transaction, client: Client, answers: Answers) -> None:
    """The card of the day to train now, or what there is instead of one."""
    programme = await find_course(session, client)
    if programme is None:
        return await say_none(desk, session, client, answers)
    top = await open_card(desk, session, client, programme)
    if top is None:
        return await say_over(session, client, answers)
    shown = cards.draw_day(top) if top.sheet.today.day is not None else _draw_rest(top)
    return answers.change_all(shown.parts, shown.buttons)


async def open_card(
    desk: Desk,
    session: Transaction,
    client: Client,
    programme: Programme,
    place: tuple[int, int] | None = None,
) -> Desktop | None:
    """The card of this place in the plan, or of today; None when the programme does not run.

    Raises:
        NotFound: no such day in the plan.
    """
    on = await local_date(session, programme, clock.now())
    sheet = await sheets.read_sheet(session, programme, on, place)
    if sheet is None:
        return None
    presser = Presser(programme, sheet.week.number, sheet.day.weekday)
    page = f"{desk.public_url}/p/{programme.token}/today"
    return Desktop(sheet, on, presser, page, client.timezone)


async def find_card(
    desk: Desk, session: Transaction, client: Client, data: str
) -> tuple[Desktop, Mark] | None:
    """The card a button is of, and what it carries; None when that day is gone."""
    programme, mark = await find_course(session, client), Mark.read(data)
    if mark is None or programme is None or not mark.is_of(programme):
        return None
    try:
        top = await open_card(desk, session, client, programme, mark.place)
    except NotFound:
        return None
    if top is None:
        return None
    now = top.sheet.today
    is_today = now.day is not None and (now.week, now.day.weekday) == mark.place
    return (top, mark) if is_today or top.sheet.log is not None else None


async def _note(state: FSMContext, shown: Shown) -> None:
    """Keep which exercise is on the screen."""
    shows = next((n for row in shown.buttons for b in row if (n := _key_in(b.data))), None)
    if shows is not None and (await state.get_data()).get(CURRENT) != shows:
        await state.update_data({CURRENT: shows})


def _key_in(data: str | None) -> str | None:
    """The exercise whose set a button marks."""
    mark = Mark.read(data or "")
    return mark.key if mark is not None and mark.act == "s" else None


def _draw_rest(top: Desktop) -> Shown:
    parts = [Part(words.REST_DAY)]
    if top.sheet.today.dropped:
        parts.append(Part(words.DROPPED, {"days": words.weekdays(top.sheet.today.dropped)}))
    if follows := workouts.say_next(top.sheet.today.next_on):
        parts.append(Part(words.NEXT, {"next": follows}))
    ways = [press(words.PROGRAMME, "program"), press(words.PROGRESS, "progress")]
    return Shown(parts, [ways])
