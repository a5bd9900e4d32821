"""Notices of payments: 300 a second kept for half a minute, and how soon a paid programme is there.

The load is open: each request has its moment and is counted from it, so a server that falls behind
is seen to. What follows each notice (YooKassa is asked about it) runs in the same process
meanwhile. The same load goes to a bare FastAPI route with one committed row, in the same run.
"""

import asyncio
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import httpx
import uvicorn

from app.standins.telegram import TOKEN
from app.standins.yookassa import YooKassaStandIn
from benchmarks.figures import Figure, percentile
from benchmarks.loading import ask, post
from benchmarks.messenger import Messenger, serving_messenger
from domain.contacts import ContactKind
from domain.ledger import new_id
from tests.made import ANSWERS
from tests.serving import ROOT, Server, free_port

HOOK = "/api/payments/webhook/yookassa"
RATE, SECONDS, CONNECTIONS = 300, 30, 64
DUPLICATES = 20
"""Every so many-th notice is a copy of an earlier one: 5 %."""
P99_MS, P95_SECONDS = 250, 1.5
BUYERS, APART, PATIENCE = 40, 0.5, 60
FIRST = 7_100_000_000
SHOP = {"YOOKASSA_SHOP_ID": "100500", "YOOKASSA_SECRET_KEY": "benchmark"}
KEY = "benchmark " * 4
FIND = """
    SELECT payment.id, payment.client_id
    FROM payment JOIN purchase ON purchase.id = payment.purchase_id
    WHERE purchase.token = ?
"""
BIND = """
    INSERT INTO contact (id, client_id, kind, value, created_at)
    VALUES (?, ?, ?, ?, (SELECT min(created_at) FROM client))
"""


@dataclass
class Loaded:
    times: list[float] = field(default_factory=list)
    refused: int = 0


def measure() -> Iterator[Figure]:
    yield from asyncio.run(_measure_keeping())
    yield from asyncio.run(_measure_delivery())


async def _measure_keeping() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async with _bank() as (_, bank_url):
            server = Server(data, **SHOP, YOOKASSA_API_URL=f"{bank_url}/v3")
            await asyncio.to_thread(server.start)
            ours = await _load(server.port, lambda n: _notice(n, server.port, HOOK))
            kept = _count_kept(data)
            await asyncio.to_thread(server.stop)
        with _bare(data) as port:
            theirs = await _load(port, lambda n: _notice(n, port, "/notice"))
    p99, bare = (percentile(load.times, 0.99) * 1000 for load in (ours, theirs))
    sent = RATE * SECONDS
    name = f"a notice kept at {RATE}/s for {SECONDS} s, 5 % copies, p99"
    lost = sent - sent // DUPLICATES - kept
    return [
        Figure(name, f"≤ {P99_MS} ms", f"{p99:.0f} ms", p99 / P99_MS),
        Figure("… refused of all", "0", str(ours.refused), float(ours.refused), at_most=0.0),
        Figure("… lost, or kept twice", "0", str(lost), float(abs(lost)), at_most=0.0),
        Figure(
            "… its p99 to a bare route with one committed row",
            "told",
            f"{bare:.1f} ms bare",
            p99 / bare,
            at_most=None,
        ),
    ]


async def _measure_delivery() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        async with _bank() as (bank, bank_url), serving_messenger() as messenger:
            told = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": messenger.url}
            told |= SHOP | {"YOOKASSA_API_URL": f"{bank_url}/v3", "SECRET_KEY": KEY}
            server = Server(data, **told)
            await asyncio.to_thread(server.start)
            took = await _sell(server, bank, messenger)
            await asyncio.to_thread(server.stop)
    p95 = percentile(took, 0.95)
    missing = BUYERS - len(took)
    name = "from the notice to the programme accepted by the messenger, p95"
    return [
        Figure(name, f"≤ {P95_SECONDS} s", f"{p95:.2f} s", p95 / P95_SECONDS),
        Figure("… programmes that did not come", "0", str(missing), float(missing), at_most=0.0),
    ]


async def _sell(server: Server, bank: YooKassaStandIn, messenger: Messenger) -> list[float]:
    """Seconds from each buyer's notice to his programme."""
    paid: dict[int, float] = {}
    async with httpx.AsyncClient(base_url=server.url, timeout=30) as http:
        bought = [await _buy(http, server.data, n) for n in range(BUYERS)]
        by_order = {p["metadata"]["payment_id"]: name for name, p in bank.payments.items()}
        for account, payment_id in bought:
            notice = bank.succeed(by_order[payment_id])
            paid[account] = time.perf_counter()
            (await http.post(HOOK, json=notice)).raise_for_status()
            await asyncio.sleep(APART)
    with suppress(TimeoutError):
        await asyncio.wait_for(messenger.wait_for_programmes(paid), PATIENCE)
    return [messenger.handed[a] - at for a, at in paid.items() if a in messenger.handed]


async def _buy(http: httpx.AsyncClient, data: Path, n: int) -> tuple[int, str]:
    """A healthy person with a Telegram account, who has ordered a month: who, and which payment."""
    who = {"name": "Anna", "email": f"anna{n}@example.ru", "consent": True}
    headers = {"X-Forwarded-For": f"21.{n}.7.7"}
    answers = who | {"health_consent": True, "answers": ANSWERS}
    handed = await http.post("/api/intake", json=answers, headers=headers)
    order = who | {"tariff": "online-1-month", "client_token": handed.json()["client_token"]}
    bought = await http.post("/api/purchases", json=order, headers=headers)
    bought.raise_for_status()
    account = FIRST + n
    return account, _bind(data, account, bought.json()["purchase_token"])


def _bind(data: Path, account: int, token: str) -> str:
    """Give the buyer his account, and tell the id of his payment."""
    with closing(sqlite3.connect(data / "podhod.db", timeout=30)) as here, here:
        payment_id, client_id = here.execute(FIND, (token,)).fetchone()
        row = (new_id().hex, client_id, ContactKind.TELEGRAM_ID, str(account))
        here.execute(BIND, row)
    return str(UUID(payment_id))


async def _load(port: int, request: Callable[[int], bytes]) -> Loaded:
    """Every request at its moment, over connections that are kept."""
    numbers, loaded = iter(range(RATE * SECONDS)), Loaded()
    start = time.perf_counter() + 0.5

    async def ask_on() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for n in numbers:
            due = start + n / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            status = await ask(reader, writer, request(n))
            loaded.times.append(time.perf_counter() - due)
            loaded.refused += status != 200
        writer.close()

    await asyncio.gather(*(ask_on() for _ in range(CONNECTIONS)))
    return loaded


def _notice(n: int, port: int, path: str) -> bytes:
    """The n-th notice; a copy has the bytes of one a few before it."""
    number = n - 7 if n % DUPLICATES == DUPLICATES - 1 else n
    told: dict[str, Any] = {"id": str(uuid5(UUID(int=0), str(number))), "status": "succeeded"}
    told |= {"paid": True, "amount": {"value": "14999.00", "currency": "RUB"}}
    body = {"type": "notification", "event": "payment.succeeded", "object": told}
    return post(path, json.dumps(body).encode(), port)


def _count_kept(data: Path) -> int:
    with closing(sqlite3.connect(f"file:{data}/podhod.db?mode=ro", uri=True)) as here:
        return int(here.execute("SELECT count(*) FROM knock").fetchone()[0])


@asynccontextmanager
async def _bank() -> AsyncIterator[tuple[YooKassaStandIn, str]]:
    """A YooKassa on a port, for a `with` block."""
    bank, port = YooKassaStandIn(), free_port()
    server = uvicorn.Server(uvicorn.Config(bank.app, port=port, log_level="error"))
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0.01)
        yield bank, f"http://127.0.0.1:{port}"
        server.should_exit = True
        await serving


@contextmanager
def _bare(data: Path) -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "benchmarks.bare_notice", str(port), str(data)]
    bare = subprocess.Popen(command, cwd=ROOT)
    try:
        _wait_for(port)
        yield port
    finally:
        bare.terminate()
        bare.wait()


def _wait_for(port: int) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/")
            return
    raise RuntimeError("the bare route is not ready")
