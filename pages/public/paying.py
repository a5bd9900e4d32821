"""GET /pay/go/TOKEN: leads a buyer to the bank's page for his order, whatever became of it.

A payment the bank does not know yet is told to it now; one that was cancelled gets a new one for
the same purchase. So a link that was sent once can be followed for as long as there is money to
be paid. What costs another sum by now is shown first, and paid by POST /pay/again/TOKEN.
"""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from loguru import logger as log
from starlette.responses import Response

from app.runtime import Runtime
from domain import payments, purchases, selling
from domain.errors import GatewayError
from domain.ledger import Transaction
from domain.payments import OPEN, Payment
from domain.promos import PromoRefused
from domain.selling import Bought
from pages.public.openings import PRIVATE
from pages.public.press import texts


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/pay", include_in_schema=False)

    @router.get("/go/{token}")
    async def lead(token: str) -> Response:
        async with runtime.db.begin() as session:
            purchase = await purchases.get_by_token(session, token)
            quoted = await selling.quote_again(session, purchase)
            is_dearer = quoted is not None and quoted.total != purchase.amount
            payment = None
            if not is_dearer:
                payment = await selling.find_open_payment(session, purchase, _first(runtime))
        return await _go(runtime, purchase.token, payment)

    @router.post("/again/{token}")
    async def pay_again(request: Request, token: str) -> Response:
        shown = texts(await request.form()).get("shown", "")

        async def write(session: Transaction) -> Bought | None:
            return await selling.buy_again(
                session,
                await purchases.get_by_token(session, token),
                seen=int(shown) if shown.isascii() and shown.isdigit() else -1,
                provider=_first(runtime) or "",
                return_url=f"{runtime.settings.public_url}/pay/return?purchase={{token}}",
            )

        try:
            bought = await runtime.db.run(write)
        except PromoRefused:
            bought = None  # The last place has just gone: the page shows what it costs now.
        if bought is None:
            return await _go(runtime, token, None)
        return await _go(runtime, bought.purchase.token, bought.payment)

    return router


def _first(runtime: Runtime) -> str | None:
    return next(iter(runtime.outside.payments), None)


async def _go(runtime: Runtime, token: str, payment: Payment | None) -> Response:
    """To the bank's page, else to ours, which says how the order stands."""
    url = await _place(runtime, payment) if payment is not None else None
    return RedirectResponse(url or f"/pay/return?purchase={token}", 303, PRIVATE)


async def _place(runtime: Runtime, payment: Payment) -> str | None:
    """The bank's page; None while the bank cannot be reached."""
    try:
        placed = await payments.place_somewhere(
            runtime.db.begin, payment.id, runtime.outside.payments
        )
    except GatewayError as e:
        log.warning("payment {} could not be placed yet: {!r}", payment.id, e)
        return None
    return placed.confirmation_url if placed.status in OPEN else None
