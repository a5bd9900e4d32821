"""The landing: what it weighs, and its LCP against the same bytes from a static server.

A quarter of the CPU and the slow 4G of the browser's own tools, cold cache, by turns.
"""

import gzip
import re
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
from playwright.sync_api import Browser

from benchmarks.figures import Figure, median
from tests.browser.looking import browsing
from tests.serving import serving

MOST_KB, APART = 60.0, 1.3
TURNS = 7
LATENCY_MS, BYTES_PER_SECOND = 562, 1.44e6 / 8
SLOWDOWN = 4
LCP = """new Promise(done => new PerformanceObserver(list =>
  done(list.getEntries().at(-1).startTime)
).observe({type: 'largest-contentful-paint', buffered: true}))"""


@dataclass(frozen=True)
class Answer:
    kind: str
    pressed: bytes


def measure() -> Iterator[Figure]:
    """Its weight, and how much later than the static copy it paints."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        answers = _fetch_all(server.url)
        weight = sum(len(answer.pressed) for answer in answers.values()) / 1000
        said = f"{weight:.1f} kB in {len(answers)} files"
        yield Figure("landing without photos, gzip", "≤ 60 kB", said, weight / MOST_KB)
        with _static(answers) as plain, browsing() as browser:
            _paint(browser, server.url), _paint(browser, plain)
            ours, theirs = [], []
            for _ in range(TURNS):
                ours.append(_paint(browser, server.url))
                theirs.append(_paint(browser, plain))
    apart = median(ours) / median(theirs)
    said = f"{median(ours):.0f} : {median(theirs):.0f} ms"
    yield Figure("landing's LCP to the static copy's", "≤ 1.3", said, apart, APART)


def _fetch_all(url: str) -> Mapping[str, Answer]:
    """The page and the files it names, as they go over the wire."""
    with httpx.Client(base_url=url, headers={"Accept-Encoding": "gzip"}) as http:
        page = http.get("/")
        named = re.findall(r"""(?:src|href)=["'](/static/[^"']+|/favicon[^"']*)["']""", page.text)
        answers = {"/": page, **{path: http.get(path) for path in named}}
    return {path: _keep(answer) for path, answer in answers.items()}


def _keep(answer: httpx.Response) -> Answer:
    answer.raise_for_status()
    return Answer(answer.headers["content-type"], gzip.compress(answer.content, 6))


@contextmanager
def _static(answers: Mapping[str, Answer]) -> Iterator[str]:
    class Files(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = answers.get(self.path)
            self.send_response(200 if found else 404)
            body = found.pressed if found else b""
            if found:
                self.send_header("Content-Type", found.kind)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _paint(browser: Browser, url: str) -> float:
    """LCP in milliseconds, in a browser that has never been here."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_PER_SECOND,
            "uploadThroughput": BYTES_PER_SECOND,
        },
    )
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(url, wait_until="load")
    page.wait_for_timeout(500)
    painted = float(page.evaluate(LCP))
    context.close()
    return painted
