"""From the command to /readyz with 10,000 clients, five times, and what the idle process holds."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, median
from benchmarks.filling import fill
from tests.serving import Server

CLIENTS = 10_000
SECONDS, MEGABYTES = 3.0, 200.0
TIMES = 5
IDLE_SECONDS = 20


def measure() -> Iterator[Figure]:
    """The time to ready, and the memory afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, CLIENTS)
        waits = []
        server = Server(data)
        # The first start of all adds the owner, which is no start like the others.
        for _ in range(TIMES + 1):
            server.start()
            waits.append(server.seconds_to_ready)
            server.stop()
        server.start()
        time.sleep(IDLE_SECONDS)  # noqa: TID251 - there is no loop here to hold up
        held = server.rss_mb
        server.stop()
    ready = median(waits[1:])
    yield Figure("start to `/readyz`, 10,000 clients", "≤ 3 s", f"{ready:.2f} s", ready / SECONDS)
    yield Figure(f"idle RSS after {IDLE_SECONDS} s", "≤ 200 MB", f"{held:.0f} MB", held / MEGABYTES)
