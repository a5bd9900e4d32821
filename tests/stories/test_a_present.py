"""One pays, another trains: the bill is the payer's, the card, the questions and the programme are
the receiver's, and neither learns of the other more than he was told."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from app.http import webhooks
from app.letters import write_letter
from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from app.standins.yookassa import YooKassaStandIn
from domain import cabinets, cards, consents, passes, people, purchases, tax_receipts
from domain.messages import Message
from domain.passes import Pass
from domain.payments import Payment
from domain.people import Client
from domain.programmes.rows import Programme
from domain.purchases import Purchase
from domain.tax_receipts import TaxReceipt
from pages.public.build import build_public
from pages.public.press import Press
from tests import made

ORDER = {
    "name": "Олег",
    "email": "oleg@example.ru",
    "consent": "true",
    "form_id": "1",
    "shown": "1499900",
    "is_gift": "true",
    "receiver_name": "Анна",
    "receiver_email": "anna@example.ru",
}

RECEIPT = "https://lknpd.nalog.ru/api/v1/receipt/1234/abc/print"


@pytest.fixture
async def visitor(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    routers = (*build_public(runtime, Press(runtime)), webhooks.build(runtime))
    transport = httpx.ASGITransport(build_server(runtime, routers, limits=UNLIMITED))
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as client:
        yield client


async def give(
    visitor: httpx.AsyncClient, runtime: Runtime, yookassa: YooKassaStandIn, **changed: str
) -> str:
    """Order it and pay it; the purchase's token."""
    assert (await visitor.post("/buy/online-1-month", data=ORDER | changed)).status_code == 303
    notice = yookassa.succeed(next(iter(yookassa.payments)))
    await visitor.post("/api/payments/webhook/yookassa", json=notice)
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        return (await session.exec(select(Purchase.token))).one()


async def card(runtime: Runtime, name: str) -> Client:
    async with runtime.db.read() as session:
        return (await session.exec(select(Client).where(Client.name == name))).one()


async def letters(runtime: Runtime, client: Client) -> dict[str, str]:
    """What is in the post for a client, by kind."""
    async with runtime.db.begin() as session:
        sent = await session.exec(select(Message).where(Message.client_id == client.id))
        return {row.kind: (await write_letter(session, row, "http://us")).text for row in sent}


async def answer(visitor: httpx.AsyncClient, token: str) -> None:
    person = {"name": "Анна", "email": "anna@example.ru", "consent": True, "health_consent": True}
    body = {**person, "answers": made.ANSWERS, "client_token": token}
    assert (await visitor.post("/api/intake", json=body)).status_code == 201


async def own_token(runtime: Runtime, client: Client) -> str:
    async with runtime.db.begin() as session:
        return (await passes.proven_pass(session, client.id)).token


async def test_the_payer_has_the_bill_and_the_receiver_the_programme(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    token = await give(visitor, runtime, yookassa)
    oleg, anna = await card(runtime, "Олег"), await card(runtime, "Анна")
    to_oleg, to_anna = await letters(runtime, oleg), await letters(runtime, anna)

    assert (set(to_oleg), set(to_anna)) == ({"payment_received"}, {"gift_received"})
    assert "Олег дарит вам «1 месяц онлайн»" in to_anna["gift_received"]
    assert "это подарок" in to_oleg["payment_received"].lower()
    async with runtime.db.read() as session:
        assert await consents.list_consents(session, anna.id) == []
        assert (await session.exec(select(Payment.client_id))).one() == oleg.id

    await answer(visitor, await own_token(runtime, anna))
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        programme = (await session.exec(select(Programme).where(Programme.weeks == 4))).one()
        purchase = await purchases.get_by_token(session, token)
        (await session.get_one(Pass, purchase.pass_id)).is_proven = True
        assert not await cabinets.may_hand_over(session, purchase, programme)
    told: dict[str, Any] = (await visitor.get(f"/api/purchases/{token}")).json()
    assert programme.client_id == anna.id
    assert (told["status"], told.keys() & {"program_url", "awaits"}) == ("paid", set())


async def test_each_sees_his_own_side_of_it(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    await visitor.post("/buy/online-1-month", data=ORDER)
    oleg, anna = await card(runtime, "Олег"), await card(runtime, "Анна")
    cabinets = [f"/c/{await own_token(runtime, one)}" for one in (oleg, anna)]
    assert "1 месяц онлайн" not in (await visitor.get(cabinets[1])).text

    token = await give(visitor, runtime, yookassa)
    async with runtime.db.begin() as session:
        due = (await session.exec(select(TaxReceipt.id))).one()
        await tax_receipts.mark_issued(session, due, RECEIPT)
    given, received = [(await visitor.get(url)).text for url in cabinets]
    back = (await visitor.get(f"/pay/return?purchase={token}")).text

    assert ("14\u00a0999" in given, ", в подарок" in given) == (True, True)
    assert (RECEIPT in given, RECEIPT in received) == (True, False)
    assert ("1 месяц онлайн" in received, "14\u00a0999" in received) == (True, False)
    assert ("Подарок оплачен" in back, "Ответить на анкету" in back) == (True, False)


async def test_a_present_to_nobody_is_refused_beside_its_fields(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    nobody = {"receiver_name": "", "receiver_email": "", "email": "oleg"}
    page = await visitor.post("/buy/online-1-month", data=ORDER | nobody)

    assert page.status_code == 422
    assert ("Напишите, кому подарок." in page.text, "Нужна почта получателя" in page.text) == (
        True,
        True,
    )
    async with runtime.db.read() as session:
        assert (await session.exec(select(Client))).all() == []


async def test_merged_and_erased_the_payer_leaves_the_receiver_what_is_his(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    await give(visitor, runtime, yookassa)
    oleg, anna = await card(runtime, "Олег"), await card(runtime, "Анна")
    async with runtime.db.begin() as session:
        kept = people.add_client(session, "Олег Второй", {})
        await session.flush()
        made_one = await cards.merge(session, kept.id, oleg.id)
        await session.flush()
        moved = (await session.exec(select(Purchase.payer_id))).one()
        await cards.undo_merge(session, made_one.id)
        back = (await session.exec(select(Purchase.payer_id))).one()
    assert (moved, back) == (kept.id, oleg.id)

    async with runtime.db.begin() as session:
        await cards.erase(session, oleg.id)
    async with runtime.db.read() as session:
        purchase = (await session.exec(select(Purchase))).one()
        payment = (await session.exec(select(Payment))).one()
    assert (purchase.client_id, purchase.payer_id, purchase.pass_id) == (anna.id, None, None)
    assert (payment.client_id, payment.amount) == (None, 1_499_900)
