"""Where our YooKassa gives money back: whole, in parts, at once or slowly."""

from typing import Any
from uuid import uuid4

from fastapi import HTTPException
from pydantic import BaseModel

from domain import clock, money


class Amount(BaseModel):
    value: str
    currency: str


class RefundAsked(BaseModel):
    payment_id: str
    amount: Amount
    description: str = ""
    metadata: dict[str, str] = {}
    receipt: dict[str, Any] = {}


class RefundDesk:
    """Refunds of the payments it is given, as the wire shows them."""

    def __init__(self, payments: dict[str, dict[str, Any]]) -> None:
        self.refunds: dict[str, dict[str, Any]] = {}
        self._payments = payments

    def begin(self, asked: RefundAsked) -> str:
        """A pending refund's id; 400 for what cannot go back."""
        payment = self._payments.get(asked.payment_id)
        if payment is None or payment["status"] != "succeeded":
            raise HTTPException(400, "The payment is not found or was not paid")
        if not 0 < money.from_roubles(asked.amount.value) <= self._left(asked.payment_id):
            raise HTTPException(400, "The refund is more than what is left")
        refund_id = str(uuid4())
        told = {"id": refund_id, "status": "pending", "created_at": clock.now().isoformat()}
        self.refunds[refund_id] = asked.model_dump(exclude_defaults=True) | told
        return refund_id

    def end(self, refund_id: str, status: str = "succeeded") -> None:
        """It has gone back, or could not after all."""
        refund = self.refunds[refund_id]
        refund["status"] = status
        if status == "canceled":
            details = {"party": "refund_network", "reason": "insufficient_funds"}
            refund["cancellation_details"] = details
            return
        payment = self._payments[refund["payment_id"]]
        gone = self._sum(refund["payment_id"], "succeeded")
        payment["refunded_amount"] = refund["amount"] | {"value": money.to_roubles(gone)}
        payment["refundable"] = gone < money.from_roubles(payment["amount"]["value"])

    def give(self, payment_id: str, kopecks: int | None = None) -> dict[str, Any]:
        """The refund of so much or of all that is left, or the last one when nothing is."""
        left = kopecks or self._left(payment_id)
        if not left:
            return self.list(payment_id)[-1]
        amount = Amount(value=money.to_roubles(left), currency="RUB")
        refund_id = self.begin(RefundAsked(payment_id=payment_id, amount=amount))
        self.end(refund_id)
        return self.refunds[refund_id]

    def list(self, payment_id: str) -> list[dict[str, Any]]:
        """Refunds of one payment, oldest first."""
        return [r for r in self.refunds.values() if r["payment_id"] == payment_id]

    def _left(self, payment_id: str) -> int:
        paid = money.from_roubles(self._payments[payment_id]["amount"]["value"])
        return paid - self._sum(payment_id, "pending", "succeeded")

    def _sum(self, payment_id: str, *states: str) -> int:
        mine = [r for r in self.list(payment_id) if r["status"] in states]
        return sum(money.from_roubles(r["amount"]["value"]) for r in mine)
