"""Payments for the trainer's scripts: what came, what the providers said, and asking now."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict

from app import inbox
from app.http.paging import Limit, page, read_cursor
from app.inbox import Knock
from app.runtime import Runtime
from domain import money, money_reports, payments
from domain.money_reports import Group, Period, Wanted
from domain.payments import Payment, Status


class CheckBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    payment_id: UUID


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

    @router.get("/webhooks/logs")
    async def list_knocks(limit: Limit = 50, cursor: str | None = None) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await inbox.list_knocks(session, before=read_cursor(cursor), limit=limit + 1)
        return page(rows, limit, [_spell_knock(row) for row in rows])

    return router


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
