"""The trainer writes a programme, mends and sends it; the client trains; his next load rises."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import browsing, picture
from tests.browser.test_training import fill_set, sign_in
from tests.made import ANSWERS
from tests.serving import Server, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("desk")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def desk(browser: Browser, server: Server) -> Iterator[Page]:
    viewport = {"width": 1440, "height": 900}
    context = browser.new_context(base_url=server.url, viewport=viewport)  # type: ignore[arg-type]  # a dict will do
    yield context.new_page()
    context.close()


def come(server: Server) -> None:
    """Anna answers the questionnaire."""
    person = {"answers": ANSWERS, "name": "Анна", "phone": "+79990000002"}
    consents = {"consent": True, "health_consent": True}
    assert httpx.post(f"{server.url}/api/intake", json=person | consents).status_code == 201


def generate(desk: Page) -> None:
    """Have a full programme written on her card; the editor opens."""
    desk.goto("/crm/clients")
    desk.get_by_text("Анна").first.click()
    desk.get_by_role("button", name="Сгенерировать полную программу").click()
    desk.get_by_role("dialog").get_by_role("button", name="Сгенерировать").click()
    desk.wait_for_url(re.compile("/programmes/.*/edit"))


def type_sets(desk: Page, number: str) -> None:
    """Another number of sets for the first exercise of the week."""
    cell = desk.locator(".cell[data-field=sets]").first
    cell.fill(number)
    cell.press("Tab")


def send(desk: Page) -> str:
    """Send what is on the desk; the path by which the client opens it."""
    desk.get_by_role("button", name="Отправить", exact=True).first.click()
    expect(desk.get_by_text("Программа уходит клиенту.")).to_be_visible()
    desk.goto(desk.url.removesuffix("/edit"))
    link = desk.get_by_role("link", name="Как видит клиент")
    expect(link).to_be_visible()
    return re.sub(r"https?://[^/]+", "", str(link.get_attribute("href")))


def test_from_a_generated_programme_to_next_weeks_load(
    server: Server, browser: Browser, desk: Page
) -> None:
    come(server)
    sign_in(desk)
    generate(desk)
    picture(desk, "editor")

    type_sets(desk, "10")
    expect(desk.get_by_text("Безопасность: ")).to_be_visible()
    picture(desk, "editor-danger")
    type_sets(desk, "3")
    expect(desk.get_by_text("Безопасность: ")).to_have_count(0)
    desk.get_by_role("button", name="Сохранить", exact=True).click()
    expect(desk.get_by_text("Сохранено: версия 2.")).to_be_visible()
    path = send(desk)

    desk.goto(f"{path}/today?week=1&day=1")
    sets = desk.locator(".task").first.locator("[data-set]")
    expect(sets).to_have_count(3)
    for number in range(1, 4):
        fill_set(desk, number, "60", "12")
        expect(sets.nth(number - 1)).to_have_class(re.compile("is-done"))
    desk.get_by_role("button", name="Завершить тренировку").click()
    expect(desk.get_by_text("Подняли за тренировку")).to_be_visible()
    desk.goto(f"{path}/today?week=2&day=1")
    expect(desk.locator(".task .dose").first).to_contain_text("62,5")
