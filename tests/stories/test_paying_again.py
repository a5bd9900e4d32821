"""An order that fell through is paid again by one tap, at today's price and by its code's rules."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import col, select

from app.http import webhooks
from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from app.standins.yookassa import YooKassaStandIn
from app.words.speech import roubles
from domain import passes, promos
from domain.payments import Payment
from domain.promos import PromoKind, Terms
from domain.purchases import Purchase
from domain.tariffs import Tariff
from pages.public.build import build_public
from pages.public.press import Press

PERSON = {"name": "Анна", "email": "anna@example.ru", "consent": True}


@pytest.fixture
async def visitor(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    routers = (*build_public(runtime, Press(runtime)), webhooks.build(runtime))
    transport = httpx.ASGITransport(build_server(runtime, routers, limits=UNLIMITED))
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as client:
        yield client


async def give_up(
    visitor: httpx.AsyncClient, runtime: Runtime, yookassa: YooKassaStandIn, **given: str
) -> str:
    """Order something and let its bill run out; the order's token."""
    body = {**PERSON, "tariff": "online-1-month"} | given
    bought = (await visitor.post("/api/purchases", json=body)).json()
    notice = yookassa.cancel(next(iter(yookassa.payments)))
    await visitor.post("/api/payments/webhook/yookassa", json=notice)
    await runtime.outbox.drain()
    return str(bought["purchase_token"])


async def orders(runtime: Runtime) -> list[tuple[int, int, str]]:
    """Each bill: of which of the orders, for how much, how it stands."""
    async with runtime.db.read() as session:
        rows = list((await session.exec(select(Purchase).order_by(col(Purchase.id)))).all())
        bills = (await session.exec(select(Payment).order_by(col(Payment.id)))).all()
    ids = [row.id for row in rows]
    return [(ids.index(b.purchase_id or b.id), b.amount, b.status.value) for b in bills]


async def test_at_the_same_price_the_same_order_has_a_fresh_bill(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    token = await give_up(visitor, runtime, yookassa)
    async with runtime.db.begin() as session:
        (buyer,) = (await session.exec(select(Purchase.client_id))).all()
        assert buyer is not None
        own = await passes.proven_pass(session, buyer)
    back = (await visitor.get(f"/pay/return?purchase={token}")).text
    cabinet = (await visitor.get(f"/c/{own.token}")).text

    for _ in range(2):
        led = await visitor.post(f"/pay/again/{token}", data={"shown": "1499900"})

    assert "Оплатить заново, 14\u00a0999\u00a0₽" in back
    assert f'href="/pay/go/{token}">Оплатить заново' in cabinet
    assert (led.status_code, "/pay/return" in led.headers["location"]) == (303, False)
    assert await orders(runtime) == [(0, 1_499_900, "cancelled"), (0, 1_499_900, "pending")]


@pytest.mark.parametrize(("lasts", "today"), [(True, 1_280_000), (False, 1_600_000)])
async def test_another_price_is_seen_before_it_is_paid_and_taps_make_one_order(
    runtime: Runtime,
    visitor: httpx.AsyncClient,
    yookassa: YooKassaStandIn,
    lasts: bool,
    today: int,
) -> None:
    """The tariff is dearer, and the code may have ended: nothing is charged unseen, nor twice."""
    async with runtime.db.begin() as session:
        promo = await promos.add_code(session, "ЛЕТО20", Terms(kind=PromoKind.PERCENT, value=20))
    token = await give_up(visitor, runtime, yookassa, promo_code="ЛЕТО20")
    async with runtime.db.begin() as session:
        await promos.change_code(session, promo.id, is_active=lasts)
        one = select(Tariff).where(Tariff.code == "online-1-month")
        (await session.exec(one)).one().price = 1_600_000

    led = await visitor.get(f"/pay/go/{token}")
    back = (await visitor.get(f"/pay/return?purchase={token}")).text
    unseen = await visitor.post(f"/pay/again/{token}", data={"shown": "1199920"})
    for _ in range(2):
        paid = await visitor.post(f"/pay/again/{token}", data={"shown": str(today)})

    here = f"/pay/return?purchase={token}"
    assert (led.headers["location"], unseen.headers["location"]) == (here, here)
    assert f"сейчас {roubles(today)}" in back
    assert "/pay/return" not in paid.headers["location"]
    assert await orders(runtime) == [(0, 1_199_920, "cancelled"), (1, today, "pending")]
