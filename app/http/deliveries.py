"""Messages and reminders for the trainer's scripts: what went or will go to whom."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from app.http.paging import Limit, page, read_cursor
from app.runtime import Runtime
from domain import messages, reminders
from domain.messages import Message
from domain.reminders import Reminder


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter()
    _build_deliveries(router, runtime)
    _build_reminders(router, runtime)
    return router


def _build_deliveries(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/api/deliveries")
    async def list_deliveries(
        client_id: UUID | None = None,
        status: messages.State | None = None,
        limit: Limit = 50,
        cursor: str | None = None,
    ) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await messages.list_deliveries(
                session,
                client_id=client_id,
                state=status,
                before=read_cursor(cursor),
                limit=limit + 1,
            )
        return page(rows, limit, [_spell(row) for row in rows])


def _build_reminders(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/api/reminders")
    async def list_reminders(
        client_id: UUID | None = None,
        status: reminders.State | None = None,
        limit: Limit = 50,
        cursor: str | None = None,
    ) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await reminders.list_reminders(
                session,
                client_id=client_id,
                state=status,
                before=read_cursor(cursor),
                limit=limit + 1,
            )
        return page(rows, limit, [_spell_reminder(row) for row in rows])

    @router.post("/api/reminders/process")
    async def process() -> dict[str, int]:
        return {"processed": await reminders.process_due(runtime.db.begin)}


def _spell(message: Message) -> dict[str, Any]:
    return {
        "id": str(message.id),
        "client_id": message.client_id and str(message.client_id),
        "kind": message.kind,
        "purpose": message.purpose,
        "channel": message.channel,
        "state": message.state,
        "status": message.state,
        "reason": message.reason,
        "attempts": message.attempts,
        "error": message.error,
        "created_at": message.created_at.isoformat(),
        "due_at": _moment(message.due_at),
        "tried_at": _moment(message.tried_at),
        "sent_at": _moment(message.sent_at),
    }


def _spell_reminder(reminder: Reminder) -> dict[str, Any]:
    return {
        "id": str(reminder.id),
        "client_id": str(reminder.client_id),
        "kind": reminder.kind,
        "programme_id": str(reminder.anchor_id),
        "status": reminder.state,
        "reason": reminder.reason,
        "created_at": reminder.created_at.isoformat(),
        "due_at": _moment(reminder.due_at),
        "settled_at": _moment(reminder.settled_at),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
