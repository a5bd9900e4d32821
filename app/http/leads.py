"""POST /api/leads: someone leaves a way to reach him."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from app import idempotency
from app.batch import Batch
from app.http.forms import LeadBody
from app.runtime import Runtime
from domain import leads
from domain.leads import LeadForm, LeadReceipt
from domain.tokens import new_token


@dataclass(frozen=True)
class _Knock:
    form: LeadForm
    key: str | None
    raw: bytes


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api")
    receptionist = Receptionist(runtime)

    @router.post("/leads", status_code=201)
    async def receive_lead(
        body: LeadBody, request: Request, idempotency_key: str | None = Header(None)
    ) -> JSONResponse:
        if body.is_robot:
            return JSONResponse(receptionist.answer(LeadReceipt(uuid4(), new_token())), 201)
        return await receptionist.receive(body, idempotency_key, await request.body())

    return router


class Receptionist:
    """Takes leads from the API and from the page's own form, many in one commit."""

    def __init__(self, runtime: Runtime) -> None:
        self._public_url = runtime.settings.public_url
        self._batch = Batch(runtime.db, self._take_in)

    async def receive(self, body: LeadBody, key: str | None, raw: bytes) -> JSONResponse:
        """The answer to this lead; with a key, the one given before."""
        source = body.utm.get("utm_source") or body.utm.get("source") or "site"
        form = LeadForm(
            knocker=body.knocker("site", source=source[:60]),
            service=body.service or None,
            message=body.message or None,
            utm=body.utm,
        )
        status, answer = await self._batch.add(_Knock(form, key, raw))
        return JSONResponse(answer, status)

    def answer(self, receipt: LeadReceipt) -> dict[str, Any]:
        """What the sender reads: nothing that tells whether he was known."""
        return {
            "lead_id": str(receipt.lead_id),
            # The bot's own link comes with the bot; without one there is the web twin.
            "telegram_invite_url": None,
            "start_url": f"{self._public_url}/start/{receipt.token}",
        }

    async def _take_in(
        self, session: AsyncSession, knocks: Sequence[_Knock]
    ) -> list[tuple[int, dict[str, Any]]]:
        answers: list[tuple[int, dict[str, Any]] | None] = []
        for knock in knocks:
            answers.append(await self._known_answer(session, knock))
        fresh = [k for k, known in zip(knocks, answers, strict=True) if known is None]
        receipts = iter(await leads.receive_leads(session, [k.form for k in fresh]))
        given = []
        for knock, known in zip(knocks, answers, strict=True):
            given.append(known or (201, self.answer(next(receipts))))
            if known is None and knock.key:
                await idempotency.keep_answer(session, "leads", knock.key, knock.raw, *given[-1])
        return given

    async def _known_answer(
        self, session: AsyncSession, knock: _Knock
    ) -> tuple[int, dict[str, Any]] | None:
        if knock.key is None:
            return None
        kept = await idempotency.find_answer(session, "leads", knock.key, knock.raw)
        return kept and (kept.status, kept.body)
