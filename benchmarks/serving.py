"""A real server on a folder of its own, for as long as a measurement takes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[1]
OWNER = {"OWNER_LOGIN": "owner", "OWNER_PASSWORD": "correct horse battery"}


@dataclass(frozen=True)
class Served:
    url: str
    process: psutil.Process
    seconds_to_ready: float

    @property
    def rss_mb(self) -> float:
        """Resident memory of the process, in MB."""
        return float(self.process.memory_info().rss) / 1e6


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Served]:
    """The product on `data`, ready; ended afterwards."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    # Settings of the measuring person's own must not leak into what is measured.
    environment = {key: os.environ[key] for key in ("PATH", "HOME")}  # noqa: TID251
    environment |= {"DATA_DIR": str(data), "PORT": str(port), **OWNER, **settings}
    started = time.perf_counter()
    command = [sys.executable, str(ROOT / "main.py")]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
    )
    try:
        seconds = _wait_until_ready(url, process, started)
        yield Served(url, psutil.Process(process.pid), seconds)
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_ready(url: str, process: "subprocess.Popen[bytes]", started: float) -> float:
    while time.perf_counter() - started < 60:
        if process.poll() is not None:
            raise SystemExit(f"the server ended with {process.returncode}")
        try:
            if httpx.get(f"{url}/readyz", timeout=2).status_code == 200:
                return time.perf_counter() - started
        except httpx.TransportError:
            pass
        time.sleep(0.02)  # noqa: TID251 - a measuring script has no loop to hold up
    raise SystemExit("the server is not ready after a minute")
