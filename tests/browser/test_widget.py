"""The chat on somebody else's site, in a real browser: asked, cut off, and worked by keys alone."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import browsing, picture
from tests.serving import Server, free_port

pytestmark = pytest.mark.browser

QUESTION = "Кто победит на выборах?"


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Somebody else's site: its folder and its address."""
    folder = tmp_path_factory.mktemp("studio")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", free_port()), handler) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        yield folder, f"http://127.0.0.1:{site.server_port}"
        site.shutdown()


@pytest.fixture(scope="module")
def server(studio: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product, which lets the studio's site talk."""
    folder, origin = studio
    server = Server(tmp_path_factory.mktemp("chat"), WIDGET_ORIGINS=origin)
    script = f'<script async src="{server.url}/widget.js"></script>'
    head = '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=390">'
    (folder / "index.html").write_text(f"{head}<h1>Студия</h1>{script}", encoding="utf-8")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def page(server: Server, studio: tuple[Path, str]) -> Iterator[Page]:
    """The studio's page on a phone."""
    with browsing() as browser:
        page = browser.new_page(viewport={"width": 390, "height": 844})
        page.goto(studio[1])
        yield page


def test_a_question_on_a_phone_outlives_the_servers_death(server: Server, page: Page) -> None:
    page.get_by_role("button", name="Открыть чат").click()
    page.get_by_role("button", name="Сколько это стоит?").click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("14 999")

    server.kill()
    page.get_by_label("Ваш вопрос").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Сообщение ждёт и уйдёт само")).to_be_visible()
    server.start()

    expect(log.locator(".theirs")).to_have_count(3, timeout=30_000)
    expect(log.locator(".mine")).to_have_count(2)
    picture(page, "chat")


def test_the_chat_is_worked_by_keys_alone_and_remembers_the_talk(page: Page) -> None:
    bubble = page.get_by_role("button", name="Открыть чат")
    bubble.focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Ваш вопрос")
    field.focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".theirs")).to_have_count(2)

    page.keyboard.press("Escape")
    expect(bubble).to_be_focused()
    page.reload()
    page.get_by_role("button", name="Открыть чат").press("Enter")

    expect(page.get_by_role("log")).to_contain_text(QUESTION)
