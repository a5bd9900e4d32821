"""GET /crm/preview: the landing as the trainer's draft has it; the dashboard's guard stands before.

It has no scripts and its form sends nothing: it is looked at in a frame beside the settings.
"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from pages.public.press import Press
from pages.public.sections import landing_view, site_view
from pages.public.views import LeadForm


def build(press: Press) -> APIRouter:
    router = APIRouter()

    @router.get("/crm/preview", response_class=HTMLResponse)
    async def preview(request: Request) -> Response:
        sections, settings = await press.draft(), press.runtime.settings
        site = site_view(
            sections, url=settings.public_url, timezone=settings.timezone, is_preview=True
        )
        tariffs, reviews = await press.tariffs(), await press.reviews()
        view = landing_view(sections, site, tariffs, LeadForm(form_id=""), reviews=reviews)
        return press.answer(request, view)

    return router
