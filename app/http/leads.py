"""POST /api/leads: someone leaves a way to reach him."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse
from sqlmodel.ext.asyncio.session import AsyncSession

from app import idempotency
from app.batch import Batch
from app.http.forms import LeadBody, Touch
from app.runtime import Runtime
from domain import bots, invites, leads
from domain.leads import LeadForm, LeadReceipt
from domain.ledger import new_id
from domain.tokens import new_token

ROUTE = "leads"


@dataclass(frozen=True)
class _Knock:
    form: LeadForm
    key: str | None
    raw: bytes


def build(receptionist: "Receptionist") -> APIRouter:
    router = APIRouter(prefix="/api")

    @router.post("/leads", status_code=201)
    async def receive_lead(
        body: LeadBody, request: Request, idempotency_key: str | None = Header(None)
    ) -> JSONResponse:
        raw = await request.body()
        return JSONResponse(await receptionist.receive(body, idempotency_key, raw), 201)

    return router


def _kept(touch: Touch | None) -> dict[str, Any] | None:
    return touch.model_dump(mode="json") if touch else None


class Receptionist:
    """Takes leads from the API and from the page's own form, many in one commit."""

    def __init__(self, runtime: Runtime) -> None:
        self._public_url = runtime.settings.public_url
        token = runtime.settings.telegram_bot_token
        self._bot = bots.number_of(token.get_secret_value()) if token else None
        self._username: str | None = None
        self._batch = Batch(runtime.db, self._take_in)

    async def receive(self, body: LeadBody, key: str | None, raw: bytes) -> dict[str, Any]:
        """The answer to this lead; with a key, the one given before. A robot is thanked too."""
        if body.is_robot:
            return self.answer(LeadReceipt(new_id(), new_token(), new_token()))
        utm = body.utm or (body.last_touch.utm if body.last_touch else {})
        source = utm.get("utm_source") or utm.get("source") or "site"
        form = LeadForm(
            knocker=body.knocker("site", source=source[:60]),
            service=body.service or None,
            message=body.message or None,
            utm=utm,
            first_touch=_kept(body.first_touch),
            last_touch=_kept(body.last_touch),
        )
        return await self._batch.add(_Knock(form, key, raw))

    async def receive_form(self, body: LeadBody, form_id: str | None) -> dict[str, Any]:
        """The same for the page's own form: its second press gets the first one's answer."""
        key = f"form:{form_id[:64]}" if form_id else None
        return await self.receive(body, key, body.model_dump_json().encode())

    def answer(self, receipt: LeadReceipt) -> dict[str, Any]:
        """What the sender reads: nothing that tells whether he was known."""
        url = None
        if self._username is not None and receipt.invite is not None:
            url = invites.link(self._username, receipt.invite)
        return {
            "lead_id": str(receipt.lead_id),
            # Without a bot, or before it was ever reached, there is the web twin.
            "telegram_invite_url": url,
            "start_url": f"{self._public_url}/start/{receipt.token}",
        }

    async def _take_in(
        self, session: AsyncSession, knocks: Sequence[_Knock]
    ) -> list[dict[str, Any]]:
        known = [await self._known_answer(session, knock) for knock in knocks]
        fresh = [knock for knock, answer in zip(knocks, known, strict=True) if answer is None]
        has_bot = await self._find_bot(session)
        forms = [knock.form for knock in fresh]
        receipts = await leads.receive_leads(session, forms, has_bot=has_bot)
        given = [self.answer(receipt) for receipt in receipts]
        for knock, answer in zip(fresh, given, strict=True):
            if knock.key:
                await idempotency.keep_answer(session, ROUTE, knock.key, knock.raw, 201, answer)
        new = iter(given)
        return [answer or next(new) for answer in known]

    async def _find_bot(self, session: AsyncSession) -> bool:
        if self._bot is not None and self._username is None:
            self._username = await bots.find_username(session, self._bot)
        return self._username is not None

    async def _known_answer(self, session: AsyncSession, knock: _Knock) -> dict[str, Any] | None:
        if knock.key is None:
            return None
        kept = await idempotency.find_answer(session, ROUTE, knock.key, knock.raw)
        return kept.body if kept is not None else None
