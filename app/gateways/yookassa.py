"""YooKassa: https://yookassa.ru/developers/api

Amounts travel as decimal strings of roubles; ours are integer kopecks. The SDK is not used here:
its transport blocks without a timeout and its amounts go through float; tests let it read our
stand-in instead, which proves that both speak one dialect.
"""

from typing import Any, Literal
from uuid import UUID

import httpx
from pydantic import BaseModel, Field, ValidationError

from domain import money
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import Bill, Order, Status

STATUS = {
    "pending": Status.PENDING,
    "waiting_for_capture": Status.PENDING,
    "succeeded": Status.PAID,
    "canceled": Status.CANCELLED,
}

# YooKassa may think for 30 s before it admits defeat with a 500: to hang up sooner would leave
# the outcome unknown.
TIMEOUT = httpx.Timeout(connect=5, read=35, write=10, pool=5)


class _Amount(BaseModel):
    value: str
    currency: Literal["RUB"]


class _Confirmation(BaseModel):
    confirmation_url: str | None = None


class _Payment(BaseModel):
    id: str = Field(max_length=64)
    status: str
    amount: _Amount
    refunded_amount: _Amount | None = None
    confirmation: _Confirmation | None = None
    metadata: dict[str, str] = Field(default_factory=dict)


class YooKassa:
    """A shop at YooKassa; implements `domain.payments.PaymentProvider`."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def create(self, order: Order) -> Bill:
        body = {
            "amount": {"value": money.to_roubles(order.amount), "currency": "RUB"},
            "capture": True,
            "confirmation": {"type": "redirect", "return_url": order.return_url},
            "description": order.description,
            "metadata": {"payment_id": str(order.payment_id)},
        }
        headers = {"Idempotence-Key": order.idempotence_key}
        return _bill(await self._call("POST", "payments", json=body, headers=headers))

    async def look_up(self, external_id: str) -> Bill:
        return _bill(await self._call("GET", f"payments/{external_id}"))

    async def _call(self, method: str, path: str, **given: Any) -> object:
        try:
            response = await self._http.request(method, path, timeout=TIMEOUT, **given)
        except httpx.TransportError as e:
            raise GatewayUnavailable(f"yookassa: {e!r}") from e
        # 202 and 500 both mean "not known yet": the same key asked again gives the answer.
        if response.status_code >= 500 or response.status_code in {202, 429}:
            raise GatewayUnavailable(f"yookassa: {response.status_code} on {path}")
        if response.is_error:
            raise GatewayRefused(f"yookassa: {response.status_code} on {path}")
        try:
            return response.json()
        except ValueError as e:
            raise GatewayUnavailable(f"yookassa: no JSON on {path}") from e


def _bill(body: object) -> Bill:
    try:
        payment = _Payment.model_validate(body)
        amount = money.from_roubles(payment.amount.value)
        status = STATUS[payment.status]
    except (ValidationError, ValueError, KeyError) as e:
        raise GatewayRefused(f"yookassa: a payment it cannot mean: {e!r}") from e
    if status is Status.PAID and payment.refunded_amount is not None:
        refunded = money.from_roubles(payment.refunded_amount.value)
        status = Status.REFUNDED if refunded >= amount else status
    return Bill(
        external_id=payment.id,
        status=status,
        amount=amount,
        confirmation_url=payment.confirmation and payment.confirmation.confirmation_url,
        payment_id=_our_id(payment.metadata),
    )


def _our_id(metadata: dict[str, str]) -> UUID | None:
    try:
        return UUID(metadata["payment_id"])
    except (KeyError, ValueError):
        return None
