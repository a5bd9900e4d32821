"""A code made by a script takes its part off a price, and gives its place back when it should."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import select

from app import jobs
from app.http import promocodes, webhooks
from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from app.standins.yookassa import YooKassaStandIn
from domain import clock, payments, users
from domain.payments import Payment
from domain.promos import PromoCode, PromoUse
from domain.promos.holding import FORGOTTEN_AFTER
from pages.public.build import build_public
from pages.public.press import Press

PERSON = {"name": "Анна", "email": "anna@example.ru", "consent": True}


@pytest.fixture
async def web(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """The whole server; its visitor carries a script's token, which visitors' doors do not read."""
    async with runtime.db.begin() as session:
        _, token = await users.create_api_token(session, "script")
    routers = (*build_public(runtime, Press(runtime)), webhooks.build(runtime))
    site = build_server(runtime, routers, limits=UNLIMITED, private=[promocodes.build(runtime)])
    headers = {"Authorization": f"Bearer {token}"}
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://us", headers=headers
    ) as client:
        yield client


async def make(web: httpx.AsyncClient, **terms: Any) -> dict[str, Any]:
    answer = await web.post("/api/promocodes", json={"code": "ЛЕТО20", "value": 20} | terms)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def buy(web: httpx.AsyncClient, code: str = "лето20", **given: Any) -> httpx.Response:
    body = {**PERSON, "tariff": "online-1-month", "promo_code": code} | given
    return await web.post("/api/purchases", json=body)


async def post_notice(web: httpx.AsyncClient, runtime: Runtime, notice: dict[str, Any]) -> None:
    assert (await web.post("/api/payments/webhook/yookassa", json=notice)).status_code == 200
    await runtime.outbox.drain()


async def stands(runtime: Runtime) -> tuple[int, list[str]]:
    """Places taken of the one code there is, and the state of each use."""
    async with runtime.db.read() as session:
        promo = (await session.exec(select(PromoCode))).one()
        uses = (await session.exec(select(PromoUse))).all()
    return promo.used, [use.state for use in uses]


async def test_a_code_from_the_script_to_the_paid_purchase(
    runtime: Runtime, web: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    """Features H01, H10: the sum shown is the sum charged; reserved, then captured."""
    made = await make(web)
    shown = await web.post(
        "/api/promocodes/check", json={"code": "Лето 20", "tariff": "online-1-month"}
    )
    bought = (await buy(web)).json()
    ((bill_id, bill),) = yookassa.payments.items()
    assert (shown.json()["total"], bought["amount"], bill["amount"]["value"]) == (
        "11999.20",
        "11999.20",
        "11999.20",
    )
    assert await stands(runtime) == (1, ["reserved"])

    for _ in range(2):
        await post_notice(web, runtime, yookassa.succeed(bill_id))
    assert await stands(runtime) == (1, ["captured"])
    told = (await web.get(f"/api/promocodes/{made['id']}")).json()
    assert (told["paid"], told["people"], told["discount"], told["income"]) == (
        1,
        1,
        "2999.80",
        "11999.20",
    )


async def test_whoever_names_no_code_gets_the_offered_one_while_it_works(
    runtime: Runtime, web: httpx.AsyncClient
) -> None:
    """Feature H09: the code applied by itself never stands in the way of a sale."""
    promo = await make(web, max_uses=1)
    path = f"/api/promocodes/{promo['id']}"
    assert (await web.patch(path, json={"default": True})).status_code == 200

    first = await web.post("/api/purchases", json={**PERSON, "tariff": "online-1-month"})
    other = {**PERSON, "name": "Олег", "email": "oleg@example.ru", "tariff": "online-1-month"}
    second = await web.post("/api/purchases", json=other)

    assert (first.json()["amount"], second.json()["amount"]) == ("11999.20", "14999.00")
    assert await stands(runtime) == (1, ["reserved"])


async def test_a_cancelled_order_gives_its_place_to_the_next(
    runtime: Runtime, web: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    """Features H10 (vendure#1466, Sylius#6470): a limit does not count what fell through."""
    await make(web, max_uses=1)
    await buy(web)
    other = {"name": "Олег", "email": "oleg@example.ru"}
    refused = await buy(web, **other)
    assert refused.status_code == 422
    assert "столько раз" in refused.json()["error"]["fields"]["promo_code"]

    (bill_id,) = yookassa.payments
    for _ in range(2):
        await post_notice(web, runtime, yookassa.cancel(bill_id))
    assert await stands(runtime) == (0, ["released"])
    assert (await buy(web, **other)).status_code == 201


async def test_a_refund_gives_the_place_back(
    runtime: Runtime, web: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    """Features H10: freed on refund, once, however often it is told."""
    await make(web, max_per_person=1)
    await buy(web)
    (bill_id,) = yookassa.payments
    await post_notice(web, runtime, yookassa.succeed(bill_id))
    assert (await buy(web)).status_code == 422

    for _ in range(2):
        await post_notice(web, runtime, yookassa.refund(bill_id))
    assert await stands(runtime) == (0, ["released"])


async def test_what_went_back_of_a_second_payment_gives_no_place_back(
    runtime: Runtime, web: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    await make(web, max_per_person=1)
    await buy(web)
    async with runtime.db.begin() as session:
        (first,) = await payments.list_payments(session)
        again = first.model_dump(include={"amount", "client_id", "description", "provider"})
        second = payments.ask_for(
            session, **again, purchase_id=first.purchase_id or first.id, return_url=first.return_url
        )
    await payments.place(runtime.db.begin, second.id, runtime.outside.payments)
    first_bill, second_bill = yookassa.payments

    for bill_id in (first_bill, second_bill):
        await post_notice(web, runtime, yookassa.succeed(bill_id))
    await post_notice(web, runtime, yookassa.refund(second_bill))

    assert await stands(runtime) == (1, ["captured"])


async def test_an_invoice_nobody_pays_does_not_keep_its_place_for_ever(
    runtime: Runtime, web: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    """Features H10: freed by time; money that comes later is captured, and no more."""
    await make(web, max_uses=1)
    await buy(web)
    with clock.at(clock.now() + FORGOTTEN_AFTER + timedelta(minutes=1)):
        await jobs.release_promos(runtime)
        assert await stands(runtime) == (0, ["released"])
        await buy(web, name="Олег", email="oleg@example.ru")

    bill_id = next(iter(yookassa.payments))
    await post_notice(web, runtime, yookassa.succeed(bill_id))
    used, states = await stands(runtime)
    assert (used, sorted(states)) == (1, ["captured", "reserved"])


async def test_a_code_for_all_of_the_price_is_paid_at_once(
    runtime: Runtime, web: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    """Features H15: no bank is asked for nothing, and what follows payment follows."""
    await make(web, value=100)
    bought = (await buy(web)).json()
    await runtime.outbox.drain()

    told = (await web.get(f"/api/purchases/{bought['purchase_token']}")).json()
    assert (bought["amount"], told["status"]) == ("0.00", "paid")
    assert "/pay/return?purchase=" in bought["confirmation_url"]
    assert (yookassa.payments, await stands(runtime)) == ({}, (1, ["captured"]))


async def test_another_address_is_no_other_person(runtime: Runtime, web: httpx.AsyncClient) -> None:
    """Features H-ii (Saleor #18563): once per person goes by who he is, not by an e-mail."""
    await make(web, max_per_person=1)
    first = {"phone": "+79990000001"}
    assert (await buy(web, **first)).status_code == 201
    again = await buy(web, **first, email="anna-2@example.ru", form_id="another")
    fields = again.json()["error"]["fields"]
    assert (again.status_code, fields["promo_code"]) == (422, "Вам этот промокод не подходит.")


async def test_a_stranger_cannot_try_codes_for_long(web: httpx.AsyncClient) -> None:
    """Wrong guesses of one network run out; what is unknown and what is off sound alike."""
    await make(web, code="OFF", active=False)

    def ask(code: str) -> Any:
        return web.post("/api/promocodes/check", json={"code": code, "tariff": "online-1-month"})

    told = [(await ask(code)).json() for code in ("OFF", "NOSUCH")]
    assert told[0] == told[1]
    statuses = [(await ask(f"GUESS{n}")).status_code for n in range(40)]
    assert (statuses[0], statuses[-1]) == (200, 429)


async def test_the_landing_page_and_order_show_one_price(web: httpx.AsyncClient) -> None:
    """Feature H08: a link's code is in the cards' prices and in what they lead to; else H09's."""
    await make(web, tariffs=["online-1-month"])
    offered = await make(web, code="ВСЕМ", value=10)
    await web.patch(f"/api/promocodes/{offered['id']}", json={"default": True})

    plain = (await web.get("/")).text
    linked = (await web.get("/?promo=лето20")).text
    wrong = (await web.get("/?promo=ZIMA20")).text
    orders = [(await web.get(f"/buy/online-1-month{q}")).text for q in ("", "?promo=ZIMA20")]

    assert all("13\u00a0499,10" in page and "11\u00a0999,20" not in page for page in (plain, wrong))
    assert "11\u00a0999,20" in linked
    assert "/buy/online-1-month?promo=%D0%9B%D0%95%D0%A2%D0%9E20" in linked
    assert ("цены уже со скидкой" in linked, "Такого промокода нет" in wrong) == (True, True)
    assert all('name="shown" value="1349910"' in page for page in orders)


async def test_an_offered_code_that_is_not_for_him_is_taken_out_of_his_way(
    web: httpx.AsyncClient, runtime: Runtime
) -> None:
    """Feature H09: the dialog's script is told the new price first, then where to pay it."""
    promo = await make(web, max_per_person=1)
    await web.patch(f"/api/promocodes/{promo['id']}", json={"default": True})
    await buy(web)
    form = {"name": "Анна", "email": "anna@example.ru", "consent": "true", "form_id": "2"}
    script = {"accept": "application/json"}

    asked = form | {"promo_code": "ЛЕТО20", "shown": "1199920"}
    told = await web.post("/buy/online-1-month", data=asked, headers=script)
    again = await web.post("/buy/online-1-month", data=form | {"shown": "1499900"}, headers=script)

    assert (told.status_code, 'name="shown" value="1499900"' in told.text) == (422, True)
    assert 'name="promo_code" value=""' in told.text
    assert again.json().keys() == {"confirmation_url"}
    async with runtime.db.read() as session:
        assert (await session.exec(select(Payment.amount))).all() == [1199920, 1499900]


async def test_the_buy_page_shows_the_price_before_it_takes_it(
    runtime: Runtime, web: httpx.AsyncClient
) -> None:
    """Features H08, H11: a link with the code; without scripts; no price one has not seen."""
    await make(web)
    page = await web.get("/buy/online-1-month?promo=ZIMA20")
    assert "11\u00a0999,20" not in page.text
    page = await web.get("/buy/online-1-month?promo=ktnj20")
    assert "11\u00a0999,20" in page.text

    form = {"name": "Анна", "email": "a@b.ru", "consent": "true", "form_id": "1", "action": "pay"}
    unseen = await web.post(
        "/buy/online-1-month", data=form | {"promo_code": "ЛЕТО20", "shown": "1499900"}
    )
    assert (unseen.status_code, "11\u00a0999,20" in unseen.text) == (200, True)
    seen = await web.post(
        "/buy/online-1-month", data=form | {"promo_code": "ЛЕТО20", "shown": "1199920"}
    )
    assert seen.status_code == 303
    async with runtime.db.read() as session:
        assert (await session.exec(select(Payment.amount))).all() == [1199920]
