"""Whether the process lives, and whether it is ready for work."""

import asyncio
import shutil
from typing import Any

from fastapi import APIRouter
from loguru import logger as log
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse

from app import health
from app.health import LoopLag, Part, State
from app.limits import MIB
from app.runtime import Runtime

PATIENCE = 2.0
"""Seconds the database may take to answer."""
LOW_DISK = 64 * MIB
NEEDED = ("database", "migrations")


def build(runtime: Runtime, lag: LoopLag) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> PlainTextResponse:
        return PlainTextResponse("ok")

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        parts = {**health.parts(), "database": await _ask_database(runtime), "disk": _disk(runtime)}
        is_ready = all(parts[name].state is State.UP for name in NEEDED if name in parts)
        return JSONResponse(_spell(parts, lag, is_ready=is_ready), 200 if is_ready else 503)

    return router


async def _ask_database(runtime: Runtime) -> Part:
    kind = "sqlite" if runtime.db.is_sqlite else "postgresql"
    try:
        async with asyncio.timeout(PATIENCE), runtime.db.read() as session:
            await (await session.connection()).execute(text("SELECT 1"))
    except Exception as e:  # noqa: BLE001 - whatever it is, the database is not usable
        log.warning("the database does not answer: {!r}", e)
        return Part(State.DOWN, kind)
    return Part(State.UP, kind)


def _disk(runtime: Runtime) -> Part:
    try:
        free = shutil.disk_usage(runtime.settings.data_dir).free
    except OSError:
        return Part(State.DOWN, "DATA_DIR is not there")
    return Part(State.UP if free > LOW_DISK else State.DOWN, f"{free // MIB} MiB free")


def _spell(parts: dict[str, Part], lag: LoopLag, *, is_ready: bool) -> dict[str, Any]:
    return {
        "ready": is_ready,
        "parts": {
            name: {"state": part.state} | ({"detail": part.detail} if part.detail else {})
            for name, part in sorted(parts.items())
        },
        "loop_lag_ms": {"last": _ms(lag.last), "worst": _ms(lag.worst)},
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
