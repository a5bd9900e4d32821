"""A whole server in this process, asked through ASGI: no sockets, no NiceGUI."""

from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from pydantic import BaseModel, ConfigDict, Field

from app.runtime import Runtime
from app.server import build_server
from domain import users
from domain.errors import GatewayUnavailable, NotFound, Refused

Visit = Callable[..., httpx.AsyncClient]


class Note(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = Field(max_length=10)
    count: int = 1


def build_routes() -> APIRouter:
    """A few routes that behave, and more that do not."""
    router = APIRouter()

    @router.get("/api/plain")
    async def plain() -> dict[str, bool]:
        return {"ok": True}

    @router.post("/api/notes")
    async def write(note: Note) -> Note:
        return note

    @router.get("/api/broken")
    async def broken() -> None:
        raise RuntimeError("the secret recipe")

    @router.get("/api/missing")
    async def missing() -> None:
        raise NotFound("recipe", 1)

    @router.get("/api/refused")
    async def refused() -> None:
        raise Refused({"phone": "not_a_phone"})

    @router.get("/api/away")
    async def away() -> None:
        raise GatewayUnavailable("no route to the bank")

    @router.post("/api/careless")
    async def careless(request: Request) -> dict[str, bool]:
        with suppress(Exception):
            await request.body()
        return {"ok": True}

    @router.get("/broken")
    async def broken_page() -> None:
        raise RuntimeError("the secret recipe")

    return router


def build_private() -> APIRouter:
    router = APIRouter()

    @router.get("/api/secrets")
    async def read() -> dict[str, bool]:
        return {"ok": True}

    @router.post("/api/secrets")
    async def change() -> dict[str, bool]:
        return {"ok": True}

    return router


@pytest.fixture
async def api(runtime: Runtime) -> FastAPI:
    return build_server(runtime, [build_routes()], private=[build_private()])


@pytest.fixture
async def visit(api: FastAPI) -> AsyncIterator[Visit]:
    """Opens another visitor's browser, with an address of his own."""
    open_ones = []

    def open_(address: str = "203.0.113.7", server: FastAPI = api) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(server, client=(address, 1), raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://us")
        open_ones.append(client)
        return client

    yield open_
    for client in open_ones:
        await client.aclose()


@pytest.fixture
def visitor(visit: Visit) -> httpx.AsyncClient:
    return visit()


PASSWORD = "three plain words"


@pytest.fixture
async def owner(api: FastAPI, runtime: Runtime) -> users.User:
    hashed = await api.state.access.passwords.hash(PASSWORD)
    async with runtime.db.begin() as session:
        return await users.add_user(session, "Anna", hashed)


@pytest.fixture
async def token(runtime: Runtime) -> str:
    async with runtime.db.begin() as session:
        _, secret = await users.create_api_token(session, "a script")
    return secret


def with_settings(runtime: Runtime, **changes: Any) -> Runtime:
    """The same parts under other settings."""
    return replace(runtime, settings=runtime.settings.model_copy(update=changes))
