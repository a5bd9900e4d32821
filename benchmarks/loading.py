"""Load: a few kept-alive connections, each asking again as soon as it is answered."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    per_second: float
    p50_ms: float
    p99_ms: float
    statuses: dict[int, int]


def load(port: int, request: Callable[[int], bytes], *, connections: int, seconds: float) -> Load:
    """Ask for `seconds` over `connections`; `request(n)` is the n-th request's bytes."""
    return asyncio.run(_load(port, request, connections, seconds))


def post(
    path: str, body: bytes, port: int, *, visitor: int = 0, kind: str = "application/json"
) -> bytes:
    """The bytes of a POST of the `visitor`-th visitor."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {kind}\r\n"
    head += f"X-Forwarded-For: {address(visitor)}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def get(path: str, port: int) -> bytes:
    """The bytes of a GET."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()


def address(visitor: int) -> str:
    """An address in a network of the visitor's own, among a few millions of networks."""
    return f"{20 + visitor // 65536 % 100}.{visitor // 256 % 256}.{visitor % 256}.7"


async def _load(
    port: int, request: Callable[[int], bytes], connections: int, seconds: float
) -> Load:
    times: list[float] = []
    statuses: dict[int, int] = {}
    numbers = iter(range(10**9))
    until = time.perf_counter() + seconds

    async def ask_on() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            began = time.perf_counter()
            status = await ask(reader, writer, request(next(numbers)))
            times.append(time.perf_counter() - began)
            statuses[status] = statuses.get(status, 0) + 1
        writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(ask_on() for _ in range(connections)))
    spent = time.perf_counter() - began
    times.sort()
    return Load(
        per_second=len(times) / spent,
        p50_ms=times[len(times) // 2] * 1000,
        p99_ms=times[int(len(times) * 0.99)] * 1000,
        statuses=statuses,
    )


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """The status of the answer, once it is wholly here."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return status
