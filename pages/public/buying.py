"""GET /buy/CODE: the order; and where the payer comes back to."""

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError

from app.http.forms import PurchaseBody
from app.http.purchases import Cashier
from domain import passes, purchases, tariffs
from domain.errors import Refused
from pages.public.press import Press, new_form_id, person_of, tariff_view, texts
from pages.public.refusals import told
from pages.public.telegram import invite_url
from pages.public.views import BuyView, PayReturnView

DEMO = "demo"


def build(press: Press, cashier: Cashier) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)
    _build_order(router, press, cashier)
    _build_return(router, press, cashier)
    return router


def _build_order(router: APIRouter, press: Press, cashier: Cashier) -> None:
    @router.get("/buy/{code}")
    async def order(request: Request, code: str, token: str = "") -> Response:
        return await _page(press, request, code, {"client_token": token[:64]})

    @router.post("/buy/{code}")
    async def buy(request: Request, code: str) -> Response:
        fields = texts(await request.form())
        if fields.get("action") == "check" and not fields.get("promo_code"):
            return await _page(press, request, code, fields)
        try:
            body = _read(code, fields)
            bought = await cashier.sell(body, request, None, body.model_dump_json().encode())
        except (Refused, ValidationError) as e:
            return await _page(press, request, code, fields, told(e), status=422)
        return RedirectResponse(cashier.answer(bought)["confirmation_url"], 303)


def _build_return(router: APIRouter, press: Press, cashier: Cashier) -> None:
    @router.get("/pay/return")
    async def come_back(request: Request, purchase: str = "") -> Response:
        async with press.runtime.db.read() as session:
            bought = await purchases.get_by_token(session, purchase)
        await cashier.hurry(bought)
        told_ = await cashier.tell(purchase)
        async with press.runtime.db.read() as session:
            granted = await passes.find_pass(session, bought.pass_id)
        token = granted.token if granted else ""
        view = PayReturnView(
            site=await press.site(),
            purchase_token=purchase,
            status=told_["status"],
            amount=bought.amount,
            tariff_title=bought.title,
            tariff_code=told_["tariff"],
            awaits=told_.get("awaits", ""),
            start_url=f"/start/{token}" if token else "/start",
            programme_url=told_.get("program_url", ""),
            cabinet_url=f"/c/{token}" if token else "",
            telegram_invite_url=invite_url(press, token) if token else "",
        )
        return press.answer(request, view)


async def _page(
    press: Press,
    request: Request,
    code: str,
    values: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    async with press.runtime.db.read() as session:
        tariff = await tariffs.get_on_sale(session, code)
    view = BuyView(
        site=await press.site(),
        tariff=tariff_view(tariff),
        form_id=new_form_id(),
        total=tariff.price,
        client_token=values.get("client_token", ""),
        is_demo=DEMO in press.runtime.outside.payments,
        values=values,
        errors=errors or {},
    )
    return press.answer(request, view, status)


def _read(code: str, fields: Mapping[str, str]) -> PurchaseBody:
    given = {key: fields[key] for key in ("client_token", "form_id") if fields.get(key)}
    if fields.get("promo_code"):
        given["promo_code"] = fields["promo_code"]
    person = person_of(fields)
    person.pop("health_consent")
    return PurchaseBody.model_validate(person | given | {"tariff": code})
