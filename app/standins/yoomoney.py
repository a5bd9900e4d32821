"""A YooMoney wallet of our own: its form, its signed notices, its history of operations.

The payer is whoever says `pay`, and he may write any sum and any label, as on the real form; the
form itself lies at `/quickpay/confirm`. A notice is knocked with three times at most.
"""

import hashlib
import hmac
import html
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import FastAPI, Form, Header, HTTPException, Query
from fastapi.responses import HTMLResponse

from domain import clock, money

WALLET, SECRET, TOKEN = "4100110000000001", "01234567890ABCDEF01234567890", "410011.TOKEN"
FEE = {"AC": 3, "PC": 1}
"""In per cent; the wallet gets the less."""
TRIES = 3
"""At once, after ten minutes, after an hour."""

Fields = dict[str, str]


class YooMoneyStandIn:
    """One wallet."""

    def __init__(self, wallet: str = WALLET, secret: str = SECRET, token: str = TOKEN) -> None:
        self.down = False
        """Answer 502 to everything."""
        self.revoked = False
        """The token was taken back: 401."""
        self.operations: list[dict[str, Any]] = []
        self._wallet = wallet
        self._secret = secret
        self._token = token
        self._ids = count(904_035_776_918_098_009)
        self.app = FastAPI(openapi_url=None)
        self.app.get("/quickpay/confirm")(self._show_form)
        self.app.post("/quickpay/confirm")(self._take)
        self.app.post("/api/operation-history")(self._tell_history)

    def pay(self, label: str, kopecks: int, by: str = "AC", *, status: str = "success") -> Fields:
        """Somebody pays so much; returns the notice's form.

        `status` "in_progress" is money that the wallet holds back: its notice says `unaccepted`.
        """
        fee = -(-kopecks * FEE[by] // 100)
        operation_id, moment = str(next(self._ids)), clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        operation = {
            "operation_id": operation_id,
            "status": status,
            "direction": "in",
            "type": "deposition" if by == "AC" else "incoming-transfer",
            "label": label,
            "amount": (kopecks - fee) / 100,
            "datetime": moment,
        }
        self.operations.insert(0, operation)
        return self.sign(
            {
                "notification_type": "card-incoming" if by == "AC" else "p2p-incoming",
                "operation_id": operation_id,
                "amount": money.to_roubles(kopecks - fee),
                "withdraw_amount": money.to_roubles(kopecks),
                "currency": "643",
                "datetime": moment,
                "sender": "" if by == "AC" else "41001000040",
                "codepro": "false",
                "label": label,
                "unaccepted": "true" if status == "in_progress" else "false",
            }
        )

    def accept(self, operation_id: str) -> None:
        """What was held back has come in; no notice tells of it."""
        for operation in self.operations:
            if operation["operation_id"] == operation_id:
                operation["status"] = "success"

    def sign(self, fields: Fields) -> Fields:
        """With its `sign`: written apart from the gateway's, so that the two prove each other."""
        pairs = [f"{k}={quote(fields[k], safe='-_.~')}" for k in sorted(fields) if k != "sign"]
        digest = hmac.new(self._secret.encode(), "&".join(pairs).encode(), hashlib.sha256)
        return {**fields, "sign": digest.hexdigest()}

    def sign_old_way(self, fields: Fields) -> Fields:
        """With the `sha1_hash` of old alone."""
        told = {k: v for k, v in fields.items() if k != "sign"}
        first = ("notification_type", "operation_id", "amount", "currency", "datetime")
        said = [*(told[k] for k in (*first, "sender", "codepro")), self._secret, told["label"]]
        digest = hashlib.sha1("&".join(said).encode(), usedforsecurity=False)
        return {**told, "sha1_hash": digest.hexdigest()}

    async def knock(self, notice: Fields, post: Callable[[Fields], Awaitable[int]]) -> int:
        """Post a notice until it is answered 200, three times at most; how often it took."""
        for tried in range(1, TRIES + 1):
            if await post(notice) == 200:
                return tried
        return TRIES

    async def _show_form(
        self,
        receiver: str,
        sum_: Annotated[str, Query(alias="sum")],
        label: str = "",
        kind: Annotated[str, Query(alias="paymentType")] = "AC",
    ) -> HTMLResponse:
        self._answer_if_down()
        if receiver != self._wallet:
            raise HTTPException(404)
        fields = {"sum": sum_, "label": label, "paymentType": kind}
        inputs = "".join(
            f'<label>{name} <input name="{name}" value="{html.escape(value)}"></label>'
            for name, value in fields.items()
        )
        return HTMLResponse(f'<form method="post">{inputs}<button>Pay</button></form>')

    async def _take(
        self,
        sum_: Annotated[str, Form(alias="sum")],
        label: Annotated[str, Form()] = "",
        kind: Annotated[str, Form(alias="paymentType")] = "AC",
    ) -> Fields:
        self._answer_if_down()
        return self.pay(label, money.from_roubles(sum_), kind)

    async def _tell_history(
        self,
        label: Annotated[str | None, Form()] = None,
        records: Annotated[int, Form(ge=1, le=100)] = 30,
        authorization: Annotated[str, Header()] = "",
    ) -> dict[str, Any]:
        self._answer_if_down()
        if self.revoked or authorization != f"Bearer {self._token}":
            raise HTTPException(401)
        found = [o for o in self.operations if label is None or o["label"] == label]
        return {"operations": found[:records]}

    def _answer_if_down(self) -> None:
        if self.down:
            raise HTTPException(502)
