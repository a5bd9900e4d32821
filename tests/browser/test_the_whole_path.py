"""A stranger becomes a client, in one browser; the trainer sees each step in another.

No key, no mail server, no Telegram: what `make run` serves on a fresh machine.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looking import browsing, picture
from tests.serving import OWNER, Server, serving

pytestmark = pytest.mark.browser

ANSWERS: dict[str, str | list[str]] = {
    "sex": "f",
    "age": "31",
    "height_cm": "168",
    "weight_kg": "64,5",
    "goal": "muscle_gain",
    "train_months": "8",
    "days_per_week": "3",
    "minutes": "60",
    "location": "gym",
    "screening": ["none"],
    "conditions": ["none"],
    "medication": ["none"],
    "lifestyle": "moderate",
}
"""What is asked for; everything else is skipped."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("house")) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


def phone(browser: Browser, server: Server, **options: object) -> Page:
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": 390, "height": 844},
        **options,  # type: ignore[arg-type]  # as playwright names them
    )
    return context.new_page()


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Page]:
    page = phone(browser, server)
    yield page
    page.context.close()


@pytest.fixture
def trainer(browser: Browser, server: Server) -> Iterator[Page]:
    page = phone(browser, server)
    page.goto("/crm/login")
    page.fill("[name=login]", OWNER["OWNER_LOGIN"])
    page.fill("[name=password]", OWNER["OWNER_PASSWORD"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/crm/?$"))
    yield page
    page.context.close()


def answer_all(page: Page, pictures: str = "") -> None:
    """Walk through the questionnaire as a person with Anna's answers would."""
    seen = 0
    while "finish" not in (page.locator("form.question").get_attribute("action") or ""):
        key = page.locator("[name=key]").get_attribute("value") or ""
        if pictures and key in {"sex", "weight_kg", "conditions"}:
            picture(page, f"{pictures}-{key}")
        if key not in ANSWERS:
            page.click("[name=action][value=skip]")
            continue
        given = ANSWERS[key]
        for value in given if isinstance(given, list) else [given]:
            box = page.locator(f"[name=value][value='{value}']")
            if box.count():
                box.check()
            else:
                page.fill("#value", value)
        page.click("[name=action][value=next]")
        seen += 1
    assert seen == len(ANSWERS)


def finish(page: Page, name: str, phone: str) -> None:
    page.fill("#name", name)
    page.fill("#phone", phone)
    page.check("#consent")
    page.check("#health_consent")
    page.click("[name=action][value=finish]")


def test_a_stranger_becomes_a_client_and_the_trainer_sees_it(visitor: Page, trainer: Page) -> None:
    picture(trainer, "today-empty")
    visitor.goto("/")
    picture(visitor, "landing")
    visitor.goto("/start")
    picture(visitor, "start")
    visitor.click("form [type=submit], form button")
    answer_all(visitor, pictures="start")
    picture(visitor, "start-finish")
    finish(visitor, "Анна Смирнова", "+7 999 000-00-01")

    expect(visitor).to_have_url(re.compile("/p/"))
    picture(visitor, "free-week")
    expect(trainer.get_by_text("Анна Смирнова").first).to_be_visible(timeout=5000)
    picture(trainer, "today")

    visitor.locator("a[href*='/buy/online-1-month']").first.click()
    visitor.fill("#name", "Анна Смирнова")
    visitor.fill("#phone", "+7 999 000-00-01")
    visitor.check("#consent")
    picture(visitor, "buy")
    visitor.locator("button[value=pay]").last.click()
    expect(visitor).to_have_url(re.compile("/demo/bank/"))
    picture(visitor, "demo-bank")
    visitor.click("[name=action][value=pay]")

    expect(visitor).to_have_url(re.compile("/pay/return"))
    programme = visitor.get_by_role("link", name="Открыть программу")
    expect(programme).to_be_visible(timeout=15000)
    picture(visitor, "paid")
    programme.click()
    expect(visitor).to_have_url(re.compile("/p/"))
    picture(visitor, "programme")

    trainer.goto("/crm/funnel")
    active = trainer.get_by_role("region", name="Активный клиент")
    expect(active.get_by_text("Анна Смирнова").first).to_be_visible(timeout=10000)
    picture(trainer, "board")
    for name in ("clients", "payments", "attention", "messages", "settings"):
        trainer.goto(f"/crm/{name}")
        trainer.wait_for_timeout(500)
        picture(trainer, name)
    trainer.goto("/crm/clients")
    trainer.get_by_text("Анна Смирнова").first.click()
    expect(trainer).to_have_url(re.compile("/crm/clients/[0-9a-f-]{36}"))
    picture(trainer, "card")


def test_the_questionnaire_works_with_scripts_off(browser: Browser, server: Server) -> None:
    page = phone(browser, server, java_script_enabled=False)
    page.goto("/start")
    page.click("form button")
    answer_all(page)
    finish(page, "Без скриптов", "+7 999 000-00-02")
    expect(page).to_have_url(re.compile("/p/"))
    page.context.close()


def test_a_questionnaire_left_half_way_is_found_again(visitor: Page) -> None:
    visitor.goto("/start")
    visitor.click("form button")
    visitor.locator("[name=value][value=f]").check()
    visitor.click("[name=action][value=next]")
    left_at = visitor.url

    visitor.goto("about:blank")
    visitor.goto(left_at.split("?")[0])

    expect(visitor.locator("[name=key]")).to_have_value("age")
    visitor.click("[name=action][value=back]")
    expect(visitor.locator("[name=value][value=f]")).to_be_checked()


def test_declining_at_the_bank_takes_nothing_and_says_so(visitor: Page) -> None:
    visitor.goto("/buy/online-1-month")
    visitor.fill("#name", "Передумавший")
    visitor.fill("#email", "changed-mind@example.ru")
    visitor.check("#consent")
    visitor.locator("button[value=pay]").last.click()
    visitor.click("[name=action][value=decline]")
    expect(visitor.get_by_role("status").filter(has_text="Оплата не прошла")).to_be_visible(
        timeout=15000
    )
