"""What scripts add to public pages, in a real browser and under the strictest content policy.

The pages are drawn from samples and served by the browser's own interception: no server runs.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from pages.public.render import STATIC, build_templates, render
from tests.pages.samples import SAMPLES, view

pytestmark = pytest.mark.browser

SITE = "http://fit.example"
POLICY = (
    "default-src 'none'; style-src 'self' 'nonce-n'; script-src 'nonce-n'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'"
)
SYSTEM = Path("/usr/bin/chromium")
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
TEMPLATES = build_templates()
Answer = Callable[[Route], None]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as p:
        path = SYSTEM if SYSTEM.exists() else None
        opened = p.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.route(f"{SITE}/static/**", serve_static)
    yield page
    page.close()


def serve_static(route: Route) -> None:
    path = STATIC / route.request.url.split("/static/")[1].split("?")[0]
    route.fulfill(body=path.read_bytes(), content_type=TYPES[path.suffix])


def show(page: Page, name: str, path: str = "/") -> None:
    html = render(TEMPLATES, view(name), nonce="n")
    headers = {"content-security-policy": POLICY, "content-type": "text/html; charset=utf-8"}
    page.route(f"{SITE}{path}", lambda route: route.fulfill(body=html, headers=headers))
    page.goto(f"{SITE}{path}")


def answering(sent: list[Any], status: int, body: object) -> Answer:
    def answer(route: Route) -> None:
        sent.append((route.request.post_data_json, route.request.headers["idempotency-key"]))
        route.fulfill(status=status, body=json.dumps(body), content_type="application/json")

    return answer


def fill_lead(page: Page) -> None:
    page.fill("#name", "Ольга")
    page.fill("#phone", "+7 900 000-00-00")
    page.check("#consent")
    page.click("[data-lead] [type=submit]")


def test_a_lead_is_sent_without_leaving_the_page(page: Page) -> None:
    sent: list[Any] = []
    page.route("**/api/leads", answering(sent, 201, {"start_url": "/start/abc"}))
    show(page, "landing", "/?utm_source=flyer&consent=true&marketing_consent=true")
    fill_lead(page)
    page.wait_for_selector("[data-done]")
    assert page.get_attribute("[data-link=start_url]", "href") == "/start/abc"
    assert page.is_hidden("[data-link=telegram_invite_url]")
    touches = [json.loads(sent[0][0].pop(name))["utm"] for name in ("first_touch", "last_touch")]
    assert touches == [{"utm_source": "flyer"}] * 2
    assert sent[0][0] == {
        "name": "Ольга",
        "phone": "+7 900 000-00-00",
        "consent": True,
        "utm": {"utm_source": "flyer"},
    }


def test_an_address_can_tick_no_consent(page: Page) -> None:
    sent: list[Any] = []
    page.route("**/api/leads", answering(sent, 201, {}))
    show(page, "landing", "/?consent=true")
    page.click("[data-lead] [type=submit]")
    page.wait_for_selector("[data-done]")
    assert sent[0][0]["consent"] is False


def test_a_refused_lead_says_why_beside_the_field(page: Page) -> None:
    refused = {"error": {"code": "refused", "message": "m", "fields": {"phone": "Нет такого"}}}
    sent: list[Any] = []
    page.route("**/api/leads", answering(sent, 422, refused))
    show(page, "landing")
    fill_lead(page)
    page.wait_for_selector("#phone-error")
    assert page.inner_text("#phone-error") == "Нет такого"
    assert page.evaluate("document.activeElement.id") == "phone"


def test_a_lead_that_was_put_right_goes_under_a_new_key(page: Page) -> None:
    sent: list[Any] = []
    page.route("**/api/leads", answering(sent, 422, {"error": {"fields": {"phone": "!"}}}))
    show(page, "landing")
    fill_lead(page)
    page.wait_for_selector("#phone-error")
    with page.expect_response("**/api/leads"):
        page.click("[data-lead] [type=submit]")
    assert len({key for _, key in sent}) == 2


def test_a_lost_connection_loses_no_words_and_keeps_the_key(page: Page) -> None:
    keys: list[str] = []

    def drop(route: Route) -> None:
        keys.append(route.request.headers["idempotency-key"])
        route.abort()

    page.route("**/api/leads", drop)
    show(page, "landing")
    fill_lead(page)
    page.wait_for_selector("[data-lead] .notice.bad")
    with page.expect_event("requestfailed"):
        page.click("[data-lead] [type=submit]")
    assert page.input_value("#name") == "Ольга"
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_the_price_follows_the_code_and_asks_of_each_once(page: Page) -> None:
    sent: list[Any] = []

    def judge(route: Route) -> None:
        sent.append(route.request.post_data_json)
        prices = {"price": "14999.00", "discount": "2999.80", "total": "11999.20"}
        route.fulfill(json={"valid": True, **prices})

    page.route("**/api/promocodes/check", judge)
    show(page, "buy", "/buy/online-1-month")
    for _ in range(2):
        page.fill("#promo_code", "ЛЕТО20")
        page.focus("#name")
        page.wait_for_selector("text=скидка 2 999,80")
    shown, said = page.input_value("[name=shown]"), page.inner_text("button.big")
    page.fill("#promo_code", "")
    page.focus("#name")

    assert (shown, said.replace("\xa0", " ")) == ("1199920", "Оплатить 11 999,20 ₽")
    assert (page.input_value("[name=shown]"), page.is_hidden("[data-off]")) == ("1499900", True)
    assert sent == [{"code": "ЛЕТО20", "tariff": "online-1-month"}]


def test_a_links_code_goes_along_to_the_order_and_sets_no_cookie(page: Page) -> None:
    show(page, "landing", "/?promo=LETO")
    show(page, "programme", "/p/abc")
    assert "promo=LETO" in (page.get_attribute("a[href*='/buy/']", "href") or "")
    assert page.context.cookies() == []


def test_none_of_these_and_any_of_these_exclude_each_other(page: Page) -> None:
    show(page, "start_many", "/start/abc")
    page.check("[value=none]")
    assert page.locator(":checked").count() == 1
    page.check("[value=knee]")
    assert not page.is_checked("[value=none]")


def test_the_payer_sees_the_payment_by_itself(page: Page) -> None:
    status = {"status": "pending"}
    body = lambda route: route.fulfill(json=status)  # noqa: E731 - reads the status of the moment
    page.route("**/api/purchases/p1", body)
    show(page, "pay_pending", "/pay/return?purchase=p1")
    page.wait_for_timeout(1300)
    show_next(page, "pay_paid")
    status["status"] = "paid"
    page.wait_for_selector("a[href='/p/abc']", timeout=5000)


def show_next(page: Page, name: str) -> None:
    html = render(TEMPLATES, view(name), nonce="n")
    page.route(
        f"{SITE}/pay/return?purchase=p1",
        lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"),
    )


def test_an_unknown_purchase_does_not_reload_for_ever(page: Page) -> None:
    page.route("**/api/purchases/p1", lambda route: route.fulfill(status=404, json={"error": {}}))
    show(page, "pay_pending", "/pay/return?purchase=p1")
    page.evaluate("window.same = true")
    page.wait_for_timeout(1500)
    assert page.evaluate("window.same")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_fits_a_small_phone_and_breaks_no_policy(page: Page, name: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.set_viewport_size({"width": 320, "height": 640})
    page.route("**/api/**", lambda route: route.fulfill(json={}))
    show(page, name)
    small = page.evaluate(
        """[...document.querySelectorAll('.button,.option,.tick,select,textarea,summary,.menu a,'
        + 'input:not([type=hidden],[type=checkbox],[type=radio])')]
        .filter((e) => e.checkVisibility() && !e.closest('.trap,.vh') && !e.matches('.vh'))
        .filter((e) => e.getBoundingClientRect().height < 43.5)
        .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert small == []
    assert said == []
