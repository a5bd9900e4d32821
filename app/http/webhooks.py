"""Where providers knock. Each knock is kept first, answered, and acted upon later."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse
from loguru import logger as log

from app import inbox
from app.addresses import client_address, is_within
from app.masking import mask, mask_text
from app.runtime import Runtime
from app.settings import Settings
from domain.payments import Notice, NoticeRefused

ROUTES = {
    "yookassa": "yookassa",
    "tbank": "tbank",
    "tinkoff": "tbank",
    "yoomoney": "yoomoney",
}
"""The last word of each address, and whose knocks come there."""

YOOKASSA_HOST = "api.yookassa.ru"
NOT_OURS_KEPT = 4096
"""Of a knock that proves nothing no more than this is kept, in bytes."""


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/payments/webhook")
    for word, source in ROUTES.items():
        router.post(f"/{word}", name=f"{word}_notice")(_hearing(runtime, source))
    if "demo" in runtime.outside.payments:
        router.post("/demo", include_in_schema=False)(_hearing(runtime, "demo"))
    return router


def _hearing(runtime: Runtime, source: str) -> Callable[[Request], Awaitable[Response]]:
    async def hear(request: Request) -> Response:
        raw = await request.body()
        address = client_address(request.scope, runtime.settings.trusted_proxies)
        if not _may_knock(runtime.settings, source, address):
            await _keep_judged(runtime, source, raw, address, "other_network")
            log.warning("a notice in the name of {} from {}, which is not his", source, address)
            raise HTTPException(403)
        provider = runtime.outside.payments.get(source)
        if provider is None:
            await _keep_judged(runtime, source, raw, address, "not_configured")
            return _thank(source)
        try:
            notice = provider.read_notice(raw)
        except NoticeRefused as e:
            return await _turn_away(runtime, source, raw, address, e)
        await _keep(runtime, source, raw, address, notice)
        return _thank(source)

    return hear


def _may_knock(settings: Settings, source: str, address: str) -> bool:
    """YooKassa signs nothing, so only its own networks are heard, where it is the real one.

    What comes from elsewhere would only cost a question: the filter spares that, and nothing
    depends on it, for what a refused notice told of is asked about anyway.
    """
    if source != "yookassa" or not settings.is_production:
        return True
    if urlsplit(settings.yookassa_api_url).hostname != YOOKASSA_HOST:
        return True
    return not settings.yookassa_networks or is_within(address, settings.yookassa_networks)


def _thank(source: str) -> Response:
    """T-Bank goes on telling for a month unless the answer is these two letters."""
    return PlainTextResponse("OK") if source == "tbank" else JSONResponse({"status": "kept"})


async def _turn_away(
    runtime: Runtime, source: str, raw: bytes, address: str, why: NoticeRefused
) -> Response:
    if why.verdict == "unreadable":
        raise HTTPException(400)
    await _keep_judged(runtime, source, raw, address, why.verdict)
    if why.is_forged:
        log.warning("a forged notice in the name of {} from {}", source, address)
        raise HTTPException(403)
    return _thank(source)


async def _keep(runtime: Runtime, source: str, raw: bytes, address: str, notice: Notice) -> None:
    """A copy of a notice has the same bytes, or tells of the same operation: it is kept once."""
    body = notice.model_dump(mode="json", exclude_none=True) | {"notice": _show(raw)}
    async with runtime.db.begin() as session:
        await inbox.keep(session, source, _key(raw, notice), body, address)


def _key(raw: bytes, notice: Notice) -> str:
    if notice.operation_id is None or notice.signed is None:
        return hashlib.sha256(raw).hexdigest()
    return f"{notice.operation_id}:{notice.signed.status}"


async def _keep_judged(
    runtime: Runtime, source: str, raw: bytes, address: str, verdict: str
) -> None:
    """Under a key of its verdict: sent again once the settings are right, it is heard."""
    key = f"{verdict}:{hashlib.sha256(raw).hexdigest()}"
    body = {"notice": _show(raw[:NOT_OURS_KEPT])}
    async with runtime.db.begin() as session:
        await inbox.keep_judged(session, source, key, body, address, verdict)


def _show(raw: bytes) -> Any:
    """A knock's body as a person can read it: JSON, a form's fields, or text; no secrets in it."""
    # A NUL cannot be kept in PostgreSQL's JSON.
    text = raw.decode("utf-8", "replace").replace("\0", "")
    try:
        told = json.loads(text, parse_constant=str, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        told = dict(parse_qsl(text, keep_blank_values=True)) or text
    return mask_text(told) if isinstance(told, str) else mask(told)
