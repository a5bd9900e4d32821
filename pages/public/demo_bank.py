"""The demo provider's checkout: a page that says loudly that no money moves.

Built only where the stand-in is the provider; in production there is no such page.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from app.standins.yookassa import YooKassaStandIn
from domain import money
from domain.errors import NotFound
from pages.public.press import Press, new_form_id, texts
from pages.public.views import DemoBankView

Notify = Callable[[dict[str, Any]], Awaitable[None]]


def build(press: Press, bank: YooKassaStandIn, notify: Notify) -> APIRouter:
    """The checkout of `bank`; `notify` posts its notices where a real bank would."""
    router = APIRouter(prefix="/demo/bank", default_response_class=HTMLResponse)

    @router.get("/{payment_id}")
    async def checkout(request: Request, payment_id: str) -> Response:
        payment = _get(bank, payment_id)
        view = DemoBankView(
            site=await press.site(),
            payment_id=payment_id,
            form_id=new_form_id(),
            amount=money.from_roubles(payment["amount"]["value"]),
            description=payment["description"],
            is_settled=payment["status"] != "pending",
            return_url=payment["confirmation"]["return_url"],
        )
        return press.answer(request, view)

    @router.post("/{payment_id}")
    async def settle(request: Request, payment_id: str) -> Response:
        payment = _get(bank, payment_id)
        pays = texts(await request.form()).get("action") == "pay"
        if payment["status"] == "pending":
            await notify(bank.succeed(payment_id) if pays else bank.cancel(payment_id))
        return RedirectResponse(payment["confirmation"]["return_url"], 303)

    return router


def _get(bank: YooKassaStandIn, payment_id: str) -> dict[str, Any]:
    if payment_id not in bank.payments:
        raise NotFound("demo payment", payment_id)
    return bank.payments[payment_id]
