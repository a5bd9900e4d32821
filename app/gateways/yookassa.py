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
from domain.payments import (
    Bill,
    Notice,
    NoticeRefused,
    Order,
    Refund,
    RefundStatus,
    Status,
    WrongKeys,
)

STATUS = {
    "pending": Status.PENDING,
    "waiting_for_capture": Status.PENDING,
    "succeeded": Status.PAID,
    "canceled": Status.CANCELLED,
}

REFUND = {
    "pending": RefundStatus.PENDING,
    "succeeded": RefundStatus.DONE,
    "canceled": RefundStatus.REFUSED,
}

# YooKassa may think for 30 s before it admits defeat with a 500: to hang up sooner would leave
# the outcome unknown.
TIMEOUT = httpx.Timeout(connect=5, read=35, write=10, pool=5)


class _Amount(BaseModel):
    value: str
    currency: Literal["RUB"]


class _Confirmation(BaseModel):
    confirmation_url: str | None = None


class _Recipient(BaseModel):
    account_id: str


class _Payment(BaseModel):
    id: str = Field(max_length=64)
    status: str
    amount: _Amount
    recipient: _Recipient | None = None
    test: bool = False
    refunded_amount: _Amount | None = None
    confirmation: _Confirmation | None = None
    metadata: dict[str, str] = Field(default_factory=dict)


class _Refund(BaseModel):
    id: str = Field(max_length=64)
    status: str
    amount: _Amount


class _Object(BaseModel):
    id: str = Field(pattern=r"^[0-9A-Za-z-]{1,64}$")
    payment_id: str | None = Field(default=None, pattern=r"^[0-9A-Za-z-]{1,64}$")
    """A refund's notice names its payment here."""


class _Notice(BaseModel):
    event: str = Field(max_length=60)
    object: _Object


class YooKassa:
    """A shop at YooKassa; implements `domain.payments.PaymentProvider`.

    `shop_id`, when given, is the only shop whose payments are ours; `takes_trials` says whether
    the money of a test shop counts.
    """

    def __init__(
        self, http: httpx.AsyncClient, shop_id: str | None = None, *, takes_trials: bool = True
    ) -> None:
        self._http = http
        self._shop_id = shop_id
        self._takes_trials = takes_trials

    async def create(self, order: Order) -> Bill:
        body = {
            "amount": {"value": money.to_roubles(order.amount), "currency": "RUB"},
            "capture": True,
            "confirmation": {"type": "redirect", "return_url": order.return_url},
            "description": order.description,
            "metadata": {"payment_id": str(order.payment_id)},
        }
        headers = {"Idempotence-Key": order.idempotence_key}
        return self._bill(await self._call("POST", "payments", json=body, headers=headers))

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return self._bill(await self._call("GET", f"payments/{external_id}"))

    async def refund(self, external_id: str, amount: int, key: str) -> Refund:
        body = {
            "payment_id": external_id,
            "amount": {"value": money.to_roubles(amount), "currency": "RUB"},
        }
        headers = {"Idempotence-Key": key}
        return _refund(await self._call("POST", "refunds", json=body, headers=headers))

    async def look_up_refund(self, refund_id: str) -> Refund:
        """A refund as it is now: no notice tells of one that was refused."""
        return _refund(await self._call("GET", f"refunds/{refund_id}"))

    async def check(self) -> None:
        # `me` is described for partners; a plain shop may answer 403 or 404 to it.
        try:
            await self._call("GET", "me")
        except GatewayRefused:
            await self._call("GET", "payments", params={"limit": 1})

    def read_notice(self, raw: bytes) -> Notice:
        """Nothing is signed here: a notice only says whom to ask about."""
        try:
            told = _Notice.model_validate_json(raw).object
        except ValidationError as e:
            raise NoticeRefused("unreadable") from e
        return Notice(external_id=told.payment_id or told.id)

    async def _call(self, method: str, path: str, **given: Any) -> object:
        try:
            response = await self._http.request(method, path, timeout=TIMEOUT, **given)
        except httpx.TransportError as e:
            raise GatewayUnavailable(f"yookassa: {e!r}") from e
        # 202 and 500 both mean "not known yet": the same key asked again gives the answer.
        if response.status_code >= 500 or response.status_code in {202, 429}:
            raise GatewayUnavailable(f"yookassa: {response.status_code} on {path}")
        if response.status_code in {401, 403}:
            raise WrongKeys(f"yookassa: {response.status_code} on {path}")
        if response.is_error:
            raise GatewayRefused(f"yookassa: {response.status_code} on {path}")
        try:
            return response.json()
        except ValueError as e:
            raise GatewayUnavailable(f"yookassa: no JSON on {path}") from e

    def _bill(self, body: object) -> Bill:
        try:
            payment = _Payment.model_validate(body)
            bill = _bill(payment)
        except (ValidationError, ValueError, KeyError) as e:
            raise GatewayRefused(f"yookassa: a payment it cannot mean: {e!r}") from e
        if self._shop_id and payment.recipient and payment.recipient.account_id != self._shop_id:
            raise GatewayRefused(f"yookassa: payment {payment.id} is of another shop")
        if payment.test and not self._takes_trials:
            raise GatewayRefused(f"yookassa: payment {payment.id} is a trial")
        return bill


def _bill(payment: _Payment) -> Bill:
    amount = money.from_roubles(payment.amount.value)
    status = STATUS[payment.status]
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


def _refund(body: object) -> Refund:
    try:
        told = _Refund.model_validate(body)
        amount = money.from_roubles(told.amount.value)
        return Refund(external_id=told.id, status=REFUND[told.status], amount=amount)
    except (ValidationError, ValueError, KeyError) as e:
        raise GatewayRefused(f"yookassa: a refund it cannot mean: {e!r}") from e


def _our_id(metadata: dict[str, str]) -> UUID | None:
    try:
        return UUID(metadata["payment_id"])
    except (KeyError, ValueError):
        return None
