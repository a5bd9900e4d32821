"""Bought with T-Bank: its Token is checked, its answer is `OK`, and it is asked all the same."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from app.gateways.tbank import TBank
from app.http import webhooks
from app.limits import UNLIMITED
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.server import build_server
from app.settings import Settings
from app.standins.tbank import PASSWORD, TERMINAL_KEY, TBankStandIn
from pages.public.build import build_public
from pages.public.press import Press

HOOK = "/api/payments/webhook/tbank"
BUYER = {"name": "Анна", "email": "anna@example.ru", "consent": True, "tariff": "online-1-month"}


@pytest.fixture
def bank() -> TBankStandIn:
    return TBankStandIn()


@pytest.fixture
async def shop(settings: Settings, bank: TBankStandIn) -> AsyncIterator[Runtime]:
    transport = httpx.ASGITransport(bank.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://tbank/v2/") as http:
        provider = TBank(http, TERMINAL_KEY, PASSWORD, f"http://us{HOOK}")
        runtime = build_runtime(settings, Outside(payments={"tbank": provider}))
        yield runtime
        await runtime.db.close()


@pytest.fixture
async def visitor(shop: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    routers = (*build_public(shop, Press(shop)), webhooks.build(shop))
    transport = httpx.ASGITransport(build_server(shop, routers, limits=UNLIMITED))
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as client:
        yield client


async def status(shop: Runtime, visitor: httpx.AsyncClient, bought: dict[str, Any]) -> str:
    await shop.outbox.drain()
    told = (await visitor.get(f"/api/purchases/{bought['purchase_token']}")).json()
    return str(told["status"])


async def test_what_tbank_took_is_paid_however_often_it_tells(
    shop: Runtime, visitor: httpx.AsyncClient, bank: TBankStandIn
) -> None:
    """TB-01, TB-02, TB-03: held and paid at once, repeated, answered with exactly two letters."""
    bought = (await visitor.post("/api/purchases", json=BUYER)).json()
    (payment_id,) = bank.payments
    told = [bank.turn(payment_id, s) for s in ("AUTHORIZED", "CONFIRMED")]

    answers = [await visitor.post(HOOK, json=notice) for notice in (*told[::-1], *told)]

    assert {(a.status_code, a.content) for a in answers} == {(200, b"OK")}
    assert answers[0].headers["content-type"].startswith("text/plain")
    assert await status(shop, visitor, bought) == "paid"


async def test_no_lie_about_tbank_pays(
    shop: Runtime, visitor: httpx.AsyncClient, bank: TBankStandIn
) -> None:
    """TB-04, TB-11: forged, of another terminal, early, and of a sum that was not asked for."""
    bought = (await visitor.post("/api/purchases", json=BUYER)).json()
    (payment_id,) = bank.payments
    early = bank.notice(payment_id, Status="CONFIRMED")
    foreign = bank.notice(payment_id, TerminalKey="1800000000000DEMO", Status="CONFIRMED")

    told = [await visitor.post(HOOK, json=n) for n in (early | {"Amount": 1}, foreign, early)]
    assert [answer.status_code for answer in told] == [403, 200, 200]
    assert await status(shop, visitor, bought) != "paid"

    await visitor.post("/api/payments/webhook/tinkoff", json=bank.succeed(payment_id, kopecks=100))
    assert await status(shop, visitor, bought) != "paid"
