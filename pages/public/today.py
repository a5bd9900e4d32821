"""GET and POST /p/TOKEN/today: a day to train, and all that is done on it, by plain forms.

Whoever holds the programme's link may log. Every deed may come twice: the second one changes
nothing. A script may ask for JSON instead of the page; the answer says the same.
"""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from app.http import workouts
from app.http.numbers import read_number
from app.words import errors as error_words
from app.words import workouts as words
from domain import clock
from domain.errors import Refused
from domain.passes import find_pass
from domain.programmes import rows as programmes
from domain.progress import sheets
from domain.progress.days import local_date
from pages.public.openings import PRIVATE, note_opened
from pages.public.press import Press, texts
from pages.public.views import DayOverView
from pages.public.workout import workout_view

Fields = Mapping[str, str]


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
            done = await workouts.do(press.runtime.db.begin, token, place, fields)
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
