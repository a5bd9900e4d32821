"""Every route that is not for visitors refuses a stranger; a new one is closed until named here."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

import main
from app.opening import House
from app.runtime import Runtime
from app.server import build_server
from pages.public.press import Press

OPEN = re.compile(
    r"""
    / | /healthz | /readyz | /robots\.txt | /sitemap\.xml | /favicon\.\w+ | /static/.*
    | /widget\.js | /widget/chat\.js | /api/widget/.*
    | /leads | /buy.* | /pay/(return | go/.* | again/.*) | /start.*
    | /privacy | /offer | /consents/.* | /thanks.*
    | /p/.* | /c/.* | /u/.* | /media/.* | /demo/bank/.*
    | /api/(tariffs | leads | visits | intake | promocodes/check | purchases.*)
    | /api/payments/webhook/.*
    | /crm | /crm/(login | logout | setup)
    """,
    re.VERBOSE,
)
"""What the contract opens to visitors, and the login's own pages."""
STRANGERS = {401, 303}


@pytest.fixture
def house_api(runtime: Runtime) -> FastAPI:
    """All the routes there are, but for NiceGUI's, which the guard closes as one."""

    async def notify(_: dict[str, Any]) -> None:
        raise AssertionError("no notice is sent here")

    public = main._build_public(House(runtime, None), Press(runtime), notify)
    return build_server(runtime, public, private=main._build_private(runtime))


def all_routes(routes: Iterable[BaseRoute]) -> Iterator[APIRoute]:
    """The routes of a server and of every router that was included in it."""
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        # FastAPI keeps a router that was included as one route.
        yield from all_routes(getattr(getattr(route, "original_router", None), "routes", ()))


def closed_calls(api: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of every route that is not for visitors, with ids filled in."""
    for route in all_routes(api.routes):
        if not OPEN.fullmatch(route.path):
            path = re.sub(r"{[^}]*}", "7b0d9a52-5f0c-4b7e-9a53-3f1f5c2d8e10", route.path)
            yield from ((method, path) for method in sorted(route.methods or ()))


async def test_every_closed_route_refuses_a_stranger(house_api: FastAPI) -> None:
    calls = list(closed_calls(house_api))
    transport = httpx.ASGITransport(house_api)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as stranger:
        answers = {call: (await stranger.request(*call)).status_code for call in calls}

    assert len(calls) > 10
    assert {call: status for call, status in answers.items() if status not in STRANGERS} == {}


async def test_anything_under_the_dashboard_is_closed(house_api: FastAPI) -> None:
    paths = (
        "/crm/",
        "/crm/clients",
        "/crm/payments.xlsx",
        "/crm/_nicegui/client/x",
        "/crm/_nicegui_ws/socket.io/",
    )
    transport = httpx.ASGITransport(house_api)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as stranger:
        statuses = [
            (await stranger.request(m, p)).status_code for p in paths for m in ("GET", "POST")
        ]

    assert set(statuses) <= STRANGERS
