"""Bought over the landing, with each bank's stand-in on the wire, and paid while the page waits."""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page, Route, expect

from app.standins import tbank, yoomoney
from app.standins.tbank import TBankStandIn
from app.standins.yookassa import YooKassaStandIn
from app.standins.yoomoney import YooMoneyStandIn
from tests.browser.looking import browsing, picture
from tests.serving import free_port, serving

pytestmark = pytest.mark.browser

PRICE = 1_499_900


@dataclass(frozen=True)
class Bank:
    """A stand-in, how the product is told of it, and what a payer's deeds there come to."""

    app: FastAPI
    settings: Callable[[str], Mapping[str, str]]
    """By the stand-in's address."""
    page: str
    """Where the payer arrives."""
    asked: Callable[[str], tuple[str, str]]
    """The sum the bank asks for and where it sends the payer back, by the page's address."""
    take: Callable[[str], Mapping[str, Any]]
    """The money is taken; the notice to post."""


def _yookassa() -> Bank:
    bank = YooKassaStandIn()

    def asked(url: str) -> tuple[str, str]:
        bill = bank.payments[url.rpartition("/")[2]]
        return str(bill["amount"]["value"]), str(bill["confirmation"]["return_url"])

    return Bank(
        app=bank.app,
        settings=lambda url: {
            "YOOKASSA_SHOP_ID": "100500",
            "YOOKASSA_SECRET_KEY": "test_secret",
            "YOOKASSA_API_URL": f"{url}/v3",
            "YOOKASSA_NETWORKS": "127.0.0.1",
        },
        page="https://yookassa/",
        asked=asked,
        take=lambda url: {"json": bank.succeed(url.rpartition("/")[2])},
    )


def _tbank() -> Bank:
    bank = TBankStandIn()

    def asked(url: str) -> tuple[str, str]:
        bill = bank.payments[url.rpartition("/")[2]]
        return f"{bill['Amount'] / 100:.2f}", str(bill["asked"]["SuccessURL"])

    return Bank(
        app=bank.app,
        settings=lambda url: {
            "TBANK_TERMINAL_KEY": tbank.TERMINAL_KEY,
            "TBANK_PASSWORD": tbank.PASSWORD,
            "TBANK_API_URL": f"{url}/v2",
        },
        page="https://tbank/pay/",
        asked=asked,
        take=lambda url: {"json": bank.succeed(url.rpartition("/")[2])},
    )


def _yoomoney() -> Bank:
    wallet = YooMoneyStandIn()

    def field(url: str, name: str) -> str:
        return parse_qs(urlsplit(url).query)[name][0]

    return Bank(
        app=wallet.app,
        settings=lambda url: {
            "YOOMONEY_WALLET": yoomoney.WALLET,
            "YOOMONEY_SECRET": yoomoney.SECRET,
            "YOOMONEY_TOKEN": yoomoney.TOKEN,
            "YOOMONEY_URL": url,
        },
        page="/quickpay/confirm",
        asked=lambda url: (field(url, "sum"), field(url, "successURL")),
        take=lambda url: {"data": wallet.pay(field(url, "label"), PRICE)},
    )


BANKS = {"yookassa": _yookassa, "tbank": _tbank, "yoomoney": _yoomoney}


@contextmanager
def on_the_line(app: FastAPI) -> Iterator[str]:
    """A stand-in on a thread of its own; its address."""
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)  # noqa: TID251 - it has no event to wait for
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(params=BANKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bank(name: str) -> Bank:
    return BANKS[name]()


@pytest.fixture
def page(bank: Bank, tmp_path: Path) -> Iterator[Page]:
    """A phone on the landing; what the bank shows is not ours to draw."""
    with (
        on_the_line(bank.app) as url,
        serving(tmp_path, **bank.settings(url)) as server,
        browsing() as browser,
    ):
        context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
        page = context.new_page()
        page.route(re.compile("^https://(yookassa|tbank)/"), _show_bank)
        page.goto("/")
        yield page


def _show_bank(route: Route) -> None:
    route.fulfill(body="<h1>Bank</h1>", content_type="text/html")


def test_an_order_over_the_landing_is_paid_at_each_bank(page: Page, bank: Bank, name: str) -> None:
    """It opens and closes by keys, charges what its button says, and sees the money by itself."""
    buy = page.locator("a[data-buy][href='/buy/online-1-month']")
    order = page.get_by_role("dialog", name="1 месяц онлайн")
    buy.click()
    expect(order).to_be_visible()
    page.keyboard.press("Escape")
    expect(order).to_be_hidden()
    expect(buy).to_be_focused()

    buy.press("Enter")
    order.get_by_label("Имя", exact=True).fill("Анна")
    order.get_by_label("Почта", exact=True).fill("anna@example.ru")
    order.get_by_label("Даю согласие").check()
    picture(page, "buy-over")
    order.get_by_role("button", name="Оплатить 14 999 ₽").last.click()
    page.wait_for_url(re.compile(re.escape(bank.page)))
    at_bank = page.url
    summed, back = bank.asked(at_bank)
    page.goto(back)
    expect(page.get_by_role("status")).to_have_text("Ждём подтверждения банка")
    hook = f"{page.url.partition('/pay/')[0]}/api/payments/webhook/{name}"
    assert httpx.post(hook, **bank.take(at_bank)).status_code == 200

    expect(page.get_by_role("status")).to_have_text("Оплата прошла", timeout=15_000)
    assert summed == "14999.00"
