"""Real browsers for tests: a phone and a desk, and pictures of what they show.

Pictures are kept where SCREENS says (`make screens`), otherwise nowhere.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SYSTEM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {390: 844, 1440: 900}
SCREENS = os.environ.get("SCREENS")  # noqa: TID251 - chosen by the Makefile


@contextmanager
def browsing() -> Iterator[Browser]:
    """A browser of the system's, headless."""
    with sync_playwright() as playwright:
        path = SYSTEM if SYSTEM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield browser
        browser.close()


def picture(page: Page, name: str) -> None:
    """Keep what the page shows, on a phone and on a desk."""
    if SCREENS is None:
        return
    folder = Path(SCREENS)
    folder.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(250)
        page.screenshot(path=folder / f"{name}-{width}.png")
    if before is not None:
        page.set_viewport_size(before)
