"""A real server on a folder of its own, for tests and measurements."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parents[1]
OWNER = {"OWNER_LOGIN": "owner", "OWNER_PASSWORD": "correct horse battery"}


_ports = count(10_000 + os.getpid() * 37 % 20_000)


def free_port() -> int:
    """A port nobody listens on now, from below those the system lends to who only calls."""
    for port in _ports:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no port is left")


class Server:
    """The product as its own process on a folder of data; it can be killed and started again."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.main = ROOT / "main.py"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = {"PORT": str(self.port), **OWNER, **settings}
        self._process: subprocess.Popen[bytes] | None = None
        self.seconds_to_ready = 0.0

    @property
    def process(self) -> psutil.Process:
        assert self._process is not None
        return psutil.Process(self._process.pid)

    @property
    def rss_mb(self) -> float:
        """Resident memory of the process, in MB."""
        return float(self.process.memory_info().rss) / 1e6

    def start(self) -> None:
        """Start and wait until it is ready."""
        # Settings of the measuring person's own must not leak into what is measured.
        environment = {key: os.environ[key] for key in ("PATH", "HOME")}  # noqa: TID251
        environment |= {"DATA_DIR": str(self.data), **self.settings}
        started = time.perf_counter()
        log = (self.data / "server.out").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, str(self.main)],
            env=environment,
            cwd=self.data,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        log.close()
        self._wait_until_ready(started)

    def kill(self) -> None:
        """kill -9: nothing is tidied up."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def wait_until_dead(self, seconds: float = 20) -> None:
        """Wait for a kill that somebody else has ordered."""
        assert self._process is not None
        self._process.wait(seconds)

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(20)

    def _wait_until_ready(self, started: float) -> None:
        assert self._process is not None
        while time.perf_counter() - started < 60:
            if self._process.poll() is not None:
                said = (self.data / "server.out").read_text()[-2000:]
                raise RuntimeError(f"the server ended with {self._process.returncode}: {said}")
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    self.seconds_to_ready = time.perf_counter() - started
                    return
            time.sleep(0.02)  # noqa: TID251 - there is no loop here to hold up
        raise RuntimeError("the server is not ready after a minute")


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    """The product on `data`, ready; ended afterwards."""
    server = Server(data, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()
