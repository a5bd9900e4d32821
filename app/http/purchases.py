"""Buying over JSON: the catalogue, a purchase, and what became of it."""

from typing import Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse
from loguru import logger as log
from sqlmodel.ext.asyncio.session import AsyncSession

from app import idempotency
from app.addresses import client_address
from app.http.forms import PurchaseBody
from app.http.promocodes import Guesses
from app.runtime import Runtime
from domain import cabinets, money, payments, promos, purchases, selling, tariffs
from domain.errors import GatewayError, NotFound
from domain.payments import OPEN, NothingToPayWith, Status
from domain.programmes import rows as programmes
from domain.programmes import writing
from domain.programmes.rows import Programme
from domain.programmes.writing import Awaited
from domain.promos import PromoRefused
from domain.purchases import Purchase, click_key
from domain.selling import Bought

WIRE_STATUS = {
    Status.CREATING: "pending",
    Status.PENDING: "pending",
    Status.PAID: "paid",
    Status.CANCELLED: "canceled",
    Status.REFUNDED: "refunded",
}


def build(runtime: Runtime, cashier: "Cashier") -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.get("/tariffs")
    async def list_tariffs() -> list[dict[str, Any]]:
        async with runtime.db.read() as session:
            rows = await tariffs.list_tariffs(session)
        return [
            {
                "code": row.code,
                "title": row.title,
                "description": row.description,
                "price": money.to_roubles(row.price),
                "currency": "RUB",
                "weeks": row.weeks,
                "features": row.features,
            }
            for row in rows
        ]

    @router.post("/purchases", status_code=201)
    async def buy(
        body: PurchaseBody, request: Request, idempotency_key: str | None = Header(None)
    ) -> JSONResponse:
        raw = await request.body()
        bought = await cashier.sell_as_offered(body, request, idempotency_key, raw)
        return JSONResponse(cashier.answer(bought), 201)

    @router.get("/purchases/{token}")
    async def tell(token: str) -> dict[str, Any]:
        return await cashier.tell(token)

    return router


class Cashier:
    """Sells from the API and from the page's own form alike."""

    def __init__(self, runtime: Runtime, guesses: Guesses) -> None:
        self._runtime = runtime
        self.guesses = guesses
        self._public_url = runtime.settings.public_url

    async def sell_as_offered(
        self, body: PurchaseBody, request: Request, key: str | None, raw: bytes
    ) -> Bought:
        """For whoever names no code: with the one offered to all, where it works for him."""
        async with self._runtime.db.read() as session:
            promo = await promos.find_default(session) if body.promo_code is None else None
        if promo is None:
            return await self.sell(body, request, key, raw)
        try:
            # Not by `sell`: a code that the buyer has not typed is no guess of his.
            offered = body.model_copy(update={"promo_code": promo.code})
            return await self._sell(offered, request, key, raw)
        except PromoRefused:
            return await self._sell(body, request, key, raw)

    async def sell(
        self, body: PurchaseBody, request: Request, key: str | None, raw: bytes
    ) -> Bought:
        """As `_sell`; a code that does not work is counted as a guess."""
        try:
            return await self._sell(body, request, key, raw)
        except PromoRefused:
            self.guesses.miss(request)
            raise

    async def _sell(
        self, body: PurchaseBody, request: Request, key: str | None, raw: bytes
    ) -> Bought:
        """The purchase with its payment, told to the provider if he can be reached now.

        The intent is committed first: a provider who is down is asked again by the clockwork,
        and the buyer waits for the link on the page he comes back to.
        """
        provider = next(iter(self._runtime.outside.payments), None)
        if provider is None:
            raise NothingToPayWith
        payer, receiver = body.knockers()

        async def write(session: AsyncSession) -> Bought:
            if key is not None and (
                kept := await idempotency.find_answer(session, "purchases", key, raw)
            ):
                return await _bought_before(session, kept.body["purchase_token"])
            bought = await selling.buy(
                session,
                knocker=payer,
                receiver=receiver,
                token=body.client_token,
                tariff_code=body.tariff,
                key=self._click_key(body, request, raw),
                provider=provider,
                return_url=f"{self._public_url}/pay/return?purchase={{token}}",
                promo_code=body.promo_code,
            )
            if key is not None:
                told = {"purchase_token": bought.purchase.token}
                await idempotency.keep_answer(session, "purchases", key, raw, 201, told)
            return bought

        bought = await self._runtime.db.run(write)
        return Bought(bought.purchase, await self._place(bought.payment))

    def _click_key(self, body: PurchaseBody, request: Request, raw: bytes) -> str:
        address = client_address(request.scope, self._runtime.settings.trusted_proxies)
        browser = body.form_id or request.headers.get("user-agent")
        return click_key(browser, address, raw.decode(errors="replace"))

    async def _place(self, payment: payments.Payment) -> payments.Payment:
        begin, providers = self._runtime.db.begin, self._runtime.outside.payments
        try:
            return await payments.place_somewhere(begin, payment.id, providers)
        except GatewayError as e:
            log.warning("payment {} could not be placed yet: {!r}", payment.id, e)
            return payment

    def answer(self, bought: Bought) -> dict[str, Any]:
        """What the buyer needs to pay."""
        return {
            "purchase_token": bought.purchase.token,
            "amount": money.to_roubles(bought.purchase.amount),
            "currency": "RUB",
            "confirmation_url": bought.payment.confirmation_url or bought.payment.return_url,
        }

    async def tell(self, token: str) -> dict[str, Any]:
        """What became of a purchase, for whoever holds its token."""
        async with self._runtime.db.read() as session:
            purchase = await purchases.get_by_token(session, token)
            payment = await purchases.find_payment(session, purchase.id)
            tariff = await tariffs.get_tariff(session, purchase.tariff_id)
            programme = await _find_programme(session, purchase)
            awaited = await _find_awaited(session, purchase, payment)
        told = {
            "status": WIRE_STATUS[payment.status] if payment else "pending",
            "amount": money.to_roubles(purchase.amount),
            "currency": "RUB",
            "tariff": tariff.code,
        }
        if purchase.payer_id is not None:
            return told | {"gift": True}  # What becomes of a present is its receiver's to know.
        if programme is not None:
            told["program_url"] = f"{self._public_url}/p/{programme.token}"
        elif awaited is not None:
            told["awaits"] = awaited
        return told

    async def hurry(self, purchase: Purchase) -> None:
        """Ask the provider now: the payer is back and waits."""
        async with self._runtime.db.read() as session:
            payment = await purchases.find_payment(session, purchase.id)
        if payment is None or payment.status not in OPEN:
            return
        begin, providers = self._runtime.db.begin, self._runtime.outside.payments
        try:
            await payments.check(begin, payment.id, providers)
        except GatewayError as e:
            log.warning("payment {} could not be checked: {!r}", payment.id, e)


async def _find_awaited(
    session: AsyncSession, purchase: Purchase, payment: payments.Payment | None
) -> Awaited | None:
    """What is missing before the buyer may read the programme he has paid for."""
    if not purchase.brings_programme or payment is None or payment.status is not Status.PAID:
        return None
    # Written but not for this bearer's eyes: it goes to the client's own address.
    return await writing.find_awaited(session, purchase) or Awaited.TRAINER


async def _find_programme(session: AsyncSession, purchase: Purchase) -> Programme | None:
    """What this purchase brought, if it may be seen, and seen by whoever pays."""
    programme = await programmes.find_by_purchase(session, purchase.id)
    if programme is None or not programme.may_be_seen:
        return None
    return programme if await cabinets.may_hand_over(session, purchase, programme) else None


async def _bought_before(session: AsyncSession, token: str) -> Bought:
    purchase = await purchases.get_by_token(session, token)
    payment = await purchases.find_payment(session, purchase.id)
    if payment is None:
        raise NotFound("payment", purchase.id)
    return Bought(purchase, payment)
