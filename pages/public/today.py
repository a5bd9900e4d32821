"""GET and POST /p/TOKEN/today: a day to train, and all that is done on it, by plain forms.

Whoever holds the programme's link may log. Every deed may come twice: the second one changes
nothing. A script may ask for JSON instead of the page; the answer says the same.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from app.words import errors as error_words
from app.words import workouts as words
from domain import clock
from domain.errors import NotFound, Refused
from domain.passes import find_pass
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from domain.progress import pains, sessions, sets, sheets, swaps
from domain.progress.days import local_date
from domain.progress.rows import find_session
from domain.progress.spots import Spot
from pages.public.numbers import read_done, read_number
from pages.public.openings import PRIVATE, note_opened
from pages.public.press import Press, texts
from pages.public.views import DayOverView
from pages.public.workout import workout_view

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


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/p", default_response_class=HTMLResponse)

    @router.get("/{token}/today")
    async def show(
        request: Request, token: str, week: int = 0, day: int = 0, done: str = ""
    ) -> Response:
        place = (week, day) if week and day else None
        return await _page(press, request, token, place, saved=words.DONE.get(done, ""))

    @router.post("/{token}/today")
    async def do(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        is_script = "application/json" in request.headers.get("accept", "")
        place = (read_number(fields, "week"), read_number(fields, "weekday"))
        try:
            done = await _do(press, token, place, fields)
        except Refused as e:
            said = _say_refused(e)
            if is_script:
                return JSONResponse({"error": {"message": said}}, 422, PRIVATE)
            at = f"{fields.get('slug', '')}-{fields.get('number', '')}"
            return await _page(press, request, token, place, error=said, error_at=at, status=422)
        if is_script:
            return JSONResponse({"done": done}, headers=PRIVATE)
        return RedirectResponse(_back(token, place, done, fields), 303, PRIVATE)

    return router


async def _do(press: Press, token: str, place: tuple[int, int], fields: Fields) -> str:
    act = DEEDS.get(fields.get("action", ""))
    if act is None:
        raise Refused({"action": "unknown_value"})
    async with press.runtime.db.begin() as session:
        programme = await _open(session, token)
        on = await local_date(session, programme, clock.now())
        return await act(Deed(session, programme, *place, on, fields))


async def _open(session: AsyncSession, token: str) -> Programme:
    """The programme as its reader sees it; NotFound while he may not see it."""
    programme = await programmes.get_by_token(session, token)
    if not programme.may_be_seen:
        raise NotFound("programme", "***")
    return await programmes.as_shown(session, programme)


async def _page(
    press: Press,
    request: Request,
    token: str,
    place: tuple[int, int] | None,
    *,
    status: int = 200,
    **said: str,
) -> Response:
    async with press.runtime.db.read() as session:
        kept = await programmes.get_by_token(session, token)
        if not kept.may_be_seen:
            return RedirectResponse(f"/p/{token}", 303, PRIVATE)
        programme = await programmes.as_shown(session, kept)
        on = await local_date(session, programme, clock.now())
        sheet = await sheets.read_sheet(session, programme, on, place)
        granted = await find_pass(session, programme.pass_id)
    await note_opened(press.runtime, request, kept)
    site = await press.site()
    if sheet is None:
        view = DayOverView(site, token, is_over=programme.sent_at is not None)
        response = press.answer(request, view, status)
    else:
        own = granted if granted is not None and not granted.is_proven else None
        said |= {"cabinet_url": f"/c/{own.token}" if own else ""}
        response = press.answer(request, workout_view(sheet, site, token, on, **said), status)
    response.headers.update(PRIVATE)
    return response


def _back(token: str, place: tuple[int, int], done: str, fields: Fields) -> str:
    is_there = done in {"set", "exercise", "removed", "skipped"}
    anchor = f"#{fields.get('slug', '')}" if is_there else "#now"
    return f"/p/{token}/today?week={place[0]}&day={place[1]}&done={done}{anchor}"


def _say_refused(refused: Refused) -> str:
    parts = [
        f"{words.FIELD[key]}: {error_words.say_field(key, code).lower()}"
        if key in words.FIELD
        else error_words.say_field(key, code)
        for key, code in refused.fields.items()
    ]
    return " ".join(parts)


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
