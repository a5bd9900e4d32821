"""Whether those who take money for us would take it now, for the trainer's scripts."""

import asyncio
from typing import Any

from fastapi import APIRouter

from app.runtime import Runtime
from app.tills import look_at
from domain.errors import NotFound


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
            {
                "provider": name,
                "ok": seen.problem is None,
                "problem": seen.problem,
                "shop": seen.shop and seen.shop.name,
                "test": seen.shop and seen.shop.is_test,
            }
            for name, seen in zip(names, found, strict=True)
        ]
        return {"items": items}

    return router
