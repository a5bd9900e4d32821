"""GET /pay/go/TOKEN: leads a buyer to the bank's page for his order, whatever became of it.

A payment the bank does not know yet is told to it now; one that was cancelled gets a new one for
the same purchase. So a link that was sent once can be followed for as long as there is money to
be paid.
"""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from loguru import logger as log
from starlette.responses import Response

from app.runtime import Runtime
from domain import payments, purchases, selling
from domain.errors import GatewayError
from domain.payments import OPEN, Payment
from pages.public.openings import PRIVATE


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/pay/go")

    @router.get("/{token}", include_in_schema=False)
    async def lead(token: str) -> Response:
        async with runtime.db.begin() as session:
            purchase = await purchases.get_by_token(session, token)
            payment = await selling.find_open_payment(
                session, purchase, next(iter(runtime.outside.payments), None)
            )
        url = await _place(runtime, payment) if payment is not None else None
        return RedirectResponse(url or f"/pay/return?purchase={purchase.token}", 303, PRIVATE)

    return router


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
