"""The legal texts: privacy, the offer, and each of the three consents in its current version."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.documents import filler
from domain import consents, site
from domain.consents import ConsentKind
from domain.errors import NotFound
from pages.public.press import Press
from pages.public.views import DocumentView

PAPERS = ("privacy", "offer")


def build(press: Press) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/privacy")
    async def privacy(request: Request) -> Response:
        return await _paper(press, request, "privacy")

    @router.get("/offer")
    async def offer(request: Request) -> Response:
        return await _paper(press, request, "offer")

    @router.get("/consents")
    async def consents_() -> Response:
        return RedirectResponse(f"/consents/{ConsentKind.PERSONAL_DATA}", 303)

    @router.get("/consents/{kind}")
    async def consent(request: Request, kind: str) -> Response:
        return await _consent(press, request, kind.replace("-", "_"))

    return router


async def _paper(press: Press, request: Request, name: str) -> Response:
    runtime = press.runtime
    fill = filler(await press.sections(), runtime.settings, runtime.outside)
    view = DocumentView(site=await press.site(), kind=name, text=fill(site.read_document(name)))
    return press.answer(request, view)


async def _consent(press: Press, request: Request, kind: str) -> Response:
    if kind not in set(ConsentKind):
        raise NotFound("document", kind)
    async with press.runtime.db.read() as session:
        current = (await consents.current_texts(session))[ConsentKind(kind)]
    view = DocumentView(
        site=await press.site(),
        kind=kind,
        text=current.body,
        version=str(current.version),
        since=current.created_at,
    )
    return press.answer(request, view)
