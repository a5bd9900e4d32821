"""What one more open dashboard costs the server: boards in browsers of their own."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.figures import Figure
from benchmarks.filling import fill
from benchmarks.visiting import desk, logged_in
from tests.browser.looking import browsing
from tests.serving import serving

CLIENTS = 1_000
FIRST, MORE = 4, 20
MOST_MB = 4.0


def measure() -> Iterator[Figure]:
    """The slope of memory over twenty boards."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        fill(data, CLIENTS)
        with serving(data) as server, logged_in(server) as http, browsing() as browser:

            def open_one(browser: Browser) -> None:
                page = desk(browser, server, http).new_page()
                page.goto("/crm/funnel")
                page.wait_for_selector(".kb-card")

            for _ in range(FIRST):
                open_one(browser)
            time.sleep(2)  # noqa: TID251 - there is no loop here to hold up
            before = server.rss_mb
            for _ in range(MORE):
                open_one(browser)
            time.sleep(2)  # noqa: TID251 - as above
            each = (server.rss_mb - before) / MORE
    yield Figure("one more open dashboard (the board)", "≤ 4 MB", f"{each:.2f} MB", each / MOST_MB)
