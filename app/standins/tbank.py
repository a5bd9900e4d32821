"""A T-Bank of our own: speaks the wire of its acquiring, checks every Token, keeps its payments.

Payments are settled by saying so: `succeed`, `cancel`, `refund`; each returns the notice that
T-Bank would post, signed as it signs.
"""

import hashlib
from itertools import count
from typing import Any

from fastapi import FastAPI, HTTPException

TERMINAL_KEY = "1700000000000DEMO"
PASSWORD = "Pa$$w0rdPa$$w0rd"  # noqa: S105 - its own, of a bank that is none
NO_SUCH_ORDER, WRONG_TOKEN, WRONG_STATE, WRONG_TERMINAL = "255", "204", "8", "331"


class TBankStandIn:
    """One terminal and its payments."""

    def __init__(self, terminal_key: str = TERMINAL_KEY, password: str = PASSWORD) -> None:
        self.down = False
        """Answer 502 with a page to everything."""
        self.deaf = False
        """Do what is asked, then answer 500: the outcome stays unknown to the caller."""
        self.slow_refunds = False
        """Refunds by SBP take their time: ASYNC_REFUNDING until told otherwise."""
        self.payments: dict[str, dict[str, Any]] = {}
        self._terminal_key = terminal_key
        self._password = password
        self._ids = count(4_000_000_123)
        self._refunds: dict[tuple[str, str], dict[str, Any]] = {}
        self.app = FastAPI(openapi_url=None)
        for method in (self._init, self._get_state, self._check_order, self._cancel):
            name = method.__name__.replace("_", " ").title().replace(" ", "")
            self.app.post(f"/v2/{name}")(self._guarded(method))

    def sign(self, fields: dict[str, Any]) -> str:
        """Its Token: written apart from the gateway's, so that the two prove each other."""
        pairs = [("Password", self._password)]
        for key, value in fields.items():
            if key != "Token" and isinstance(value, str | int | bool):
                said = ("false", "true")[value] if isinstance(value, bool) else str(value)
                pairs.append((key, said))
        joined = "".join(value for _, value in sorted(pairs))
        return hashlib.sha256(joined.encode()).hexdigest()

    def succeed(
        self, payment_id: str, kopecks: int | None = None, status: str = "CONFIRMED"
    ) -> dict[str, Any]:
        """Take the money (another sum, if told) and return the notice."""
        if kopecks is not None:
            self.payments[payment_id]["Amount"] = kopecks
        return self.turn(payment_id, status)

    def cancel(self, payment_id: str, status: str = "DEADLINE_EXPIRED") -> dict[str, Any]:
        """Nobody paid in time; returns the notice."""
        return self.turn(payment_id, status)

    def refund(self, payment_id: str) -> dict[str, Any]:
        """All of it is given back in the bank's own cabinet; returns the notice."""
        self.payments[payment_id]["left"] = 0
        return self.turn(payment_id, "REFUNDED")

    def turn(self, payment_id: str, status: str) -> dict[str, Any]:
        """The payment comes to this status; returns the notice of it."""
        self.payments[payment_id]["Status"] = status
        return self.notice(payment_id)

    def notice(self, payment_id: str, **changed: Any) -> dict[str, Any]:
        """What T-Bank posts of a payment as it is now, with its card and its nested Data."""
        payment = self.payments[payment_id]
        told = {
            "TerminalKey": self._terminal_key,
            "OrderId": payment["OrderId"],
            "Success": payment["Status"] not in {"REJECTED", "AUTH_FAIL", "DEADLINE_EXPIRED"},
            "Status": payment["Status"],
            "PaymentId": int(payment_id),
            "ErrorCode": "0",
            "Amount": payment["Amount"],
            "CardId": 123456780,
            "Pan": "430000******0777",
            "ExpDate": "1230",
            "Data": {"Route": "ACQ", "Source": "Cards"},
            **changed,
        }
        return told | {"Token": self.sign(told)}

    def _guarded(self, method: Any) -> Any:
        async def answer(asked: dict[str, Any]) -> dict[str, Any]:
            if self.down:
                raise HTTPException(502)
            if asked.get("TerminalKey") != self._terminal_key:
                return _refusal(WRONG_TERMINAL)
            if asked.get("Token") != self.sign(asked):
                return _refusal(WRONG_TOKEN)
            told: dict[str, Any] = method(asked)
            if self.deaf:
                raise HTTPException(500)
            return told

        return answer

    def _init(self, asked: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(asked["Amount"], int) or len(asked["OrderId"]) > 36:
            return _refusal("9")
        if any(p["OrderId"] == asked["OrderId"] for p in self.payments.values()):
            return _refusal(WRONG_STATE)
        payment_id = str(next(self._ids))
        kept = {"OrderId": asked["OrderId"], "Amount": asked["Amount"], "Status": "NEW"}
        self.payments[payment_id] = kept | {"left": asked["Amount"], "asked": asked}
        return self._tell(payment_id) | {"PaymentURL": f"https://tbank/pay/{payment_id}"}

    def _get_state(self, asked: dict[str, Any]) -> dict[str, Any]:
        if asked["PaymentId"] not in self.payments:
            return _refusal("7")
        return self._tell(asked["PaymentId"])

    def _check_order(self, asked: dict[str, Any]) -> dict[str, Any]:
        listed = [
            {"PaymentId": id_, "Amount": p["Amount"], "Status": p["Status"], "ErrorCode": 0}
            for id_, p in self.payments.items()
            if p["OrderId"] == asked["OrderId"]
        ]
        if not listed:
            return _refusal(NO_SUCH_ORDER)
        return {"Success": True, "ErrorCode": "0", "OrderId": asked["OrderId"], "Payments": listed}

    def _cancel(self, asked: dict[str, Any]) -> dict[str, Any]:
        payment_id = asked["PaymentId"]
        again = (payment_id, asked.get("ExternalRequestId", ""))
        if again[1] and again in self._refunds:
            return self._refunds[again]
        payment = self.payments.get(payment_id)
        if payment is None or payment["Status"] not in {"NEW", "CONFIRMED", "PARTIAL_REFUNDED"}:
            return _refusal(WRONG_STATE)
        before, back = payment["left"], asked.get("Amount", payment["left"])
        if not 0 < back <= before:
            return _refusal(WRONG_STATE)
        payment["left"] = before - back
        payment["Status"] = self._status_after(payment)
        told = self._tell(payment_id) | {"OriginalAmount": before, "NewAmount": payment["left"]}
        self._refunds[again] = told
        payment["slips"] = [*payment.get("slips", []), *filter(None, [asked.get("Receipt")])]
        return told

    def _status_after(self, payment: dict[str, Any]) -> str:
        if payment["Status"] == "NEW":
            return "CANCELED"
        if self.slow_refunds:
            return "ASYNC_REFUNDING"
        return "PARTIAL_REFUNDED" if payment["left"] else "REFUNDED"

    def _tell(self, payment_id: str) -> dict[str, Any]:
        payment = self.payments[payment_id]
        said = {key: payment[key] for key in ("OrderId", "Amount", "Status")}
        accepted = {"Success": True, "ErrorCode": "0", "TerminalKey": self._terminal_key}
        return accepted | said | {"PaymentId": payment_id}


def _refusal(code: str) -> dict[str, Any]:
    return {"Success": False, "ErrorCode": code, "Message": "Wrong parameters", "Details": ""}
