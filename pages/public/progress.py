"""GET and POST /p/TOKEN/progress, /c/TOKEN/progress: the client's journal.

What its bearer may see and tell is decided in `domain.journals`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.http.numbers import read_thousandths
from app.words import errors as error_words
from app.words import journals as words
from domain import journals
from domain.errors import Refused
from domain.progress import measurements
from domain.progress.rows import Kind
from pages.public.journal import journal_view
from pages.public.openings import PRIVATE
from pages.public.press import Press, texts


@dataclass(frozen=True)
class Door:
    """One of the two addresses of a journal."""

    prefix: str
    open: journals.Open

    def url(self, token: str) -> str:
        return f"{self.prefix}/{token}/progress"


DOORS = (Door("/p", journals.by_programme), Door("/c", journals.by_pass))


def build(press: Press) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    for door in DOORS:
        _build_journal(router, press, door)
    return router


def _build_journal(router: APIRouter, press: Press, door: Door) -> None:
    @router.get(door.url("{token}"))
    async def show(request: Request, token: str, point: str = "", done: str = "") -> Response:
        saved = words.SAVED if done else ""
        return await _page(press, request, door, token, point=point, saved=saved)

    @router.post(door.url("{token}"))
    async def tell(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        point = fields.get("point", "")
        try:
            async with press.runtime.db.begin() as session:
                shelf = await door.open(session, token)
                await journals.tell(session, shelf, point, _typed(fields))
        except Refused as e:
            return await _page(press, request, door, token, point=point, wrong=e, fields=fields)
        return RedirectResponse(f"{door.url(token)}?done=1&point={point}#body", 303, PRIVATE)


def _typed(fields: Mapping[str, str]) -> dict[Kind, int | None]:
    """Kilograms are kept as grams, centimetres as millimetres."""
    typed = {kind: read_thousandths(fields, kind.value) for kind in Kind}
    return {
        kind: value if value is None or kind is Kind.WEIGHT else round(value / 100)
        for kind, value in typed.items()
    }


async def _page(
    press: Press,
    request: Request,
    door: Door,
    token: str,
    *,
    point: str = "",
    saved: str = "",
    wrong: Refused | None = None,
    fields: Mapping[str, str] | None = None,
) -> Response:
    async with press.runtime.db.read() as session:
        shelf = await door.open(session, token)
        journal = await journals.read_journal(session, shelf)
    errors = {k: error_words.say_field(k, c) for k, c in wrong.fields.items()} if wrong else {}
    view = journal_view(
        await press.site(),
        journal.measured,
        journal.account,
        url=door.url(token),
        point=point or measurements.usual_point(journal.measured, journal.week),
        typed=fields or {},
        errors=errors,
        saved=saved,
    )
    response = press.answer(request, view, 422 if wrong else 200)
    response.headers.update(PRIVATE)
    return response
