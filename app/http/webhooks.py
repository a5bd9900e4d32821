"""Where providers knock. Each knock is kept first, answered, and acted upon later."""

import hashlib
import json
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from app import inbox
from app.addresses import client_address
from app.runtime import Runtime


class _Object(BaseModel):
    id: str = Field(pattern=r"^[0-9A-Za-z-]{1,64}$")
    payment_id: str | None = Field(default=None, pattern=r"^[0-9A-Za-z-]{1,64}$")
    """A refund's notice names its payment here."""
    status: str | None = Field(default=None, max_length=40)


class YooKassaNotice(BaseModel):
    event: str = Field(max_length=60)
    object: _Object


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/payments/webhook")

    @router.post("/yookassa")
    async def yookassa(notice: YooKassaNotice, request: Request) -> dict[str, str]:
        named = notice.object.payment_id or notice.object.id
        raw = await request.body()
        await _keep(runtime, request, "yookassa", named, raw)
        return {"status": "kept"}

    if "demo" in runtime.outside.payments:

        @router.post("/demo", include_in_schema=False)
        async def demo(notice: YooKassaNotice, request: Request) -> dict[str, str]:
            await _keep(runtime, request, "demo", notice.object.id, await request.body())
            return {"status": "kept"}

    return router


async def _keep(
    runtime: Runtime, request: Request, source: str, external_id: str, raw: bytes
) -> None:
    """A copy of a notice has the same bytes, so the same key: it is kept once."""
    body: dict[str, Any] = {"external_id": external_id, "notice": json.loads(raw)}
    address = client_address(request.scope, runtime.settings.trusted_proxies)
    async with runtime.db.begin() as session:
        await inbox.keep(session, source, hashlib.sha256(raw).hexdigest(), body, address)
