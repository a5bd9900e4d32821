"""The legal texts: privacy, the offer, and each of the three consents in its current version."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.words import documents as words
from domain import consents, site
from domain.consents import ConsentKind
from domain.errors import NotFound
from pages.public.press import Press
from pages.public.sections import filled
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
    site_ = await press.site()
    text = filled(site.read_document(name), site_, _processors(press), words.GAPS)
    return press.answer(request, DocumentView(site=site_, kind=name, text=text))


async def _consent(press: Press, request: Request, kind: str) -> Response:
    if kind not in set(ConsentKind):
        raise NotFound("document", kind)
    async with press.runtime.db.read() as session:
        current = (await consents.current_texts(session))[ConsentKind(kind)]
    site_ = await press.site()
    view = DocumentView(
        site=site_,
        kind=kind,
        text=filled(current.body, site_, _processors(press), words.GAPS),
        version=str(current.version),
        since=current.created_at,
    )
    return press.answer(request, view)


def _processors(press: Press) -> str:
    """Whom data is really handed to: only what this server is set up for."""
    settings = press.runtime.settings
    return words.processors(
        payments=[name for name in press.runtime.outside.payments if name != "demo"],
        has_mail=settings.smtp_url is not None,
        has_telegram=settings.telegram_bot_token is not None,
        has_model=settings.llm_model is not None,
    )
