"""POST /api/leads, durable, 8 connections: at 1,000 clients and at 100,000.

Must: at least 500 requests a second, p99 at most 100 ms, and the rate within 1.3x at both sizes.
"""

import json
import shutil
import tempfile
from pathlib import Path

from benchmarks.filling import fill
from benchmarks.loading import Load, load, post
from tests.serving import serving

PREDECESSOR = 24
SECONDS = 8


def lead(n: int, port: int, base: int) -> bytes:
    body = {"name": "Анна", "phone": f"+7911{base + n:07d}", "consent": True, "message": "Хочу!"}
    return post("/api/leads", json.dumps(body, ensure_ascii=False).encode(), port)


def measure(clients: int) -> Load:
    data = Path(tempfile.mkdtemp())
    fill(data, clients)
    with serving(data) as served:
        port = served.port
        load(port, lambda n: lead(n, port, 0), connections=2, seconds=1)
        result = load(port, lambda n: lead(n, port, 1_000_000), connections=8, seconds=SECONDS)
    shutil.rmtree(data)
    return result


def main() -> None:
    small, large = measure(1_000), measure(100_000)
    for clients, result in ((1_000, small), (100_000, large)):
        print(
            f"leads at {clients:>7,} clients: {result.per_second:6.0f} req/s,"
            f" p50 {result.p50_ms:5.1f} ms, p99 {result.p99_ms:5.1f} ms, {result.statuses}"
        )
    print(f"ratio of rates, small to large: {small.per_second / large.per_second:.2f} (<= 1.3)")
    print(f"times the predecessor's {PREDECESSOR} req/s: {small.per_second / PREDECESSOR:.0f}")


if __name__ == "__main__":
    main()
