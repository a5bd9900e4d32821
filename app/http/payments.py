"""Payments for the trainer's scripts: what came, what the providers said, and asking now."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from app import idempotency, inbox
from app.http.paging import Limit, page, read_cursor
from app.inbox import Knock, Outcome
from app.runtime import Runtime
from domain import money, money_reports, payments
from domain.errors import Refused
from domain.money import NotMoney
from domain.money_reports import Group, Period, Wanted
from domain.payments import Payment, Refunding, Status


class CheckBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    payment_id: UUID


class RefundBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    amount: Annotated[str, Field(max_length=20)] | None = None
    """In roubles; all that is left without it."""
    reason: Annotated[str, Field(min_length=1, max_length=200)]


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/payments")

    @router.get("")
    async def list_payments(
        status: Status | None = None,
        client_id: UUID | None = None,
        group: Group | None = None,
        period: Period | None = None,
        provider: Annotated[str | None, Query(max_length=40)] = None,
        limit: Limit = 50,
        cursor: str | None = None,
    ) -> dict[str, Any]:
        since, until = None, None
        if period is not None:
            since, until = money_reports.bounds(period, runtime.settings.timezone)
        wanted = Wanted(
            group=group,
            provider=provider,
            since=since,
            until=until,
            status=status,
            client_id=client_id,
        )
        before = read_cursor(cursor)
        async with runtime.db.read() as session:
            lines = await money_reports.list_lines(session, wanted, before=before, limit=limit + 1)
        rows = [line.payment for line in lines]
        return page(rows, limit, [_spell(row) for row in rows])

    @router.post("/check-status")
    async def check_status(body: CheckBody) -> dict[str, Any]:
        payment = await payments.check(runtime.db.begin, body.payment_id, runtime.outside.payments)
        return _spell(payment)

    _build_refunds(router, runtime)
    _build_knocks(router, runtime)
    return router


def _build_knocks(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/webhooks/logs")
    async def list_knocks(
        provider: Annotated[str | None, Query(max_length=40)] = None,
        outcome: Outcome | None = None,
        limit: Limit = 50,
        cursor: str | None = None,
    ) -> dict[str, Any]:
        before = read_cursor(cursor)
        async with runtime.db.read() as session:
            rows = await inbox.list_knocks(
                session, source=provider, outcome=outcome, before=before, limit=limit + 1
            )
        return page(rows, limit, [_spell_knock(row) for row in rows])

    @router.post("/webhooks/logs/{knock_id}/replay", status_code=202)
    async def replay_knock(knock_id: UUID) -> dict[str, str]:
        async with runtime.db.begin() as session:
            await inbox.replay(session, knock_id)
        return {"status": "queued"}


def _build_refunds(router: APIRouter, runtime: Runtime) -> None:
    @router.post("/{payment_id}/refund", status_code=201)
    async def refund(
        payment_id: UUID,
        body: RefundBody,
        request: Request,
        idempotency_key: str | None = Header(None),
    ) -> JSONResponse:
        """Ask for money back; the provider is told a moment later, and `status` tells."""
        raw, route = await request.body(), f"refund:{payment_id}"

        async def write(session: AsyncSession) -> dict[str, Any]:
            if idempotency_key is not None and (
                kept := await idempotency.find_answer(session, route, idempotency_key, raw)
            ):
                return kept.body
            told = _spell_refund(await _ask_refund(session, payment_id, body))
            if idempotency_key is not None:
                await idempotency.keep_answer(session, route, idempotency_key, raw, 201, told)
            return told

        return JSONResponse(await runtime.db.run(write), 201)

    @router.get("/{payment_id}/refunds")
    async def list_refunds(payment_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            await payments.get_payment(session, payment_id)
            rows = await payments.list_refunds(session, payment_id)
        return {"items": [_spell_refund(row) for row in rows]}


async def _ask_refund(session: AsyncSession, payment_id: UUID, body: RefundBody) -> Refunding:
    if body.amount is not None:
        amount = _read_money(body.amount)
    else:
        payment = await payments.get_payment(session, payment_id)
        amount = payment.amount - await payments.sum_refunds(session, payment_id)
    return await payments.ask_refund(
        session, payment_id, amount=amount, reason=body.reason, by=None
    )


def _read_money(text: str) -> int:
    try:
        return money.from_roubles(text)
    except NotMoney as e:
        raise Refused({"amount": "not_a_number"}) from e


def _spell_refund(asked: Refunding) -> dict[str, Any]:
    return {
        "id": str(asked.id),
        "payment_id": str(asked.payment_id),
        "amount": money.to_roubles(asked.amount),
        "currency": "RUB",
        "reason": asked.reason,
        "status": asked.status,
        "by_hand": asked.is_by_hand,
        "created_at": asked.created_at.isoformat(),
    }


def _spell(payment: Payment) -> dict[str, Any]:
    return {
        "id": str(payment.id),
        "client_id": payment.client_id and str(payment.client_id),
        "purchase_id": payment.purchase_id and str(payment.purchase_id),
        "amount": money.to_roubles(payment.amount),
        "currency": "RUB",
        "status": payment.status,
        "provider": payment.provider,
        "external_id": payment.external_id,
        "description": payment.description,
        "created_at": payment.created_at.isoformat(),
        "paid_at": payment.paid_at and payment.paid_at.isoformat(),
    }


def _spell_knock(knock: Knock) -> dict[str, Any]:
    return {
        "id": str(knock.id),
        "source": knock.source,
        "body": knock.body,
        "address": knock.address,
        "verdict": knock.verdict,
        "received_at": knock.created_at.isoformat(),
        "judged_at": knock.judged_at and knock.judged_at.isoformat(),
    }
