"""POST /api/leads, durable, 8 connections: at 1,000 clients and at 100,000.

What follows each lead (errands, the owner's notice) runs in the same process meanwhile; how long
it is busy with it afterwards is told too.
"""

import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.filling import fill
from benchmarks.loading import Load, load, post
from tests.serving import serving

PREDECESSOR = {1_000: 24, 100_000: 2}
RATE, P99_MS, APART = 500, 100, 1.3
SECONDS, TURNS = 4, 3
PATIENCE = 120
WAITING = """
    SELECT (SELECT count(*) FROM fact WHERE told_at IS NULL)
         + (SELECT count(*) FROM errand WHERE due_at IS NOT NULL)
         + (SELECT count(*) FROM message WHERE state = 'queued' AND due_at IS NOT NULL)
"""


@dataclass(frozen=True)
class Run:
    load: Load
    waiting: int
    drained_in: float


def measure() -> Iterator[Figure]:
    """Rate and p99 at both sizes, and how far apart the sizes are."""
    runs = {clients: _run(clients) for clients in PREDECESSOR}
    for clients, run in runs.items():
        said = f"{run.load.per_second:.0f}/s ({run.load.per_second / PREDECESSOR[clients]:.0f}x)"
        name = f"`POST /api/leads`, {clients:,} clients (predecessor {PREDECESSOR[clients]}/s)"
        ratio = run.load.per_second / RATE
        yield Figure(name, f"≥ {RATE}/s", said, ratio, at_most=None, at_least=1.0)
        p99 = run.load.p99_ms
        yield Figure(f"… its p99, {clients:,}", f"≤ {P99_MS} ms", f"{p99:.0f} ms", p99 / P99_MS)
        print(
            f"  {run.load.statuses}; {run.waiting} errands waited at the end of the load and were"
            f" done {run.drained_in:.0f} s later"
        )
    apart = runs[1_000].load.per_second / runs[100_000].load.per_second
    yield Figure("… rate at 1,000 to rate at 100,000", "≤ 1.3", f"{apart:.2f}", apart, APART)


def _run(clients: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, clients)
        with serving(data) as server:
            port = server.port
            load(port, lambda n: _lead(n, port), connections=2, seconds=1)
            loads = [_load(port, turn) for turn in range(1, TURNS + 1)]
            loaded = sorted(loads, key=lambda one: one.per_second)[TURNS // 2]
            waiting, began = _count_waiting(data), time.monotonic()
            while _count_waiting(data) and time.monotonic() - began < PATIENCE:
                time.sleep(0.5)  # noqa: TID251 - there is no loop here to hold up
            return Run(loaded, waiting, time.monotonic() - began)


def _load(port: int, turn: int) -> Load:
    first = turn * 100_000
    return load(port, lambda n: _lead(first + n, port), connections=8, seconds=SECONDS)


def _lead(n: int, port: int) -> bytes:
    body = {"name": "Anna", "phone": f"+7911{n:07d}", "consent": True, "message": "I want it"}
    return post("/api/leads", json.dumps(body).encode(), port, visitor=n)


def _count_waiting(data: Path) -> int:
    with closing(sqlite3.connect(f"file:{data}/podhod.db?mode=ro", uri=True)) as here:
        return int(here.execute(WAITING).fetchone()[0])
