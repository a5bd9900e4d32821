"""A thousand wrong passwords from a thousand networks, while somebody else asks /healthz."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Coroutine, Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.figures import Figure, percentile
from benchmarks.loading import ask, get, post
from benchmarks.visiting import logged_in
from tests.serving import OWNER, Server, serving

TRIES, CONNECTIONS = 1_000, 16
EVERY = 0.01
BEFORE_SECONDS = 4
P99_MS = 100.0


def measure() -> Iterator[Figure]:
    """How much slower /healthz is, and whether the owner still gets in."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        before, during, statuses, seconds = asyncio.run(_storm(server))
        with logged_in(server):
            pass
    calm, hard = percentile(before, 0.99), percentile(during, 0.99)
    print(f"  {statuses} in {seconds:.0f} s; then the owner came in at the first try")
    said = f"{hard:.0f} ms (calm: {calm:.0f} ms, {hard / calm:.1f}x)"
    name = f"`/healthz` p99 during {TRIES:,} wrong passwords"
    yield Figure(name, "≤ 100 ms", said, hard / P99_MS)


async def _storm(server: Server) -> tuple[list[float], list[float], Counter[int], float]:
    before = await _poll(server.port, asyncio.sleep(BEFORE_SECONDS))
    statuses: Counter[int] = Counter()
    began = time.perf_counter()
    during = await _poll(server.port, _try_all(server.port, statuses))
    return before, during, statuses, time.perf_counter() - began


async def _poll(port: int, while_: Coroutine[None, None, None]) -> list[float]:
    """Milliseconds of each /healthz, asked a hundred times a second while the other goes on."""
    other = asyncio.ensure_future(while_)
    times = []
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while not other.done():
        began = time.perf_counter()
        await ask(reader, writer, get("/healthz", port))
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(EVERY)
    writer.close()
    await other
    return times


async def _try_all(port: int, statuses: Counter[int]) -> None:
    numbers = iter(range(TRIES))

    async def try_on() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for n in numbers:
            form = urlencode({"login": OWNER["OWNER_LOGIN"], "password": f"wrong {n}"}).encode()
            request = post(
                "/crm/login", form, port, visitor=n, kind="application/x-www-form-urlencoded"
            )
            statuses[await ask(reader, writer, request)] += 1
        writer.close()

    await asyncio.gather(*(try_on() for _ in range(CONNECTIONS)))
