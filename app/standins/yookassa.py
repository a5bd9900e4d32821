"""A YooKassa of our own: speaks its wire, keeps its payments in a file or in memory.

In tests it is the bank. On a laptop it is the demo provider: its checkout page lies at
`confirmation_url`, takes no real money and says so.
"""

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel

from domain import clock, money

Notify = Callable[[dict[str, Any]], Awaitable[None]]


class Amount(BaseModel):
    value: str
    currency: str


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
        self._checkout_url = checkout_url
        self._store = store
        self._payments: dict[str, dict[str, Any]] = {}
        self._keys: dict[str, tuple[dict[str, Any], str]] = {}
        self._load()
        self.app = FastAPI(openapi_url=None)
        self.app.post("/v3/payments")(self._create)
        self.app.get("/v3/payments/{payment_id}")(self._get)
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

    def refund(self, payment_id: str) -> dict[str, Any]:
        """Give all of it back; returns the notice."""
        payment = self._payments[payment_id]
        payment |= {"refunded_amount": payment["amount"], "refundable": False}
        return self._notice("refund.succeeded", payment)

    def _notice(self, event: str, payment: dict[str, Any]) -> dict[str, Any]:
        self._save()
        return {"type": "notification", "event": event, "object": payment}

    async def _create(
        self, asked: Asked, idempotence_key: Annotated[str, Header()]
    ) -> dict[str, Any]:
        self._answer_if_down()
        body = asked.model_dump()
        if idempotence_key in self._keys:
            known, payment_id = self._keys[idempotence_key]
            if known != body:
                raise HTTPException(400, "Idempotence key duplicated")
        else:
            payment_id = str(uuid4())
            self._payments[payment_id] = self._pending(payment_id, asked)
            self._keys[idempotence_key] = (body, payment_id)
            self._save()
        if self.deaf:
            raise HTTPException(500)
        return self._payments[payment_id]

    async def _get(self, payment_id: str) -> dict[str, Any]:
        self._answer_if_down()
        if payment_id not in self._payments:
            raise HTTPException(404)
        return self._payments[payment_id]

    async def _me(self) -> dict[str, Any]:
        self._answer_if_down()
        return {"account_id": "100500", "status": "enabled", "test": True}

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
            self._payments = kept["payments"]
            self._keys = {key: (body, id_) for key, (body, id_) in kept["keys"].items()}

    def _save(self) -> None:
        if self._store is None:
            return
        fresh = self._store.with_suffix(".new")
        fresh.write_text(json.dumps({"payments": self._payments, "keys": self._keys}))
        fresh.replace(self._store)


def _now() -> str:
    return clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
