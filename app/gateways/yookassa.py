"""YooKassa: https://yookassa.ru/developers/api

Amounts travel as decimal strings of roubles; ours are integer kopecks. The SDK is not used here:
its transport blocks without a timeout and its amounts go through float; tests let it read our
stand-in instead, which proves that both speak one dialect.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import httpx
from pydantic import BaseModel, Field, ValidationError

from app.fiscal import Fiscal, spell_for_yookassa
from domain import clock, money
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import (
    Bill,
    DoubtKind,
    KeyReused,
    Notice,
    NoticeRefused,
    NotOurs,
    NotReached,
    Order,
    Refund,
    RefundStatus,
    Shop,
    Slip,
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

RUB = "RUB"

# YooKassa may think for 30 s before it admits defeat with a 500: to hang up sooner would leave
# the outcome unknown.
TIMEOUT = httpx.Timeout(connect=5, read=35, write=10, pool=5)
KEY_LIVES = timedelta(hours=23)
"""Source: an Idempotence-Key is kept for 24 hours; an hour is left for the call itself."""
CLOCKS_DIFFER = timedelta(hours=1)
PAGES = 50
LONGEST_PAUSE = timedelta(hours=1)
"""A provider who asks for more than this is asked all the same."""
Shape = TypeVar("Shape", bound=BaseModel)


class _Amount(BaseModel):
    value: str
    currency: str


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
    income_amount: _Amount | None = None
    """What reaches the shop: the amount without the fee."""
    confirmation: _Confirmation | None = None
    metadata: dict[str, str] = Field(default_factory=dict)


class _Refund(BaseModel):
    id: str = Field(max_length=64)
    status: str
    amount: _Amount
    metadata: dict[str, str] = Field(default_factory=dict)


class _Refunds(BaseModel):
    items: list[_Refund]
    next_cursor: str | None = None


class _Payments(BaseModel):
    items: list[dict[str, object]]
    next_cursor: str | None = None


class _Error(BaseModel):
    parameter: str | None = None
    description: str = ""
    retry_after: int | None = Field(default=None, ge=0)
    """In milliseconds."""


class _Fiscalization(BaseModel):
    enabled: bool


class _Me(BaseModel, coerce_numbers_to_str=True):
    account_id: str = Field(max_length=64)
    status: str = "enabled"
    test: bool | None = None
    fiscalization: _Fiscalization | None = None


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
        self,
        http: httpx.AsyncClient,
        shop_id: str | None = None,
        *,
        takes_trials: bool = True,
        fiscal: Fiscal | None = None,
    ) -> None:
        self._http = http
        self._fiscal = fiscal
        self._shop_id = shop_id
        self._takes_trials = takes_trials

    async def create(self, order: Order) -> Bill:
        if order.asked_at is not None and clock.now() - order.asked_at > KEY_LIVES:
            # Of a key that is forgotten only the list tells whether it has made a payment.
            made = await self._list({"created_at.gte": _wire_time(order.asked_at - CLOCKS_DIFFER)})
            if known := [bill for bill in made if bill.payment_id == order.payment_id]:
                return known[0]
        body: dict[str, Any] = {
            "amount": {"value": money.to_roubles(order.amount), "currency": "RUB"},
            "capture": True,
            "confirmation": {"type": "redirect", "return_url": order.return_url},
            "description": order.description,
            "metadata": {"payment_id": str(order.payment_id)},
        }
        if self._fiscal is not None:
            body["receipt"] = spell_for_yookassa(order, self._fiscal)
        headers = {"Idempotence-Key": order.idempotence_key}
        return self._bill(await self._call("POST", "payments", json=body, headers=headers))

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return self._bill(await self._call("GET", f"payments/{external_id}"))

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        """Its key lives a day; what was carried back earlier is found by the key in its list."""
        if (known := await self._find_refund(external_id, key)) is not None:
            return known
        body: dict[str, Any] = {
            "payment_id": external_id,
            "amount": {"value": money.to_roubles(amount), "currency": "RUB"},
            "metadata": {"key": key},
        }
        if self._fiscal is not None and slip is not None:
            body["receipt"] = spell_for_yookassa(slip, self._fiscal)
        headers = {"Idempotence-Key": key}
        return _refund(await self._call("POST", "refunds", json=body, headers=headers))

    async def look_up_refund(self, refund_id: str) -> Refund:
        """A refund as it is now: no notice tells of one that was refused."""
        return _refund(await self._call("GET", f"refunds/{refund_id}"))

    async def list_since(self, moment: datetime) -> Sequence[Bill]:
        """What was taken since then; what is not ours is left out."""
        return await self._list({"captured_at.gte": _wire_time(moment)})

    async def _list(self, since: dict[str, str]) -> list[Bill]:
        asked: dict[str, Any] = since | {"limit": 100}
        bills: list[Bill] = []
        for _ in range(PAGES):
            page = _read(_Payments, await self._call("GET", "payments", params=asked))
            for body in page.items:
                with suppress(GatewayRefused):
                    bills.append(self._bill(body))
            if page.next_cursor is None:
                return bills
            asked["cursor"] = page.next_cursor
        raise GatewayRefused(f"yookassa: more than {PAGES} pages of payments")

    async def _find_refund(self, external_id: str, key: str) -> Refund | None:
        asked: dict[str, Any] = {"payment_id": external_id, "limit": 100}
        page = _read(_Refunds, await self._call("GET", "refunds", params=asked))
        mine = [refund for refund in page.items if refund.metadata.get("key") == key]
        return _refund(mine[0].model_dump()) if mine else None

    async def check(self) -> None:
        # `me` is described for partners; a plain shop may answer 403 or 404 to it.
        try:
            await self._call("GET", "me")
        except GatewayRefused:
            await self._call("GET", "payments", params={"limit": 1})

    async def introduce(self) -> Shop:
        try:
            me = _read(_Me, await self._call("GET", "me"))
        except GatewayRefused:
            await self._call("GET", "payments", params={"limit": 1})
            return Shop(name=self._shop_id or "")
        prints = me.fiscalization and me.fiscalization.enabled
        return Shop(
            name=me.account_id,
            is_test=me.test,
            is_enabled=me.status == "enabled",
            agrees_on_receipts=None if prints is None else prints is (self._fiscal is not None),
        )

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
        except (httpx.ConnectError, httpx.ConnectTimeout) as e:
            raise NotReached(f"yookassa: {e!r}") from e
        except httpx.TransportError as e:
            raise GatewayUnavailable(f"yookassa: {e!r}") from e
        _raise_for(response, path)
        try:
            return response.json()
        except ValueError as e:
            raise GatewayUnavailable(f"yookassa: no JSON on {path}") from e

    def _bill(self, body: object) -> Bill:
        try:
            payment = _Payment.model_validate(body)
            self._refuse_stranger(payment)
            return _bill(payment)
        except (ValidationError, ValueError, KeyError) as e:
            raise GatewayRefused(f"yookassa: a payment it cannot mean: {e!r}") from e

    def _refuse_stranger(self, payment: _Payment) -> None:
        why: DoubtKind | None = None
        if self._shop_id and payment.recipient and payment.recipient.account_id != self._shop_id:
            why = DoubtKind.OTHER_SHOP
        elif payment.test and not self._takes_trials:
            why = DoubtKind.TRIAL
        elif payment.amount.currency != RUB:
            why = DoubtKind.OTHER_CURRENCY
        if why is not None:
            raise NotOurs(why, f"yookassa: payment {payment.id}: {why}", payment.id)


def _raise_for(response: httpx.Response, path: str) -> None:
    status = response.status_code
    if status < 400 and status != 202:
        return
    told = _read_error(response)
    said = f"yookassa: {status} on {path}: {told.description[:200]}"
    # 202 and 500 both mean "not known yet": the same key asked again gives the answer.
    if status >= 500 or status in {202, 429}:
        wait = told.retry_after
        pause = None if wait is None else min(timedelta(milliseconds=wait), LONGEST_PAUSE)
        raise GatewayUnavailable(said, after=pause)
    if status in {401, 403}:
        raise WrongKeys(said)
    if status == 400 and told.parameter == "Idempotence-Key":
        raise KeyReused(said)
    raise GatewayRefused(said)


def _read_error(response: httpx.Response) -> _Error:
    try:
        return _Error.model_validate_json(response.content)
    except ValidationError:
        return _Error()  # a page of some server on the way


def _read(shape: type[Shape], body: object) -> Shape:
    try:
        return shape.model_validate(body)
    except ValidationError as e:
        raise GatewayRefused(f"yookassa: an answer it cannot mean: {e!r}") from e


def _bill(payment: _Payment) -> Bill:
    amount = money.from_roubles(payment.amount.value)
    status, returned = STATUS[payment.status], None
    if status is Status.PAID and payment.refunded_amount is not None:
        returned = money.from_roubles(payment.refunded_amount.value)
        status = Status.REFUNDED if returned >= amount else status
    fee = None
    if payment.income_amount is not None:
        fee = max(amount - money.from_roubles(payment.income_amount.value), 0)
    return Bill(
        external_id=payment.id,
        status=status,
        amount=amount,
        fee=fee,
        returned=returned,
        confirmation_url=payment.confirmation and payment.confirmation.confirmation_url,
        payment_id=_our_id(payment.metadata),
    )


def _refund(body: object) -> Refund:
    try:
        told = _Refund.model_validate(body)
        if told.amount.currency != RUB:
            raise ValueError(told.amount.currency)
        amount = money.from_roubles(told.amount.value)
        return Refund(external_id=told.id, status=REFUND[told.status], amount=amount)
    except (ValidationError, ValueError, KeyError) as e:
        raise GatewayRefused(f"yookassa: a refund it cannot mean: {e!r}") from e


def _wire_time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _our_id(metadata: dict[str, str]) -> UUID | None:
    try:
        return UUID(metadata["payment_id"])
    except (KeyError, ValueError):
        return None
