"""YooMoney, a wallet that takes transfers: https://yoomoney.ru/docs/payment-buttons

Nothing is created there: the payer opens a form whose every field he may change, the sum among
them, and only the label tells whose money it is. So what arrived is believed, never what was
asked for. A notice is signed and is proof; the history of operations, read with a token, tells
only what reached the wallet after its fee. Nothing goes back from here.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode
from uuid import UUID

import httpx
from pydantic import BaseModel, Field, ValidationError

from domain import money
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import (
    Bill,
    NobodyToAsk,
    Notice,
    NoticeRefused,
    Order,
    Refund,
    RefundsByHand,
    Shop,
    Slip,
    Status,
    WrongKeys,
)

ROUBLES = "643"
MOST_FEE = 5
"""In per cent: more is never kept from a transfer by card (3) or wallet (1)."""
OLD_HASH = (
    *("notification_type", "operation_id", "amount", "currency", "datetime", "sender", "codepro"),
    *("notification_secret", "label"),
)
TIMEOUT = httpx.Timeout(connect=5, read=20, write=10, pool=5)


class _Told(BaseModel):
    operation_id: str = Field(pattern=r"^[0-9A-Za-z-]{1,64}$")
    amount: str
    withdraw_amount: str | None = None
    currency: str
    label: str = Field(default="", max_length=64)
    codepro: bool = False
    unaccepted: bool = False
    test_notification: bool = False


class _Operation(BaseModel, coerce_numbers_to_str=True):
    operation_id: str
    status: str
    amount: str
    direction: str = "in"
    label: str = ""


class _History(BaseModel):
    error: str | None = None
    operations: list[_Operation] = Field(default_factory=list)


class YooMoney:
    """A wallet; implements `domain.payments.PaymentProvider`.

    `http` carries the token, if there is one; without it only notices tell of money.
    """

    def __init__(
        self,
        http: httpx.AsyncClient,
        wallet: str,
        secret: str,
        *,
        has_token: bool,
        takes_old_hash: bool = False,
    ) -> None:
        self._http = http
        self._wallet = wallet
        self._secret = secret
        self._has_token = has_token
        self._takes_old_hash = takes_old_hash

    async def create(self, order: Order) -> Bill:
        """A link to the form; the label is our own id, in letters that nothing escapes."""
        label = order.payment_id.hex
        asked = {
            "receiver": self._wallet,
            "quickpay-form": "button",
            "paymentType": "AC",
            "sum": money.to_roubles(order.amount),
            "label": label,
            "successURL": order.return_url,
        }
        form = self._http.base_url.join("quickpay/confirm")
        return Bill(
            external_id=label,
            status=Status.PENDING,
            amount=order.amount,
            confirmation_url=f"{form}?{urlencode(asked)}",
            payment_id=order.payment_id,
        )

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        signed = notice.signed if notice else None
        if signed is not None and (signed.status is Status.PAID or not self._has_token):
            return signed
        if not self._has_token:
            raise NobodyToAsk("yoomoney: no token to read the history with")
        came = [o for o in await self._list_operations(external_id) if o.status == "success"]
        unpaid = Bill(external_id=external_id, status=Status.PENDING, amount=0)
        return _bill(external_id, came) if came else unpaid

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        raise RefundsByHand("yoomoney: a transfer goes back by another transfer")

    async def look_up_refund(self, refund_id: str) -> Refund:
        raise RefundsByHand("yoomoney: a transfer goes back by another transfer")

    async def check(self) -> None:
        """Whether the token still reads the history; without one there is nothing to ask."""
        if self._has_token:
            await self._call(records=1)

    async def introduce(self) -> Shop:
        await self.check()
        return Shop(name=self._wallet)

    def read_notice(self, raw: bytes) -> Notice:
        fields = _read_form(raw)
        is_old = "sign" not in fields
        self._verify(fields, is_old=is_old)
        try:
            told = _Told.model_validate(fields)
            bill = _sworn(told, is_old=is_old)
        except (ValidationError, ValueError) as e:
            raise NoticeRefused("unreadable") from e
        if told.test_notification:
            raise NoticeRefused("test")
        if told.currency != ROUBLES:
            raise NoticeRefused("other_currency")
        return Notice(external_id=told.label, operation_id=told.operation_id, signed=bill)

    def _verify(self, fields: Mapping[str, str], *, is_old: bool) -> None:
        if is_old and not self._takes_old_hash:
            raise NoticeRefused("forged", is_forged=True)
        name, right = (
            ("sha1_hash", hash_old_way(fields, self._secret))
            if is_old
            else ("sign", sign(fields, self._secret))
        )
        given = fields.get(name, "").lower()
        # In bytes, for compare_digest takes no text beyond ASCII.
        if not hmac.compare_digest(right.encode(), given.encode("utf-8", "replace")):
            raise NoticeRefused("forged", is_forged=True)

    async def _list_operations(self, label: str) -> list[_Operation]:
        listed = (await self._call(type="deposition", label=label, records=100)).operations
        return [one for one in listed if one.label == label and one.direction == "in"]

    async def _call(self, **asked: Any) -> _History:
        try:
            response = await self._http.post("api/operation-history", data=asked, timeout=TIMEOUT)
        except httpx.TransportError as e:
            raise GatewayUnavailable(f"yoomoney: {e!r}") from e
        status = response.status_code
        if status in {401, 403}:
            raise WrongKeys(f"yoomoney: {status}: the token was revoked or may read no history")
        if status >= 500 or status == 429:
            raise GatewayUnavailable(f"yoomoney: {status}")
        if response.is_error:
            raise GatewayRefused(f"yoomoney: {status}")
        try:
            told = _History.model_validate_json(response.content)
        except ValidationError as e:
            raise GatewayUnavailable("yoomoney: no answer it can mean") from e
        if told.error is not None:
            raise GatewayRefused(f"yoomoney: {told.error}")
        return told


def sign(fields: Mapping[str, str], secret: str) -> str:
    """HMAC-SHA256 of every field but itself, by name, escaped as RFC 3986 has it."""
    said = "&".join(
        f"{name}={quote(value, safe='-_.~')}"
        for name, value in sorted(fields.items())
        if name != "sign"
    )
    return hmac.new(secret.encode(), said.encode(), hashlib.sha256).hexdigest()


def hash_old_way(fields: Mapping[str, str], secret: str) -> str:
    """SHA-1 of some fields: what the payer gave is not among them."""
    known = {**fields, "notification_secret": secret}
    said = "&".join(known.get(name, "") for name in OLD_HASH)
    return hashlib.sha1(said.encode(), usedforsecurity=False).hexdigest()


def _read_form(raw: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(raw.decode(), keep_blank_values=True, strict_parsing=True)
    except ValueError as e:
        raise NoticeRefused("unreadable") from e
    fields = dict(pairs)
    if not fields or len(fields) != len(pairs):
        raise NoticeRefused("unreadable")
    return fields


def _sworn(told: _Told, *, is_old: bool) -> Bill:
    """What a notice swears to: how much the payer gave, or without that what reached us."""
    credited = money.from_roubles(told.amount)
    given = None if is_old else told.withdraw_amount
    amount = credited if given is None else money.from_roubles(given)
    has_come = not (told.unaccepted or told.codepro)
    return Bill(
        external_id=told.label,
        status=Status.PAID if has_come else Status.PENDING,
        amount=amount,
        enough_for=_before_fee(credited) if given is None else amount,
        payment_id=_our_id(told.label),
        operation_id=told.operation_id,
    )


def _bill(label: str, came: list[_Operation]) -> Bill:
    """All that came with one label; the history tells the latest first."""
    try:
        amount = sum(money.from_roubles(_two_places(one.amount)) for one in came)
    except ValueError as e:
        raise GatewayRefused(f"yoomoney: an amount it cannot mean: {e!r}") from e
    return Bill(
        external_id=label,
        status=Status.PAID,
        amount=amount,
        enough_for=_before_fee(amount),
        payment_id=_our_id(label),
        operation_id=came[0].operation_id,
        sums_up=True,
    )


def _before_fee(credited: int) -> int:
    return credited * 100 // (100 - MOST_FEE)


def _two_places(text: str) -> str:
    """The history tells amounts as JSON numbers, which drop their last noughts."""
    whole, _, rest = text.partition(".")
    return f"{whole}.{rest:0<2}"


def _our_id(label: str) -> UUID | None:
    try:
        return UUID(label)
    except ValueError:
        return None
