"""Bought with YooMoney: the payer may write anything, so what came is believed, and no more."""

from collections.abc import AsyncIterator, Mapping
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.gateways.yoomoney import YooMoney
from app.http import webhooks
from app.limits import UNLIMITED
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.server import build_server
from app.settings import Settings
from app.standins.yoomoney import SECRET, TOKEN, WALLET, YooMoneyStandIn
from domain import payments
from domain.errors import GatewayRefused
from domain.payments import DoubtKind, RefundStatus, WrongKeys
from pages.public.build import build_public
from pages.public.press import Press

HOOK = "/api/payments/webhook/yoomoney"
BUYER = {"name": "Анна", "email": "anna@example.ru", "consent": True, "tariff": "online-1-month"}
PRICE = 1_499_900


@pytest.fixture
def wallet() -> YooMoneyStandIn:
    return YooMoneyStandIn()


@pytest.fixture
async def shop(settings: Settings, wallet: YooMoneyStandIn) -> AsyncIterator[Runtime]:
    transport = httpx.ASGITransport(wallet.app)
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://yoomoney/", headers=bearer
    ) as http:
        provider = YooMoney(http, WALLET, SECRET, has_token=True)
        runtime = build_runtime(settings, Outside(payments={"yoomoney": provider}))
        yield runtime
        await runtime.db.close()


@pytest.fixture
async def visitor(shop: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    routers = (*build_public(shop, Press(shop)), webhooks.build(shop))
    transport = httpx.ASGITransport(build_server(shop, routers, limits=UNLIMITED))
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as client:
        yield client


class Sale:
    """One purchase, and what is told of it."""

    def __init__(self, shop: Runtime, visitor: httpx.AsyncClient) -> None:
        self._shop = shop
        self._visitor = visitor
        self.label = ""

    async def begin(self) -> "Sale":
        bought = (await self._visitor.post("/api/purchases", json=BUYER)).json()
        self._token = bought["purchase_token"]
        self.form = parse_qs(urlsplit(bought["confirmation_url"]).query)
        (self.label,) = self.form["label"]
        return self

    async def tell(self, notice: Mapping[str, str]) -> int:
        return (await self._visitor.post(HOOK, data=notice)).status_code

    async def look_again(self) -> None:
        """The clockwork asks, as its hour has come."""
        async with self._shop.db.read() as session:
            (payment,) = await payments.list_payments(session)
        await payments.check(self._shop.db.begin, payment.id, self._shop.outside.payments)

    async def status(self) -> str:
        await self._shop.outbox.drain()
        told = (await self._visitor.get(f"/api/purchases/{self._token}")).json()
        return str(told["status"])

    async def doubts(self) -> list[tuple[DoubtKind, int]]:
        async with self._shop.db.read() as session:
            return [(one.kind, one.amount) for one, _ in await payments.list_doubts(session)]


@pytest.fixture
async def sale(shop: Runtime, visitor: httpx.AsyncClient) -> Sale:
    return await Sale(shop, visitor).begin()


async def test_what_the_payer_gave_pays_however_often_it_is_told(
    sale: Sale, wallet: YooMoneyStandIn
) -> None:
    """YM-01, YM-05, YM-11: less its fee it came; the label needs no escaping."""
    assert sale.form["sum"] == ["14999.00"]
    assert sale.label.isalnum()
    notice = wallet.pay(sale.label, PRICE)
    assert [await sale.tell(notice) for _ in range(3)] == [200, 200, 200]
    assert (await sale.status(), await sale.doubts()) == ("paid", [])


async def test_no_lie_about_the_wallet_pays(sale: Sale, wallet: YooMoneyStandIn) -> None:
    """YM-02, YM-03, YM-09, YM-12: forged, relabelled, signed as of old, a test, other money."""
    paid = wallet.pay("somebodyelses", PRICE)
    trial = wallet.sign({**paid, "label": sale.label, "test_notification": "true"})
    dollars = wallet.sign({**paid, "label": sale.label, "currency": "840"})
    wallet.operations.clear()

    forged = [paid | {"label": sale.label}, wallet.sign_old_way(paid | {"label": sale.label})]
    assert [await sale.tell(one) for one in (*forged, {"a": "b"})] == [403, 403, 403]
    assert [await sale.tell(one) for one in (trial, dollars)] == [200, 200]

    await sale.look_again()
    assert (await sale.status(), await sale.doubts()) == ("pending", [])


async def test_a_payer_who_wrote_a_rouble_gets_nothing(
    sale: Sale, wallet: YooMoneyStandIn, shop: Runtime
) -> None:
    """YM-04."""
    await sale.tell(wallet.pay(sale.label, 100))
    assert await sale.status() == "pending"
    async with shop.db.read() as session:
        facts = await payments.list_payments(session)
    assert facts[0].check_at is None


async def test_what_is_above_the_price_waits_for_the_trainer(
    sale: Sale, wallet: YooMoneyStandIn
) -> None:
    """YM-06: too much at once, then all of it again; the history makes no third line of it."""
    await sale.tell(wallet.pay(sale.label, PRICE + 5_000))
    assert (await sale.status(), await sale.doubts()) == ("paid", [(DoubtKind.OVERPAID, 5_000)])

    await sale.tell(wallet.pay(sale.label, PRICE, "PC"))
    await sale.status()
    await sale.look_again()
    twice = [(DoubtKind.OVERPAID, PRICE), (DoubtKind.OVERPAID, 5_000)]
    assert (await sale.status(), await sale.doubts()) == ("paid", twice)


async def test_money_without_our_label_is_a_line_for_the_trainer(
    sale: Sale, wallet: YooMoneyStandIn
) -> None:
    """YM-07: no label, and one that is nobody's."""
    for label in ("", "0" * 32):
        assert await sale.tell(wallet.pay(label, PRICE)) == 200
    assert (await sale.status(), await sale.doubts()) == ("pending", [(DoubtKind.LOST, PRICE)] * 2)


async def test_what_the_wallet_holds_back_pays_once_it_came(
    sale: Sale, wallet: YooMoneyStandIn
) -> None:
    """YM-08."""
    held = wallet.pay(sale.label, PRICE, status="in_progress")
    await sale.tell(held)
    assert await sale.status() == "pending"

    wallet.accept(held["operation_id"])
    await sale.look_again()
    assert (await sale.status(), await sale.doubts()) == ("paid", [])


async def test_three_lost_knocks_are_made_up_for_by_asking(
    sale: Sale, wallet: YooMoneyStandIn
) -> None:
    """YM-10: a notice that comes after all changes nothing."""

    async def lose(_: Mapping[str, str]) -> int:
        return 502

    notice = wallet.pay(sale.label, PRICE)
    assert await wallet.knock(notice, lose) == 3
    await sale.look_again()
    assert await sale.status() == "paid"

    assert await wallet.knock(notice, sale.tell) == 1
    assert (await sale.status(), await sale.doubts()) == ("paid", [])


async def test_a_revoked_token_is_told_and_notices_go_on(
    sale: Sale, wallet: YooMoneyStandIn, shop: Runtime
) -> None:
    """YM-13."""
    wallet.revoked = True
    with pytest.raises(WrongKeys):
        await shop.outside.payments["yoomoney"].check()

    await sale.tell(wallet.pay(sale.label, PRICE))
    assert await sale.status() == "paid"


async def test_money_goes_back_by_the_trainers_hand(
    sale: Sale, wallet: YooMoneyStandIn, shop: Runtime
) -> None:
    """YM-14: nothing is asked of the wallet; he transfers it and says so."""
    await sale.tell(wallet.pay(sale.label, PRICE))
    await sale.status()
    async with shop.db.begin() as session:
        (payment,) = await payments.list_payments(session)
        asked = await payments.ask_refund(
            session, payment.id, amount=PRICE, reason="передумала", by=None
        )
    await shop.outbox.drain()

    async with shop.db.begin() as session:
        waiting = await payments.get_refunding(session, asked.id)
        assert (waiting.is_by_hand, waiting.status) == (True, RefundStatus.PENDING)
        await payments.mark_returned_by_hand(session, asked.id)
    assert await sale.status() == "refunded"
    with pytest.raises(GatewayRefused):
        await shop.outside.payments["yoomoney"].look_up_refund(sale.label)
