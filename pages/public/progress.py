"""GET and POST /p/TOKEN/progress, /c/TOKEN/progress: the client's journal.

A programme's link shows what was told and done by that link; a pass, what its bearer may see.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from app.words import errors as error_words
from app.words import journals as words
from domain import cabinets, clock
from domain.errors import NotFound, Refused
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from domain.progress import measurements
from domain.progress.accounts import Account, read_account
from domain.progress.days import began_on, local_date
from domain.progress.rows import AFTER, BEFORE, WEEK_POINTS, Kind, Measurement
from pages.public.journal import journal_view
from pages.public.numbers import read_thousandths
from pages.public.openings import PRIVATE
from pages.public.press import Press, texts


@dataclass(frozen=True)
class Shelf:
    """What the bearer of a link may see, and where what he tells is put."""

    client_id: UUID
    programmes: Sequence[Programme]
    told_by: UUID | None
    """The programme whose link it is, or which was made with this pass."""
    is_whole: bool
    url: str

    @property
    def of(self) -> Sequence[UUID] | None:
        return None if self.is_whole else [row.id for row in self.programmes]


Open = Callable[[AsyncSession, str], Awaitable[Shelf]]


def build(press: Press) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    for prefix, open_ in (("/p", _by_programme), ("/c", _by_pass)):
        _build_journal(router, press, prefix, open_)
    return router


def _build_journal(router: APIRouter, press: Press, prefix: str, open_: Open) -> None:
    @router.get(f"{prefix}/{{token}}/progress")
    async def show(request: Request, token: str, point: str = "", done: str = "") -> Response:
        saved = words.SAVED if done else ""
        return await _page(press, request, open_, token, point=point, saved=saved)

    @router.post(f"{prefix}/{{token}}/progress")
    async def tell(request: Request, token: str) -> Response:
        fields = texts(await request.form())
        point = fields.get("point", "")
        try:
            async with press.runtime.db.begin() as session:
                shelf = await open_(session, token)
                await _measure(session, shelf, point, fields)
        except Refused as e:
            return await _page(press, request, open_, token, point=point, wrong=e, fields=fields)
        return RedirectResponse(f"{shelf.url}?done=1&point={point}#body", 303, PRIVATE)


async def _by_programme(session: AsyncSession, token: str) -> Shelf:
    kept = await programmes.get_by_token(session, token)
    if not kept.may_be_seen:
        raise NotFound("programme", "***")
    shown = await programmes.as_shown(session, kept)
    return Shelf(kept.client_id, [shown], kept.id, is_whole=False, url=f"/p/{token}/progress")


async def _by_pass(session: AsyncSession, token: str) -> Shelf:
    cabinet = await cabinets.open_cabinet(session, token)
    seen = [row for row in cabinet.programmes if row.may_be_seen]
    shown = [await programmes.as_shown(session, row) for row in seen]
    is_whole = cabinet.granted.is_proven
    if not is_whole and not shown:
        # Nothing of this bearer's is there yet to hang a measurement on.
        raise NotFound("programme of pass", "***")
    told_by = None if is_whole else shown[0].id
    return Shelf(cabinet.client_id, shown, told_by, is_whole, url=f"/c/{token}/progress")


async def _measure(
    session: AsyncSession, shelf: Shelf, point: str, fields: Mapping[str, str]
) -> None:
    """Write down what is filled in; a field emptied that was full takes its number away."""
    there = await measurements.list_measurements(session, shelf.client_id, of=shelf.of)
    known = {row.kind for row in there if row.point == point}
    values: dict[Kind, int | None] = {}
    for kind in Kind:
        typed = read_thousandths(fields, kind.value)
        if typed is not None or kind in known:
            values[kind] = _to_kept(kind, typed)
    if not values:
        raise Refused({"": "missing"})
    on = await _today_of(session, shelf)
    await measurements.measure(
        session, shelf.client_id, point, values, on=on, programme_id=shelf.told_by
    )


def _to_kept(kind: Kind, thousandths: int | None) -> int | None:
    """Kilograms are kept as grams, centimetres as millimetres."""
    if thousandths is None:
        return None
    return thousandths if kind is Kind.WEIGHT else round(thousandths / 100)


async def _today_of(session: AsyncSession, shelf: Shelf) -> date:
    """Today, as the client has it: when a number was told."""
    if not shelf.programmes:
        return clock.now().date()
    return await local_date(session, shelf.programmes[0], clock.now())


async def _page(
    press: Press,
    request: Request,
    open_: Open,
    token: str,
    *,
    point: str = "",
    saved: str = "",
    wrong: Refused | None = None,
    fields: Mapping[str, str] | None = None,
) -> Response:
    async with press.runtime.db.read() as session:
        shelf = await open_(session, token)
        rows, account, week = await _read(session, shelf)
    errors = {k: error_words.say_field(k, c) for k, c in wrong.fields.items()} if wrong else {}
    view = journal_view(
        await press.site(),
        rows,
        account,
        url=shelf.url,
        point=point or _usual(rows, week),
        typed=fields or {},
        errors=errors,
        saved=saved,
    )
    response = press.answer(request, view, 422 if wrong else 200)
    response.headers.update(PRIVATE)
    return response


async def _read(session: AsyncSession, shelf: Shelf) -> tuple[Sequence[Measurement], Account, int]:
    on = await _today_of(session, shelf)
    rows = await measurements.list_measurements(session, shelf.client_id, of=shelf.of)
    account = await read_account(session, shelf.programmes, on)
    begins = await began_on(session, shelf.programmes[0]) if shelf.programmes else on
    return rows, account, (on - begins).days // 7 + 1


def _usual(rows: Sequence[Measurement], week: int) -> str:
    """What is most likely to be filled in: "before" first, then the week that runs."""
    if not any(row.point == BEFORE for row in rows):
        return BEFORE
    return WEEK_POINTS[week - 1] if 1 <= week <= len(WEEK_POINTS) else AFTER
