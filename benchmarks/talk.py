"""Talking through a model: what we add to its first word, and how free the loop is with 200 talks.

The model is another process that thinks and speaks word by word. The bare relay is one httpx
stream of the same words; ours is the whole way of an answer, facts and cap and checks with it.
"""

import asyncio
import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from uuid import UUID, uuid4

import httpx

from app import tables
from app.db import Database
from app.gateways.chat_model import ChatModel
from app.model_addresses import ModelAddress
from benchmarks.figures import Figure, percentile
from domain import talks
from domain.agent.answering import Doors, Heard, answer
from domain.agent.choosing import RICHEST, ModelChoice
from domain.agent.ports import Certainty, Found
from domain.furnishing import furnish
from domain.talks import Arrival

ASKED = "Расскажите что-нибудь о тренировках на свежем воздухе"
ROUNDS, WARM = 100, 10
PAUSE, DRIP = 0.05, 0.002
CROWD, SLOW_PAUSE, SLOW_DRIP = 200, 1.0, 0.15
MOST_P50, MOST_P95, MOST_RATIO, MOST_LAG = 15.0, 40.0, 1.5, 100.0


class Nothing:
    """No answer is known: the model is asked each time."""

    async def find(self, asked: str) -> Found:
        return Found(Certainty.NO)


def measure() -> Iterator[Figure]:
    """The first word's way, one talk after another; then the loop's lag with many at once."""
    with _model(PAUSE, DRIP) as base:
        ours, bare = asyncio.run(_in_turn(base))
    more = [mine - theirs for mine, theirs in zip(sorted(ours), sorted(bare), strict=True)]
    p50, p95 = percentile(more, 0.5), percentile(more, 0.95)
    yield Figure(
        "talk: first word, p50 beyond the model's", "≤ 15 ms", f"{p50:.1f} ms", p50 / MOST_P50
    )
    yield Figure(
        "talk: first word, p95 beyond the model's", "≤ 40 ms", f"{p95:.1f} ms", p95 / MOST_P95
    )
    ratio = percentile(ours, 0.5) / percentile(bare, 0.5)
    yield Figure(
        "talk: first word against a bare relay", "≤ 1.5×", f"{ratio:.2f}×", ratio / MOST_RATIO
    )
    with _model(SLOW_PAUSE, SLOW_DRIP) as base:
        answered, lag = asyncio.run(_at_once(base))
    print(f"  {answered} of {CROWD} answered by the model")
    told = f"{lag:.0f} ms"
    yield Figure("talk: loop lag p99 with 200 talks", "≤ 100 ms", told, lag / MOST_LAG)


async def _in_turn(base: str) -> tuple[list[float], list[float]]:
    ours, bare = [], []
    async with _house(base) as (db, doors), httpx.AsyncClient() as http:
        for _ in range(WARM + ROUNDS):
            talk_id = await _begin(db)
            ours.append(await _first_of_ours(db, doors, talk_id))
            bare.append(await _first_bare(http, base))
    return ours[WARM:], bare[WARM:]


async def _first_of_ours(db: Database, doors: Doors, talk_id: UUID) -> float:
    began, first = time.perf_counter(), 0.0
    async for _ in answer(db.begin, doors, talk_id, Heard(ASKED, uuid4().hex)):
        first = first or time.perf_counter() - began
    return first * 1000


async def _first_bare(http: httpx.AsyncClient, base: str) -> float:
    began, first = time.perf_counter(), 0.0
    body = {"model": "m", "stream": True, "messages": [{"role": "user", "content": ASKED}]}
    async with http.stream("POST", f"{base}/chat/completions", json=body) as answered:
        async for _ in answered.aiter_lines():
            first = first or time.perf_counter() - began
    return first * 1000


async def _at_once(base: str) -> tuple[int, float]:
    """How many the model has answered, and the loop's lag in ms at its 99th percentile."""
    async with _house(base) as (db, doors):
        await _first_of_ours(db, doors, await _begin(db))
        ids = [await _begin(db) for _ in range(CROWD)]
        lags: list[float] = []
        watching = asyncio.ensure_future(_watch(lags))
        said = await asyncio.gather(*(_hear(db, doors, talk_id) for talk_id in ids))
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
    return sum(said), percentile(lags, 0.99)


async def _hear(db: Database, doors: Doors, talk_id: UUID) -> bool:
    heard = [p async for p in answer(db.begin, doors, talk_id, Heard(ASKED, uuid4().hex))]
    return getattr(heard[-1], "source", None) == talks.Source.LLM


async def _watch(lags: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.01)
        lags.append((time.perf_counter() - began - 0.01) * 1000)


async def _begin(db: Database) -> UUID:
    async with db.begin() as session:
        return talks.begin_talk(session, Arrival()).talk.id


@asynccontextmanager
async def _house(base: str) -> AsyncIterator[tuple[Database, Doors]]:
    """A furnished house in a file, and the model on its wire."""
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{folder}/talk.db")
        async with db.engine.begin() as connection:
            await connection.run_sync(tables.metadata.create_all)
        async with db.begin() as session:
            await furnish(session)
            session.add(ModelChoice(model="slow", cap=RICHEST, price=0))
        model = ChatModel(ModelAddress(models=("openai/slow",), api_base=base, timeout=60))
        yield db, Doors(retriever=Nothing(), talker=model)
        await model.close()
        await db.close()


@contextmanager
def _model(pause: float, drip: float) -> Iterator[str]:
    """The slow model's address, for a `with` block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = [sys.executable, "-m", "benchmarks.slow_model", str(port), str(pause), str(drip)]
    serving = subprocess.Popen(said)
    try:
        while _is_closed(port):
            time.sleep(0.1)  # noqa: TID251 - before anything is measured
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        serving.terminate()
        serving.wait()


def _is_closed(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) != 0
