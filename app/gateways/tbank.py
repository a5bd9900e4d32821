"""T-Bank internet acquiring: https://developer.tbank.ru/eacq

Amounts are integer kopecks on both sides. Every request and notice carries a Token: SHA-256 over
the root's plain values, sorted by name, with the Password among them. A refusal is HTTP 200 with
`Success: false`.

Init has no idempotency key and its answer, with the only link to pay by, can be lost. So an order
is looked for before it is asked for. What a lost answer left behind stays NEW and ends by itself,
for nobody ever had its link; the money is asked for anew under the order's next suffix.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

import httpx
from pydantic import BaseModel, Field, ValidationError

from app.fiscal import Fiscal, spell_for_tbank
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import (
    Bill,
    Notice,
    NoticeRefused,
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
    **dict.fromkeys(
        (
            *("NEW", "FORM_SHOWED", "PREAUTHORIZING", "AUTHORIZING", "AUTHORIZED", "PAY_CHECKING"),
            *("3DS_CHECKING", "3DS_CHECKED", "CONFIRMING", "CONFIRM_CHECKING", "REVERSING"),
            # A refused card is not the end: while the link lives its bearer may try another.
            *("REJECTED", "AUTH_FAIL", "PARTIAL_REVERSED"),
        ),
        Status.PENDING,
    ),
    **dict.fromkeys(
        ("CANCELED", "DEADLINE_EXPIRED", "ATTEMPTS_EXPIRED", "REVERSED"), Status.CANCELLED
    ),
    # Money that is on its way back is still here.
    **dict.fromkeys(("CONFIRMED", "PARTIAL_REFUNDED", "REFUNDING", "ASYNC_REFUNDING"), Status.PAID),
    "REFUNDED": Status.REFUNDED,
}
REFUND = {
    **dict.fromkeys(("REFUNDED", "PARTIAL_REFUNDED", "REVERSED", "CANCELED"), RefundStatus.DONE),
    **dict.fromkeys(("REFUNDING", "ASYNC_REFUNDING", "REVERSING"), RefundStatus.PENDING),
}
ASIDE = frozenset({"RECEIPT", "COMPLETED"})
"""Notices about something else than a payment's state: a fiscal receipt, a card that was bound."""

WRONG_KEYS = frozenset({"204", "331", "202"})
FOR_LATER = frozenset({"99", "100", "402", "999", "9999"})
TRIES = 9
Shape = TypeVar("Shape", bound=BaseModel)
TIMEOUT = httpx.Timeout(connect=5, read=35, write=10, pool=5)


class _Answer(BaseModel, coerce_numbers_to_str=True):
    success: bool = Field(alias="Success")
    code: str = Field(alias="ErrorCode", default="0")
    message: str = Field(alias="Message", default="")


class _Payment(BaseModel, coerce_numbers_to_str=True):
    id: str = Field(alias="PaymentId", pattern=r"^\d{1,20}$")
    status: str = Field(alias="Status")
    amount: int = Field(alias="Amount", ge=0)
    order: str = Field(alias="OrderId", default="")
    url: str | None = Field(alias="PaymentURL", default=None, pattern="^https?://")


class _Cancelled(BaseModel, coerce_numbers_to_str=True):
    id: str = Field(alias="PaymentId")
    status: str = Field(alias="Status")
    before: int = Field(alias="OriginalAmount")
    left: int = Field(alias="NewAmount")


class TBank:
    """A terminal at T-Bank; implements `domain.payments.PaymentProvider`."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        terminal_key: str,
        password: str,
        notify_url: str | None,
        *,
        fiscal: Fiscal | None = None,
    ) -> None:
        self._http = http
        self._fiscal = fiscal
        self._terminal_key = terminal_key
        self._password = password
        self._notify_url = notify_url

    async def create(self, order: Order) -> Bill:
        for number in range(1, TRIES + 1):
            name = order.payment_id.hex + (f"-{number}" if number > 1 else "")
            known = await self._list_payments(name)
            if not known:
                return await self._ask(order, name)
            for payment in known:
                # Somebody has its link after all: another of our own calls was answered.
                if payment.status != "NEW" and STATUS.get(payment.status) is not Status.CANCELLED:
                    return _bill(payment, name)
        raise GatewayRefused(f"tbank: {TRIES} answers about one order were lost")

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return _bill(_read(_Payment, await self._call("GetState", PaymentId=external_id)))

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        """Its state is asked first: of a refund by SBP the key makes no second one the same."""
        now = _read(_Payment, await self._call("GetState", PaymentId=external_id))
        if now.status == "REFUNDED":
            return Refund(external_id=now.id, status=RefundStatus.DONE, amount=amount)
        if REFUND.get(now.status) is RefundStatus.PENDING:
            raise GatewayUnavailable(f"tbank: a refund of {external_id} is on its way")
        given = {"PaymentId": external_id, "Amount": amount, "ExternalRequestId": key}
        if self._fiscal is not None and slip is not None:
            given["Receipt"] = spell_for_tbank(slip, self._fiscal)
        told = _read(_Cancelled, await self._call("Cancel", **given))
        if told.status not in REFUND:
            raise GatewayRefused(f"tbank: a refund it cannot mean: {told.status}")
        returned = told.before - told.left
        if returned != amount:
            raise GatewayRefused(f"tbank: {returned} kopecks went back, {amount} were asked for")
        return Refund(external_id=told.id, status=REFUND[told.status], amount=returned)

    async def look_up_refund(self, refund_id: str) -> Refund:
        """Its refunds have no names: the payment's state tells whether money is on its way.

        A payment that is whole again was refused its refund.
        """
        told = _read(_Payment, await self._call("GetState", PaymentId=refund_id))
        status = RefundStatus.REFUSED if told.status == "CONFIRMED" else REFUND.get(told.status)
        if status is None:
            raise GatewayRefused(f"tbank: a refund it cannot mean: {told.status}")
        return Refund(external_id=told.id, status=status, amount=None)

    async def check(self) -> None:
        """Asks about an order that never was: wrong keys are told before that."""
        await self._list_payments("podhod-check")

    async def introduce(self) -> Shop:
        await self.check()
        return Shop(name=self._terminal_key, is_test=self._terminal_key.endswith("DEMO"))

    def read_notice(self, raw: bytes) -> Notice:
        """Numbers are kept as they are spelled: the Token is over their text."""
        try:
            told = json.loads(raw, parse_int=str, parse_float=str)
        except (ValueError, RecursionError) as e:
            raise NoticeRefused("unreadable") from e
        if not isinstance(told, dict):
            raise NoticeRefused("unreadable")
        token = str(told.get("Token", "")).lower()
        # In bytes, for compare_digest takes no text beyond ASCII.
        if not hmac.compare_digest(sign(told, self._password).encode(), token.encode()):
            raise NoticeRefused("forged", is_forged=True)
        if told.get("TerminalKey") != self._terminal_key:
            raise NoticeRefused("other_shop")
        if told.get("Status") in ASIDE or not str(told.get("PaymentId", "")).isdecimal():
            raise NoticeRefused("aside")
        return Notice(external_id=str(told["PaymentId"]))

    async def _ask(self, order: Order, name: str) -> Bill:
        given = {
            "Amount": order.amount,
            "OrderId": name,
            "Description": order.description[:140],
            # One stage, whatever the terminal is set to.
            "PayType": "O",
            "Language": "ru",
            "SuccessURL": order.return_url,
            "FailURL": order.return_url,
            "NotificationURL": self._notify_url,
            "Receipt": spell_for_tbank(order, self._fiscal) if self._fiscal else None,
        }
        return _bill(_read(_Payment, await self._call("Init", **given)), name)

    async def _list_payments(self, name: str) -> list[_Payment]:
        try:
            told = await self._call("CheckOrder", OrderId=name)
        except WrongKeys:
            raise
        except GatewayRefused:
            return []  # there is no such order
        listed = told.get("Payments") or []
        return [_read(_Payment, {"OrderId": name} | payment) for payment in listed]

    async def _call(self, method: str, **given: Any) -> dict[str, Any]:
        body = {"TerminalKey": self._terminal_key} | {
            key: value for key, value in given.items() if value is not None
        }
        body["Token"] = sign(body, self._password)
        try:
            response = await self._http.post(method, json=body, timeout=TIMEOUT)
        except (httpx.ConnectError, httpx.ConnectTimeout) as e:
            raise NotReached(f"tbank: {e!r}") from e
        except httpx.TransportError as e:
            raise GatewayUnavailable(f"tbank: {e!r}") from e
        if response.status_code >= 500 or response.status_code == 429:
            raise GatewayUnavailable(f"tbank: {response.status_code} on {method}")
        if response.is_error:
            raise GatewayRefused(f"tbank: {response.status_code} on {method}")
        return _accepted(method, response)


def sign(fields: Mapping[str, Any], password: str) -> str:
    """The Token of a request or a notice; nested objects and lists are not in it."""
    flat = {
        key: value
        for key, value in fields.items()
        if key != "Token" and value is not None and not isinstance(value, dict | list)
    }
    flat["Password"] = password
    said = "".join(_spell(value) for _, value in sorted(flat.items()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _spell(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _accepted(method: str, response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
        answer = _Answer.model_validate(body)
    except (ValueError, ValidationError) as e:
        raise GatewayUnavailable(f"tbank: no answer it can mean on {method}") from e
    said = f"tbank: {answer.code} on {method}: {answer.message}"
    if answer.code in WRONG_KEYS:
        raise WrongKeys(said)
    if answer.code in FOR_LATER:
        raise GatewayUnavailable(said)
    if not answer.success:
        raise GatewayRefused(said)
    return dict(body)


def _read(shape: type[Shape], body: object) -> Shape:
    try:
        return shape.model_validate(body)
    except ValidationError as e:
        raise GatewayRefused(f"tbank: a payment it cannot mean: {e!r}") from e


def _bill(payment: _Payment, name: str = "") -> Bill:
    if payment.status not in STATUS:
        raise GatewayRefused(f"tbank: an unknown status: {payment.status}")
    return Bill(
        external_id=payment.id,
        status=STATUS[payment.status],
        amount=payment.amount,
        confirmation_url=payment.url,
        payment_id=_our_id(name or payment.order),
        is_partly_returned=payment.status == "PARTIAL_REFUNDED",
    )


def _our_id(name: str) -> UUID | None:
    try:
        return UUID(name.partition("-")[0])
    except ValueError:
        return None
