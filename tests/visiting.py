"""The public site as a visitor meets it: through the whole server, in process."""

from typing import Any

import httpx
from fastapi import FastAPI

from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from pages.public.build import build_public
from pages.public.press import Press
from tests.made import ANSWERS


def build_site(runtime: Runtime) -> FastAPI:
    """Every public route behind everything that stands in front of it."""
    return build_server(runtime, build_public(runtime, Press(runtime)), limits=UNLIMITED)


def visit(site: FastAPI) -> httpx.AsyncClient:
    """A browser that remembers nothing and follows no redirect by itself."""
    transport = httpx.ASGITransport(site)
    return httpx.AsyncClient(
        transport=transport, base_url="http://us", headers={"accept": "text/html"}
    )


async def hand_in(visitor: httpx.AsyncClient, **given: Any) -> dict[str, Any]:
    """What whoever hands in healthy answers is told; `given` goes into the body."""
    body = {
        "answers": ANSWERS,
        "name": "Анна",
        "phone": "+79990000001",
        "consent": True,
        "health_consent": True,
    }
    answer = await visitor.post("/api/intake", json=body | given)
    told: dict[str, Any] = answer.json()
    return told
