"""Whether those who take money for us would take it now, for the trainer's scripts."""

import asyncio
from typing import Any

from fastapi import APIRouter
from loguru import logger as log

from app.runtime import Runtime
from domain.errors import GatewayError, GatewayRefused, NotFound
from domain.payments import PaymentProvider, WrongKeys

SECONDS = 20


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/payments")

    @router.get("/health")
    async def look_at_providers(provider: str | None = None) -> dict[str, Any]:
        """Each provider that is connected, or the one named; none takes any money for it."""
        known = runtime.outside.payments
        if provider is not None and provider not in known:
            raise NotFound("provider", provider)
        names = sorted(known) if provider is None else [provider]
        found = await asyncio.gather(*(look_at(known[name]) for name in names))
        items = [
            {"provider": name, "ok": problem is None, "problem": problem}
            for name, problem in zip(names, found, strict=True)
        ]
        return {"items": items}

    return router


async def look_at(provider: PaymentProvider) -> str | None:
    """What is in the way: wrong_keys, wrong_ca, refused, unreachable; None when nothing is."""
    try:
        async with asyncio.timeout(SECONDS):
            await provider.check()
    except WrongKeys:
        return "wrong_keys"
    except (GatewayError, TimeoutError) as e:
        log.warning("a provider's check failed: {!r}", e)
        if "CERTIFICATE_VERIFY_FAILED" in str(e):
            return "wrong_ca"
        return "refused" if isinstance(e, GatewayRefused) else "unreachable"
    return None
