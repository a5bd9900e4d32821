"""What a client does on a day of his programme, as the forms of its page tell it, by name."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from app.http.numbers import read_done, read_number
from app.words import workouts as words
from domain import clock
from domain.errors import NotFound, Refused
from domain.ledger import Begin
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from domain.progress import pains, sessions, sets, sheets, swaps
from domain.progress.days import local_date
from domain.progress.rows import find_session
from domain.progress.spots import Spot

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Deed:
    """What somebody did: on which programme, where in it, with which fields, on his own date."""

    session: AsyncSession
    programme: Programme
    week: int
    weekday: int
    on: date
    fields: Fields

    @property
    def spot(self) -> Spot:
        return Spot(self.week, self.weekday, self.fields.get("slug", ""))


async def do(begin: Begin, token: str, place: tuple[int, int], fields: Fields) -> str:
    """Do what a form asks for; every deed may come twice, the second changes nothing.

    Returns:
        What was done, by its name in `app.words.workouts.DONE`.

    Raises:
        Refused: no such deed, or a number that cannot be, by its field.
        NotFound: no such programme, day or exercise, or it may not be seen yet.
    """
    act = DEEDS.get(fields.get("action", ""))
    if act is None:
        raise Refused({"action": "unknown_value"})
    async with begin() as session:
        programme = await _open(session, token)
        on = await local_date(session, programme, clock.now())
        return await act(Deed(session, programme, *place, on, fields))


async def _open(session: AsyncSession, token: str) -> Programme:
    """The programme as its reader sees it; NotFound while he may not see it."""
    programme = await programmes.get_by_token(session, token)
    if not programme.may_be_seen:
        raise NotFound("programme", "***")
    return await programmes.as_shown(session, programme)


async def _log(deed: Deed) -> str:
    number = read_number(deed.fields, "number")
    done = read_done(deed.fields)
    await sets.log_set(deed.session, deed.programme, deed.spot, done, on=deed.on, number=number)
    return "set"


async def _remove(deed: Deed) -> str:
    number = read_number(deed.fields, "number")
    await sets.remove_set(deed.session, deed.programme, deed.spot, number)
    sessions.tell(deed.session, deed.programme, deed.week, deed.weekday, 0)
    return "removed"


async def _log_exercise(deed: Deed) -> str:
    await sets.log_exercise_done(deed.session, deed.programme, deed.spot, on=deed.on)
    return "exercise"


async def _log_all(deed: Deed) -> str:
    if not await _is_stopped(deed):
        await sets.log_all_done(deed.session, deed.programme, deed.week, deed.weekday, on=deed.on)
    return "finished"


async def _swap(deed: Deed) -> str:
    to_slug = deed.fields.get("to_slug", "")
    day = await swaps.day_as_trained(deed.session, deed.programme, deed.week, deed.weekday)
    there = {item.slug for item in day.exercises}
    is_done_already = to_slug in there and deed.spot.slug not in there
    if not is_done_already:
        await swaps.swap(
            deed.session,
            deed.programme,
            deed.spot,
            to_slug,
            why=deed.fields.get("why") or "other",
            is_lasting=deed.fields.get("lasting") == "true",
        )
        sessions.tell(deed.session, deed.programme, deed.week, deed.weekday, 0)
    return "swapped"


async def _hurt(deed: Deed) -> str:
    pain = read_number(deed.fields, "pain")
    place = deed.fields.get("place") or None
    advice = await pains.report_pain(
        deed.session, deed.programme, deed.spot, pain, on=deed.on, place=place
    )
    sessions.tell(deed.session, deed.programme, deed.week, deed.weekday, 0)
    return words.PAIN_DONE[advice.step]


async def _skip(deed: Deed) -> str:
    await sets.skip_exercise(deed.session, deed.programme, deed.spot, on=deed.on)
    return "skipped"


async def _skip_day(deed: Deed) -> str:
    await sessions.skip_session(deed.session, deed.programme, deed.week, deed.weekday, on=deed.on)
    return "day_skipped"


async def _finish(deed: Deed) -> str:
    if await _is_stopped(deed):
        return "finished"
    effort = read_number(deed.fields, "effort") if deed.fields.get("effort") else None
    done = await sessions.finish_session(
        deed.session,
        deed.programme,
        deed.week,
        deed.weekday,
        on=deed.on,
        effort=effort,
        note=deed.fields.get("note"),
    )
    return "noted" if done.row.effort or done.row.note else "finished"


async def _is_stopped(deed: Deed) -> bool:
    log = await find_session(deed.session, deed.programme.id, deed.week, deed.weekday)
    return sheets.is_stopped(log)


DEEDS: Mapping[str, Callable[[Deed], Awaitable[str]]] = {
    "set": _log,
    "remove": _remove,
    "exercise": _log_exercise,
    "all": _log_all,
    "swap": _swap,
    "pain": _hurt,
    "skip": _skip,
    "skip_day": _skip_day,
    "finish": _finish,
}
"""By what a form's button says."""
