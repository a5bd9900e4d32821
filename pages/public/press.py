"""Answering a visitor: views become responses, and what every page needs is read once.

The site's sections are kept in memory until the trainer changes them.
"""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from app.runtime import Runtime
from app.words import sheets
from domain import promos, reviews, site, site_drafts, tariffs
from domain.promos import PromoChanged
from domain.reviews import Review, ReviewChanged
from domain.site import Sections, SiteChanged
from domain.tariffs import Tariff, TariffChanged
from pages.public.render import View, build_templates, render
from pages.public.sections import site_view
from pages.public.views import QuoteView, SiteView, TariffView


class Press:
    """Prints public pages."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._templates = build_templates()
        self._sections: Sections | None = None
        self._tariffs: tuple[TariffView, ...] | None = None
        self._reviews: tuple[QuoteView, ...] | None = None
        self._offers_code: bool | None = None
        runtime.live.on(SiteChanged, TariffChanged, PromoChanged, ReviewChanged, then=self._forget)

    async def sections(self) -> Sections:
        """The trainer's sections as they are now."""
        if self._sections is None:
            async with self.runtime.db.read() as session:
                self._sections = await site.read_site(session)
        return self._sections

    async def site(self) -> SiteView:
        """What every page shows of the trainer."""
        settings = self.runtime.settings
        sections = await self.sections()
        return site_view(
            sections,
            url=settings.public_url,
            timezone=settings.timezone,
            has_widget=sections["widget"]["is_on"] == "yes",
        )

    async def draft(self) -> Sections:
        """The same as the trainer is editing them."""
        async with self.runtime.db.read() as session:
            return await site_drafts.read_draft(session)

    async def tariffs(self) -> tuple[TariffView, ...]:
        """What is on sale now."""
        if self._tariffs is None:
            async with self.runtime.db.read() as session:
                rows = await tariffs.list_tariffs(session)
            self._tariffs = tuple(tariff_view(row) for row in rows)
        return self._tariffs

    async def reviews(self) -> tuple[QuoteView, ...]:
        """What people said and let be shown."""
        if self._reviews is None:
            async with self.runtime.db.read() as session:
                rows = await reviews.list_reviews(session, shown=True)
            self._reviews = tuple(review_view(row) for row in rows)
        return self._reviews

    async def offers_code(self) -> bool:
        """Whether a promo code may be offered to all: without one no price needs a look."""
        if self._offers_code is None:
            async with self.runtime.db.read() as session:
                self._offers_code = await promos.find_default(session) is not None
        return self._offers_code

    def answer(self, request: Request, view: View, status: int = 200) -> HTMLResponse:
        """The page, with the nonce that this response's policy allows."""
        nonce = getattr(request.state, "nonce", "")
        return HTMLResponse(render(self._templates, view, nonce), status)

    async def _forget(self) -> None:
        self._sections = self._tariffs = self._offers_code = self._reviews = None


def tariff_view(row: Tariff) -> TariffView:
    """A tariff as pages show it."""
    return TariffView(
        code=row.code,
        title=row.title,
        price=row.price,
        description=row.description,
        weeks=row.weeks,
        features=tuple(row.features),
    )


def review_view(row: Review) -> QuoteView:
    """A review as the landing shows it."""
    day = row.said_on
    return QuoteView(
        name=row.name,
        text=row.text,
        said_on=sheets.date(day.day, day.month, day.year),
        photo=row.photo,
        source=row.source,
    )


def new_form_id() -> str:
    """What a form tells its second press by."""
    return token_urlsafe(12)


def texts(form: FormData) -> dict[str, str]:
    """A posted form's fields as texts; files and repeated ones are left out."""
    return {key: value for key, value in form.items() if isinstance(value, str)}


def person_of(fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields by which a person says who he is, in the shape the API reads."""
    named = {key: fields[key] for key in ("name", "phone", "email", "telegram") if fields.get(key)}
    ticks = ("consent", "health_consent", "marketing_consent")
    return {"name": "", **named} | {key: fields.get(key) == "true" for key in ticks}
