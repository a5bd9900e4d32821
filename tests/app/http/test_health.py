import asyncio
import time

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import create_async_engine

from app import health
from app.health import LoopLag, State
from app.runtime import Runtime


@pytest.fixture(autouse=True)
def nothing_reported() -> None:
    health.forget()


async def test_a_living_process_says_so(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")


async def test_a_monitor_may_ask_for_the_head_alone(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.head("/healthz")).status_code == 200


async def test_each_part_is_shown_with_its_state(visitor: httpx.AsyncClient) -> None:
    health.report("scheduler", State.UP)
    health.report("bot", "off", "no token")

    answer = await visitor.get("/readyz")

    parts = answer.json()["parts"]
    assert answer.status_code == 200
    assert parts["database"]["state"] == "up"
    assert parts["scheduler"] == {"state": "up"}
    assert parts["bot"] == {"state": "off", "detail": "no token"}
    assert "worst" in answer.json()["loop_lag_ms"]


async def test_without_a_database_nothing_is_ready(
    visitor: httpx.AsyncClient, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = create_async_engine("sqlite+aiosqlite:////nowhere/x.db")
    monkeypatch.setattr(runtime.db, "reading_engine", nowhere)

    ready = await visitor.get("/readyz")
    alive = await visitor.get("/healthz")

    assert (ready.status_code, alive.status_code) == (503, 200)
    assert ready.json()["parts"]["database"]["state"] == "down"


async def test_unfinished_migrations_are_not_ready(visitor: httpx.AsyncClient) -> None:
    health.report("migrations", State.STARTING)

    assert (await visitor.get("/readyz")).status_code == 503


async def test_a_busy_loop_is_seen() -> None:
    lag = LoopLag()
    lag.start()

    await asyncio.sleep(lag.EVERY / 2)
    time.sleep(lag.EVERY)  # noqa: ASYNC251, TID251 - this is what is measured
    await asyncio.sleep(lag.EVERY)

    lag.stop()
    assert lag.worst > lag.EVERY / 4


async def test_the_server_opens_and_closes_its_parts(api: FastAPI) -> None:
    async with api.router.lifespan_context(api):
        assert api.state.first_run.code

    assert api.state.lag.worst >= 0
