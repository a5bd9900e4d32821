"""A YooKassa of our own: speaks its wire, keeps its payments in a file or in memory.

In tests it is the bank. On a laptop it is the demo provider: its checkout page lies at
`confirmation_url`, takes no real money and says so.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import uuid4

from fastapi import FastAPI, Header, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from app.standins.yookassa_refunds import Amount, RefundAsked, RefundDesk
from domain import clock, money

Shape = TypeVar("Shape", bound=BaseModel)
Notify = Callable[[dict[str, Any]], Awaitable[None]]


class Asked(BaseModel):
    amount: Amount
    capture: bool = False
    confirmation: dict[str, str]
    description: str = ""
    metadata: dict[str, str] = {}


class YooKassaStandIn:
    """A shop whose payments are settled by saying so: `succeed`, `cancel`, `refund`."""

    def __init__(self, checkout_url: str = "https://yookassa", store: Path | None = None) -> None:
        self.down = False
        """Answer 503 to everything."""
        self.deaf = False
        """Do what is asked, then answer 500: the outcome stays unknown to the caller."""
        self.slow_refunds = False
        """Refunds are pending until `end_refund`."""
        self.prints_receipts = False
        """A cash register is connected."""
        self._checkout_url = checkout_url
        self._store = store
        self._payments: dict[str, dict[str, Any]] = {}
        self._desk = RefundDesk(self._payments)
        self._keys: dict[str, tuple[dict[str, Any], str]] = {}
        self._load()
        self.app = FastAPI(openapi_url=None)
        self.app.exception_handler(HTTPException)(_tell_error)
        self.app.post("/v3/payments")(self._create)
        self.app.get("/v3/payments")(self._list)
        self.app.get("/v3/payments/{payment_id}")(self._get)
        self.app.post("/v3/refunds")(self._give_back)
        self.app.get("/v3/refunds")(self._list_refunds)
        self.app.get("/v3/refunds/{refund_id}")(self._get_refund)
        self.app.get("/v3/me")(self._me)

    @property
    def payments(self) -> dict[str, dict[str, Any]]:
        """Every payment by its id, as the wire shows it."""
        return self._payments

    def succeed(self, payment_id: str, kopecks: int | None = None) -> dict[str, Any]:
        """Take the money (another sum, if told) and return the notice YooKassa would post."""
        payment = self._payments[payment_id]
        if payment["status"] == "canceled":
            raise HTTPException(400)
        payment |= {"status": "succeeded", "paid": True, "refundable": True}
        payment["captured_at"] = _now()
        if kopecks is not None:
            payment["amount"] = {"value": money.to_roubles(kopecks), "currency": "RUB"}
        return self._notice("payment.succeeded", payment)

    def cancel(self, payment_id: str) -> dict[str, Any]:
        """The payer changed his mind; returns the notice."""
        payment = self._payments[payment_id]
        if payment["status"] == "pending":
            payment["status"] = "canceled"
            details = {"party": "yoo_money", "reason": "expired_on_confirmation"}
            payment["cancellation_details"] = details
        return self._notice("payment.canceled", payment)

    def refund(self, payment_id: str, kopecks: int | None = None) -> dict[str, Any]:
        """Give it back, or what is left of it, as in the shop's own cabinet; returns the notice."""
        return self._notice("refund.succeeded", self._desk.give(payment_id, kopecks))

    @property
    def refunds(self) -> dict[str, dict[str, Any]]:
        """Every refund by its id, as the wire shows it."""
        return self._desk.refunds

    def end_refund(self, refund_id: str, status: str = "succeeded") -> None:
        """A slow refund comes to its end; nobody is told of one that was "canceled"."""
        self._desk.end(refund_id, status)
        self._save()

    def forget_keys(self) -> None:
        """A day has passed: a key that comes again is a new one."""
        self._keys.clear()

    def _notice(self, event: str, told: dict[str, Any]) -> dict[str, Any]:
        self._save()
        return {"type": "notification", "event": event, "object": told}

    async def _create(
        self, asked: Asked, idempotence_key: Annotated[str, Header()]
    ) -> dict[str, Any]:
        self._answer_if_down()
        payment_id = self._once(asked, idempotence_key, self._begin_payment)
        if self.deaf:
            raise HTTPException(500)
        return self._payments[payment_id]

    async def _give_back(
        self, asked: RefundAsked, idempotence_key: Annotated[str, Header()]
    ) -> dict[str, Any]:
        self._answer_if_down()
        refund_id = self._once(asked, idempotence_key, self._desk.begin)
        if not self.slow_refunds and self.refunds[refund_id]["status"] == "pending":
            self.end_refund(refund_id)
        if self.deaf:
            raise HTTPException(500)
        return self.refunds[refund_id]

    def _once(self, asked: Shape, key: str, begin: Callable[[Shape], str]) -> str:
        """The id of what this key has begun, now or before."""
        body = asked.model_dump()
        if key in self._keys:
            known, its_id = self._keys[key]
            if known != body:
                raise HTTPException(400, "Idempotence key duplicated")
            return its_id
        its_id = begin(asked)
        self._keys[key] = (body, its_id)
        self._save()
        return its_id

    def _begin_payment(self, asked: Asked) -> str:
        payment_id = str(uuid4())
        self._payments[payment_id] = self._pending(payment_id, asked)
        return payment_id

    async def _get_refund(self, refund_id: str) -> dict[str, Any]:
        self._answer_if_down()
        if refund_id not in self.refunds:
            raise HTTPException(404)
        return self.refunds[refund_id]

    async def _list_refunds(self, payment_id: str) -> dict[str, Any]:
        self._answer_if_down()
        return {"type": "list", "items": self._desk.list(payment_id)[::-1]}

    async def _list(
        self,
        captured: Annotated[datetime | None, Query(alias="captured_at.gte")] = None,
        created: Annotated[datetime | None, Query(alias="created_at.gte")] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 10,
        cursor: int = 0,
    ) -> dict[str, Any]:
        self._answer_if_down()
        found = [
            payment
            for payment in reversed(self._payments.values())
            if _is_since(payment, "captured_at", captured)
            and _is_since(payment, "created_at", created)
        ]
        page: dict[str, Any] = {"type": "list", "items": found[cursor : cursor + limit]}
        if len(found) > cursor + limit:
            page["next_cursor"] = str(cursor + limit)
        return page

    async def _get(self, payment_id: str) -> dict[str, Any]:
        self._answer_if_down()
        if payment_id not in self._payments:
            raise HTTPException(404)
        return self._payments[payment_id]

    async def _me(self) -> dict[str, Any]:
        self._answer_if_down()
        prints = {"enabled": self.prints_receipts}
        about = {"account_id": "100500", "status": "enabled", "test": True}
        return about | {"fiscalization": prints}

    def _answer_if_down(self) -> None:
        if self.down:
            raise HTTPException(503)

    def _pending(self, payment_id: str, asked: Asked) -> dict[str, Any]:
        return {
            "id": payment_id,
            "status": "pending",
            "paid": False,
            "amount": asked.amount.model_dump(),
            "confirmation": {
                "type": "redirect",
                "return_url": asked.confirmation["return_url"],
                "confirmation_url": f"{self._checkout_url}/{payment_id}",
            },
            "created_at": _now(),
            "description": asked.description,
            "metadata": asked.metadata,
            "recipient": {"account_id": "100500", "gateway_id": "100700"},
            "refundable": False,
            "test": True,
        }

    def _load(self) -> None:
        if self._store is not None and self._store.exists():
            kept = json.loads(self._store.read_text())
            self._payments.update(kept["payments"])
            self._desk.refunds.update(kept.get("refunds", {}))
            self._keys = {key: (body, id_) for key, (body, id_) in kept["keys"].items()}

    def _save(self) -> None:
        if self._store is None:
            return
        fresh = self._store.with_suffix(".new")
        kept = {"payments": self._payments, "refunds": self.refunds, "keys": self._keys}
        fresh.write_text(json.dumps(kept))
        fresh.replace(self._store)


def _is_since(payment: dict[str, Any], name: str, moment: datetime | None) -> bool:
    if moment is None:
        return True
    return name in payment and datetime.fromisoformat(payment[name]) >= moment


async def _tell_error(_: Request, error: Exception) -> JSONResponse:
    """Its own shape of errors; a key that came with another body is named."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    said = str(getattr(error, "detail", ""))
    code = {400: "invalid_request", 404: "not_found"}.get(status, "internal_server_error")
    body = {"type": "error", "id": str(uuid4()), "code": code, "description": said}
    if said.startswith("Idempotence key"):
        body["parameter"] = "Idempotence-Key"
    return JSONResponse(body, status)


def _now() -> str:
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
