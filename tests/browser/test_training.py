"""A client trains by his phone: sets are kept at a tap, without a network, and lead to the next."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import browsing, picture
from tests.made import ANSWERS
from tests.serving import OWNER, Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("gym")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def open_page(browser: Browser, server: Server) -> Page:
    viewport = {"width": 390, "height": 844}
    context = browser.new_context(base_url=server.url, viewport=viewport)  # type: ignore[arg-type]  # a dict will do
    return context.new_page()


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    page = open_page(browser, server)
    yield page
    page.context.close()


@pytest.fixture
def programme(server: Server) -> str:
    """The path of a fresh free week."""
    given = {"answers": ANSWERS, "name": "Анна", "phone": "+79990000001"}
    body = {**given, "consent": True, "health_consent": True}
    told = httpx.post(f"{server.url}/api/intake", json=body).json()
    return str(re.sub(r"https?://[^/]+", "", told["program_url"]))


def fill_set(page: Page, number: int, weight: str, amount: str) -> None:
    row = page.locator(".task").first.locator("[data-set]").nth(number - 1)
    row.locator("[name=weight]").fill(weight)
    row.locator("[name=amount]").fill(amount)
    row.locator("[name=rir]").fill("3")
    row.locator(".check").click()


def buy(page: Page, server: Server) -> str:
    """The path of a programme of four weeks, paid for at the demo bank."""
    body = {"answers": ANSWERS, "name": "Анна", "phone": "+79990000001"}
    consents = {"consent": True, "health_consent": True}
    told = httpx.post(f"{server.url}/api/intake", json=body | consents).json()
    order = {"tariff": "online-1-month", "name": "Анна", "phone": "+79990000001"}
    order |= {"client_token": told["client_token"], "consent": True}  # type: ignore[dict-item]  # JSON
    page.goto(httpx.post(f"{server.url}/api/purchases", json=order).json()["confirmation_url"])
    page.click("[name=action][value=pay]")
    link = page.get_by_role("link", name="Открыть программу")
    expect(link).to_be_visible(timeout=15000)
    return str(link.get_attribute("href"))


def sign_in(page: Page) -> None:
    page.goto("/crm/login")
    page.fill("[name=login]", OWNER["OWNER_LOGIN"])
    page.fill("[name=password]", OWNER["OWNER_PASSWORD"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/crm/?$"))


def test_logged_sets_reach_the_trainer_at_once_and_raise_the_next_load(
    browser: Browser, server: Server, phone: Page
) -> None:
    programme, trainer = buy(phone, server), open_page(browser, server)
    phone.goto(f"{programme}/today?week=1&day=1")
    sets = phone.locator(".task").first.locator("[data-set]")
    name = phone.locator(".task h2").first.inner_text()
    sign_in(trainer)
    trainer.goto("/crm/clients")
    trainer.get_by_text("Анна").first.click()
    expect(trainer.get_by_text("История")).to_be_visible()

    for number in range(1, sets.count() + 1):
        fill_set(phone, number, "60", "12")
        expect(sets.nth(number - 1)).to_have_class(re.compile("is-done"))
    expect(phone.locator("[data-left]")).to_be_visible()
    picture(phone, "training-day")
    expect(trainer.get_by_text(re.compile(r"60.кг.× 12")).first).to_be_visible(timeout=1000)

    phone.get_by_role("button", name="Завершить тренировку").click()
    expect(phone.get_by_text("Подняли за тренировку")).to_be_visible()
    phone.goto(f"{programme}/today?week=2&day=1")
    again = phone.locator(".task").filter(has=phone.get_by_role("heading", name=name))
    expect(again.locator(".dose")).to_contain_text("62,5")
    expect(again.locator(".reason")).to_contain_text("+2,5")
    picture(phone, "training-next-week")
    trainer.context.close()


def test_a_set_ticked_without_a_network_is_kept_and_sent_when_it_is_back(
    phone: Page, programme: str
) -> None:
    phone.goto(f"{programme}/today?week=1&day=1")
    phone.context.set_offline(True)
    fill_set(phone, 1, "50", "8")
    expect(phone.locator("[data-offline]")).to_be_visible()

    phone.context.set_offline(False)

    expect(phone.locator("[data-offline]")).to_be_hidden()
    phone.reload()
    first = phone.locator("[data-set]").first
    expect(first).to_have_class(re.compile("is-done"))
    expect(first.locator("[name=weight]")).to_have_value("50")
