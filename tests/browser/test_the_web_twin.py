"""One person, two doors: begun in the bot, gone on with in the browser, and the bot knows all."""

import asyncio
import re
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from app.standins.telegram import TOKEN, TelegramStandIn
from app.standins.telegram_world import Person
from app.words import bot_questionnaire, bot_today
from tests.browser.looking import browsing
from tests.browser.test_the_whole_path import ANSWERS, finish
from tests.serving import Server, serving

pytestmark = pytest.mark.browser
T = TypeVar("T")
SPEAKS = {"sendmessage", "editmessagetext"}


class Talk:
    """Anna's talk with the bot; Telegram lives on a loop of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self.telegram = TelegramStandIn()
        self._opened = asyncio.Event()
        self._closing = asyncio.Event()
        self._life = asyncio.run_coroutine_threadsafe(self._live(), self._loop)
        self._do(self._opened.wait())
        self.anna: Person = self.telegram.person("Анна")

    def say(self, text: str) -> str:
        return self._do(self._after(lambda: self.telegram.say(self.anna, text)))

    def press(self, label: str) -> str:
        return self._do(self._after(lambda: self.telegram.press(self.anna, label)))

    def link(self, label: str) -> str:
        """The path that the newest line called so leads to: no button may lead to this machine."""
        told = "\n".join(self.telegram.answers(self.anna))
        return urlsplit(str(re.findall(rf"{label}: (\S+)", told)[-1])).path

    def hears(self, words: str) -> None:
        """Wait until the bot has said so."""
        self._do(self._until(words))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self._life.result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _after(self, do: Callable[[], object]) -> str:
        """What she reads once the bot has answered; a button may come a message later."""
        async with asyncio.timeout(80):
            before = await self._done(do)
            while SPEAKS.isdisjoint(name.lower() for name, _ in self.telegram.calls[before:]):
                await self.telegram.world.wait(0.05)
        return self.telegram.answers(self.anna)[-1]

    async def _done(self, do: Callable[[], object]) -> int:
        """Do it as soon as it can be done; how many calls of the bot came before."""
        while True:
            before = len(self.telegram.calls)
            try:
                do()
            except LookupError:
                await self.telegram.world.wait(0.05)
            else:
                return before

    async def _until(self, words: str) -> None:
        async with asyncio.timeout(20):
            while words not in str(self.telegram.calls).replace("\\xa0", " "):
                await self.telegram.world.wait(0.05)

    async def _live(self) -> None:
        async with self.telegram:
            self._opened.set()
            await self._closing.wait()

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(90)


@pytest.fixture
def talk() -> Iterator[Talk]:
    talk = Talk()
    yield talk
    talk.close()


@pytest.fixture
def server(talk: Talk, tmp_path: Path) -> Iterator[Server]:
    told = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": talk.telegram.url}
    with serving(tmp_path, **told) as server:
        yield server


@pytest.fixture
def page(server: Server) -> Iterator[Page]:
    with browsing() as browser:
        context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
        yield context.new_page()


def test_what_began_in_the_bot_goes_on_in_the_browser_and_back(talk: Talk, page: Page) -> None:
    talk.say("/intake")
    talk.press(bot_questionnaire.DATA_YES)
    talk.press("Женщина")

    page.goto(talk.link(bot_questionnaire.TWIN))
    assert page.locator("[name=key]").get_attribute("value") == "age"
    answer_the_rest(page)
    finish(page, "Анна", "+7 999 000-00-01")
    expect(page).to_have_url(re.compile("/p/"))
    page.goto(f"{urlsplit(page.url).path}/today?week=1&day=1")
    tick_first_set(page, "12")

    talk.say("/today")
    talk.press(bot_today.GO_ON)
    talk.hears("Сделано: 20 кг × 12")


def answer_the_rest(page: Page) -> None:
    """From where she stands to the end."""
    while "finish" not in (page.locator("form.question").get_attribute("action") or ""):
        key = page.locator("[name=key]").get_attribute("value") or ""
        given = ANSWERS.get(key)
        if given is None:
            page.click("[name=action][value=skip]")
            continue
        for value in [given] if isinstance(given, str) else given:
            box = page.locator(f"[name=value][value='{value}']")
            if box.count():
                box.check()
            else:
                page.fill("#value", value)
        page.click("[name=action][value=next]")


def tick_first_set(page: Page, amount: str) -> None:
    row = page.locator(".task").first.locator("[data-set]").first
    row.locator("[name=weight]").fill("20")
    row.locator("[name=amount]").fill(amount)
    row.locator(".check").click()
    expect(row).to_have_class(re.compile("is-done"))
