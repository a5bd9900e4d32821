"""The clients page at 1,000 clients and at 100,000: the server's part, and its data alone."""

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import httpx

from app.db import Database
from benchmarks.figures import Figure, median
from benchmarks.filling import fill
from benchmarks.visiting import logged_in
from domain import clients_list, funnel
from domain.clients_list import Wanted
from tests.serving import serving

MOST_MS, APART = 30.0, 1.5
TIMES = 30
SEARCHES = {"no words": "", "a rare word": "79000000042", "a common prefix": "7900"}


@dataclass(frozen=True)
class Run:
    page_ms: float
    data_ms: dict[str, float]


def measure() -> Iterator[Figure]:
    """The page against 30 ms, and large against small."""
    small, large = _run(1_000), _run(100_000)
    page = large.page_ms
    yield Figure("clients page, 100,000", "≤ 30 ms", f"{page:.1f} ms", page / MOST_MS)
    apart = large.page_ms / small.page_ms
    said = f"{large.page_ms:.1f} : {small.page_ms:.1f} ms"
    yield Figure("… to the page with 1,000", "≤ 1.5", said, apart, APART)
    for name, data_ms in large.data_ms.items():
        print(
            f"  its data alone, {name}: {data_ms:.1f} ms (at 1,000: {small.data_ms[name]:.1f} ms)"
        )


def _run(clients: int) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, clients)
        data_ms = asyncio.run(_time_data(data))
        with serving(data) as server, logged_in(server) as http:
            times = _time_page(server.port, http)
    return Run(median(times[5:]), data_ms)


def _time_page(port: int, http: httpx.Client) -> list[float]:
    """Milliseconds of each GET, by a client that does next to nothing itself."""
    cookie = "; ".join(f"{each.name}={each.value}" for each in http.cookies.jar)
    times = []
    with closing(HTTPConnection("127.0.0.1", port)) as plain:
        for _ in range(TIMES + 5):
            began = time.perf_counter()
            plain.request("GET", "/crm/clients", headers={"Cookie": cookie})
            answer = plain.getresponse()
            answer.read()
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status == 200
    return times


async def _time_data(data: Path) -> dict[str, float]:
    db = Database(f"sqlite:///{data}/podhod.db")
    found = {}
    for name, text in SEARCHES.items():
        times = []
        for _ in range(TIMES + 5):
            began = time.perf_counter()
            async with db.read() as session:
                await funnel.list_stages(session)
                await clients_list.find(session, Wanted(text=text))
            times.append((time.perf_counter() - began) * 1000)
        found[name] = median(times[5:])
    await db.close()
    return found
