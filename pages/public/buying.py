"""GET /buy/CODE: the order; and where the payer comes back to."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import ValidationError

from app.http.forms import PurchaseBody
from app.http.purchases import Cashier
from app.scopes import wants_html
from app.throttle import TooManyTries
from app.words import promos as words
from domain import passes, promos, purchases, selling, tariffs
from domain.errors import Refused
from domain.promos import PromoCode, PromoRefused
from domain.promos.spelling import LONGEST
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
    async def order(
        request: Request, code: str, token: str = "", promo: str | None = None
    ) -> Response:
        fields = {"client_token": token[:64]}
        if not promo or cashier.guesses.are_over(request):
            return await _page(press, request, code, fields, await _offered(press, code, fields))
        fields["promo_code"] = promo[:LONGEST]
        counted = await _count(press, code, fields)
        if counted.refused is not None:
            with suppress(TooManyTries):
                _count_guess(cashier, request, counted.refused)
            offered = await _offered(press, code, fields)
            counted = offered if offered.promo is not None else counted
        return await _page(press, request, code, fields, counted)

    @router.post("/buy/{code}")
    async def buy(request: Request, code: str) -> Response:
        fields = texts(await request.form())
        counted = await _count(press, code, fields)
        if counted.refused is not None:
            cashier.guesses.miss(request)
        # Nobody pays a price he has not seen: the page is shown again with the one it is now.
        is_seen = fields.get("shown", str(counted.total)) == str(counted.total)
        if fields.get("action") == "check" or (counted.refused is None and not is_seen):
            return await _page(press, request, code, fields, counted)
        try:
            body = _read(code, fields)
            bought = await cashier.sell(body, request, None, body.model_dump_json().encode())
        except (Refused, ValidationError) as e:
            if isinstance(e, PromoRefused):
                fields = fields | await _without_offered(press, counted)
                counted = replace(counted, total=counted.price, promo=None)
            return await _page(press, request, code, fields, counted, told(e))
        url = cashier.answer(bought)["confirmation_url"]
        # The dialog's script cannot follow a redirect to a bank: it is told where to go.
        if not wants_html(request.scope):
            return JSONResponse({"confirmation_url": url})
        return RedirectResponse(url, 303)


def _build_return(router: APIRouter, press: Press, cashier: Cashier) -> None:
    @router.get("/pay/return")
    async def come_back(request: Request, purchase: str = "") -> Response:
        async with press.runtime.db.read() as session:
            bought = await purchases.get_by_token(session, purchase)
        await cashier.hurry(bought)
        told_ = await cashier.tell(purchase)
        async with press.runtime.db.read() as session:
            granted = await passes.find_pass(session, bought.pass_id)
            anew = await selling.quote_again(session, bought)
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
            telegram_invite_url=invite_url(press, token, purchase) if token else "",
            is_gift=bought.payer_id is not None,
            again=anew.total if anew is not None and press.runtime.outside.payments else None,
        )
        return press.answer(request, view)


@dataclass(frozen=True)
class _Counted:
    """What the order comes to with the code in its field."""

    price: int
    total: int
    promo: PromoCode | None = None
    refused: PromoRefused | None = None


async def _count(press: Press, code: str, fields: Mapping[str, str]) -> _Counted:
    async with press.runtime.db.read() as session:
        tariff = await tariffs.get_on_sale(session, code)
        buyer = await promos.buyer_by_pass(session, fields.get("client_token"))
        try:
            quoted = await promos.quote(session, tariff, fields.get("promo_code"), buyer)
        except PromoRefused as e:
            return _Counted(tariff.price, tariff.price, refused=e)
    return _Counted(quoted.price, quoted.total, quoted.promo)


async def _offered(press: Press, code: str, fields: Mapping[str, str]) -> _Counted:
    """The order as it is first seen: with the code that is offered to all, where it works."""
    async with press.runtime.db.read() as session:
        tariff = await tariffs.get_on_sale(session, code)
        buyer = await promos.buyer_by_pass(session, fields.get("client_token"))
        quoted = await promos.quote_offered(session, tariff, buyer)
    return _Counted(quoted.price, quoted.total, quoted.promo)


async def _without_offered(press: Press, counted: _Counted) -> dict[str, str]:
    """A code he has not typed himself leaves the field, when it turns out not to be for him."""
    async with press.runtime.db.read() as session:
        offered = await promos.find_default(session)
    if offered is None or counted.promo is None or offered.id != counted.promo.id:
        return {}
    return {"promo_code": ""}


def _count_guess(cashier: Cashier, request: Request, refused: PromoRefused) -> None:
    """Whoever follows a link that has run out guesses nothing; a code that is none may be tried."""
    if refused.reason == "unknown":
        cashier.guesses.miss(request)


async def _page(
    press: Press,
    request: Request,
    code: str,
    values: Mapping[str, str],
    counted: _Counted,
    errors: Mapping[str, str] | None = None,
) -> Response:
    async with press.runtime.db.read() as session:
        tariff = await tariffs.get_on_sale(session, code)
    if counted.refused is not None:
        errors = {**told(counted.refused), **(errors or {})}
    promo, discount = counted.promo, counted.price - counted.total
    if promo is not None:
        values = {**values, "promo_code": promo.code}
    view = BuyView(
        site=await press.site(),
        tariff=tariff_view(tariff),
        form_id=new_form_id(),
        total=counted.total,
        discount=discount,
        promo_text=words.applied(promo.code, discount) if promo else "",
        client_token=values.get("client_token", ""),
        is_demo=DEMO in press.runtime.outside.payments,
        values=values,
        errors=errors or {},
    )
    is_asked = request.method == "GET"
    return press.answer(request, view, 422 if errors and not is_asked else 200)


def _read(code: str, fields: Mapping[str, str]) -> PurchaseBody:
    given = {key: fields[key] for key in ("client_token", "form_id") if fields.get(key)}
    if fields.get("promo_code"):
        given["promo_code"] = fields["promo_code"]
    if fields.get("is_gift") == "true":
        given |= {key: fields.get(key, "") for key in ("receiver_name", "receiver_email")}
    person = person_of(fields)
    person.pop("health_consent")
    return PurchaseBody.model_validate(person | given | {"tariff": code})
