"""GET /p/TOKEN: a programme to train by, for whoever holds its link.

What waits for the trainer is never shown, neither here nor as a file (`programme_file`).
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from app.printing import name_on
from app.words import programmes as words
from app.words import screening as verdicts
from app.words import sheets
from domain import clock, intakes, tariffs
from domain.exercises import read_catalogue
from domain.intakes import Intake
from domain.passes import Pass
from domain.programmes import rows as programmes
from domain.programmes.rows import Kind, Programme
from domain.screening import MINOR_UNDER
from domain.tariffs import Tariff
from pages.public.openings import PRIVATE, note_opened
from pages.public.press import Press
from pages.public.training import Training, find_today
from pages.public.views import (
    NoteView,
    OfferView,
    ProgrammeView,
    ReviewView,
)


def build(press: Press) -> APIRouter:
    router = APIRouter(prefix="/p", default_response_class=HTMLResponse)

    @router.get("/{token}")
    async def show(request: Request, token: str) -> Response:
        response = await _page(press, request, token)
        response.headers.update(PRIVATE)
        return response

    return router


async def _page(press: Press, request: Request, token: str) -> Response:
    async with press.runtime.db.read() as session:
        programme = await programmes.get_by_token(session, token)
        intake = await intakes.get_intake(session, programme.intake_id)
        granted = await session.get(Pass, programme.pass_id) if programme.pass_id else None
        name = await name_on(session, programme)
        sold = await tariffs.list_tariffs(session)
        catalogue = await read_catalogue(session)
        if programme.may_be_seen:
            programme = await programmes.as_shown(session, programme)
    own = granted if granted is not None and not granted.is_proven else None
    if not programme.may_be_seen:
        text = verdicts.explain(intake.verdict, intake.reasons)["text"]
        cabinet = _cabinet_url(own)
        return press.answer(request, ReviewView(await press.site(), text, cabinet_url=cabinet))
    await note_opened(press.runtime, request, programme)
    plan = programme.read()
    spelled = words.spell(plan, catalogue)
    today = find_today(programme, clock.now(), press.runtime.settings.timezone)
    training = Training(plan, spelled, catalogue, today)
    view = ProgrammeView(
        site=await press.site(),
        title=sheets.title(programme.weeks, is_free=programme.kind is Kind.DEMO),
        weeks=training.weeks(),
        techniques=tuple(training.techniques()),
        has_today=training.has_today(),
        pdf_url=f"/p/{token}.pdf",
        stop_signs=tuple(spelled["stop_signs"]),
        goal=sheets.GOAL[plan.goal],
        level=sheets.LEVEL[plan.level],
        client_name=name,
        written_at=programme.created_at,
        is_free=programme.kind is Kind.DEMO,
        notes=tuple(NoteView(note["code"], note["text"]) for note in spelled["notes"]),
        intro=spelled["intro"],
        progression=spelled["progression"],
        offers=_offers(programme, intake, sold, own),
        today_url=f"/p/{token}/today",
        progress_url=f"/p/{token}/progress",
        cabinet_url=_cabinet_url(own),
    )
    return press.answer(request, view)


def _cabinet_url(own: Pass | None) -> str:
    """The cabinet of what was sent along; a link to a programme must not open a whole card."""
    return f"/c/{own.token}" if own else ""


def _offers(
    programme: Programme, intake: Intake, sold: Sequence[Tariff], own: Pass | None
) -> tuple[OfferView, ...]:
    """What comes after the free week: nothing is sold to those who may not buy by themselves."""
    if programme.kind is not Kind.DEMO or intake.read().age < MINOR_UNDER:
        return ()
    query = "?" + urlencode({"token": own.token}) if own else ""
    return tuple(
        OfferView(
            title=tariff.title,
            price=tariff.price,
            buy_url=f"/buy/{tariff.code}{query}",
            weeks=tariff.weeks,
            features=tuple(tariff.features),
        )
        for tariff in sold
        if tariff.brings_programme
    )
