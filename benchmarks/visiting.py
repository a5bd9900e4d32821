"""The trainer at his dashboard, for measurements: by plain HTTP, in a browser, with a token."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext

from tests.serving import OWNER, ROOT, Server


@contextmanager
def logged_in(server: Server) -> Iterator[httpx.Client]:
    """A client with the owner's session."""
    with httpx.Client(base_url=server.url, timeout=30) as http:
        given = {"login": OWNER["OWNER_LOGIN"], "password": OWNER["OWNER_PASSWORD"]}
        answer = http.post("/crm/login", data=given)
        assert answer.status_code == 303, answer.text
        yield http


def desk(browser: Browser, server: Server, http: httpx.Client) -> BrowserContext:
    """A browser of its own that shares the session."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
    cookies: list[Any] = [
        {"name": cookie.name, "value": cookie.value or "", "url": f"{server.url}/crm"}
        for cookie in http.cookies.jar
    ]
    context.add_cookies(cookies)
    return context


def make_token(server: Server) -> str:
    """A token for the trainer's scripts, made beside the running server."""
    made = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "token", "create", "bench"],
        env={"DATA_DIR": str(server.data), **server.settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()
