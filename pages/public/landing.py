"""GET /: the landing; POST /leads: its form, with scripts off."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from pydantic import ValidationError

from app.http.forms import LeadBody
from app.http.leads import Receptionist
from app.http.promocodes import Guesses
from domain.errors import Refused
from pages.public.press import Press, new_form_id, person_of, texts
from pages.public.prices import price
from pages.public.refusals import told
from pages.public.sections import landing_view
from pages.public.views import LeadForm, ThanksView


def build(press: Press, receptionist: Receptionist, guesses: Guesses) -> APIRouter:
    router = APIRouter()

    @router.get("/", response_class=HTMLResponse)
    async def landing(request: Request) -> Response:
        form = LeadForm(form_id=new_form_id(), utm=_utm(request.query_params))
        return await _page(press, guesses, request, form)

    @router.post("/leads", response_class=HTMLResponse)
    async def leave_lead(request: Request) -> Response:
        fields = texts(await request.form())
        try:
            body = _read(fields)
            answer = await receptionist.receive_form(body, fields.get("form_id"))
        except (Refused, ValidationError) as e:
            form = LeadForm(form_id=new_form_id(), values=fields, errors=told(e), utm=_utm(fields))
            return await _page(press, guesses, request, form, status=422)
        view = ThanksView(
            site=await press.site(),
            start_url=answer["start_url"],
            telegram_invite_url=answer["telegram_invite_url"] or "",
        )
        return press.answer(request, view, 201)

    @router.get("/robots.txt", response_class=PlainTextResponse)
    async def robots() -> str:
        url = press.runtime.settings.public_url
        closed = "".join(f"Disallow: /{path}/\n" for path in ("crm", "api", "p", "c", "u", "start"))
        return f"User-agent: *\n{closed}\nSitemap: {url}/sitemap.xml\n"

    @router.get("/sitemap.xml")
    async def sitemap() -> Response:
        url = press.runtime.settings.public_url
        paths = ["", "/start", "/privacy", "/offer"]
        paths += [f"/buy/{tariff.code}" for tariff in await press.tariffs()]
        places = "".join(f"<url><loc>{url}{path or '/'}</loc></url>" for path in paths)
        return Response(
            '<?xml version="1.0" encoding="UTF-8"?>'
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>',
            media_type="application/xml",
        )

    return router


async def _page(
    press: Press, guesses: Guesses, request: Request, form: LeadForm, *, status: int = 200
) -> Response:
    sold, promo_text = await price(press, guesses, request)
    sections, site, reviews = await press.sections(), await press.site(), await press.reviews()
    view = landing_view(sections, site, sold, form, promo_text=promo_text, reviews=reviews)
    return press.answer(request, view, status)


def _read(fields: Mapping[str, str]) -> LeadBody:
    optional = ("service", "message", "website", "first_touch", "last_touch")
    given = {key: fields[key] for key in optional if fields.get(key)}
    person = person_of(fields)
    person.pop("health_consent")
    return LeadBody.model_validate(person | given | {"utm": _utm(fields)})


def _utm(fields: Mapping[str, str]) -> dict[str, str]:
    named = {key: value[:200] for key, value in fields.items() if key.startswith("utm_") and value}
    return dict(list(named.items())[:10])
