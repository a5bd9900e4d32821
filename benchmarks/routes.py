"""Public routes on the parent against the same answers of a bare FastAPI, by turns in one run.

The load is wrk's where it is installed, otherwise our own.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from benchmarks.figures import Figure, median
from benchmarks.loading import get, load
from tests.serving import ROOT, free_port, serving

SHARE = 0.7
TURNS = 7
SECONDS = 2
CONNECTIONS = 4
# Limits count by network, and a load comes from one: four thousand visitors take turns.
MANY = """
n = 0
request = function()
  n = (n + 1) % 4096
  wrk.headers["X-Forwarded-For"] = "20." .. math.floor(n / 256) .. "." .. (n % 256) .. ".7"
  return wrk.format()
end
done = function(summary)
  if summary.errors.status > 0 then io.write("REFUSED " .. summary.errors.status .. "\\n") end
end
"""


def measure() -> Iterator[Figure]:
    """The share of the bare rate that is left."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        robots = httpx.get(f"{server.url}/robots.txt").text
        with _bare(robots) as bare:
            for path in ("/healthz", "/robots.txt"):
                ours, theirs = [], []
                for _ in range(TURNS):
                    ours.append(_rate(server.port, path))
                    theirs.append(_rate(bare, path))
                share = median(ours) / median(theirs)
                said = f"{median(ours):.0f} : {median(theirs):.0f}/s"
                name = f"`{path}` to bare FastAPI"
                yield Figure(name, "≥ 0.7", said, share, at_most=None, at_least=SHARE)


@contextmanager
def _bare(robots: str) -> Iterator[int]:
    port = free_port()
    bare = subprocess.Popen([sys.executable, "-m", "benchmarks.bare", str(port), robots], cwd=ROOT)
    try:
        for _ in range(500):
            with suppress(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}/healthz")
                break
            time.sleep(0.02)  # noqa: TID251 - there is no loop here to hold up
        yield port
    finally:
        bare.terminate()
        bare.wait()


def _rate(port: int, path: str) -> float:
    if shutil.which("wrk") is None:
        loaded = load(port, lambda _: get(path, port), connections=CONNECTIONS, seconds=SECONDS)
        return loaded.per_second
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(MANY)
        script.flush()
        how = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script.name]
        done = subprocess.run(
            ["wrk", *how, f"http://127.0.0.1:{port}{path}"],
            capture_output=True,
            text=True,
            check=True,
        )
    assert "REFUSED" not in done.stdout, done.stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found, done.stdout
    return float(found[1])
