"""A stranger answers, trains a week, pays and has his programme; the rows say so at each step."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from app import jobs
from app.http import webhooks
from app.limits import UNLIMITED
from app.runtime import Runtime
from app.server import build_server
from app.standins.yookassa import YooKassaStandIn
from domain import clock, funnel
from domain.funnel import ClientMoved, Role
from domain.ledger import FactRow
from domain.messages import Message
from domain.people import Client
from domain.programmes.rows import Kind, Programme, Status
from pages.public.build import build_public
from pages.public.press import Press
from tests import made

PERSON = {"name": "Анна", "email": "anna@example.ru", "consent": True}


@pytest.fixture
async def visitor(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    routers = (*build_public(runtime, Press(runtime)), webhooks.build(runtime))
    site = build_server(runtime, routers, limits=UNLIMITED)
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as client:
        yield client


async def answer(visitor: httpx.AsyncClient, **answers: Any) -> dict[str, Any]:
    body = {**PERSON, "health_consent": True, "answers": made.ANSWERS | answers}
    response = await visitor.post("/api/intake", json=body)
    return {"status": response.status_code, **response.json()}


async def buy(visitor: httpx.AsyncClient, token: str | None = None) -> dict[str, Any]:
    body = {**PERSON, "tariff": "online-1-month"} | ({"client_token": token} if token else {})
    response = await visitor.post("/api/purchases", json=body)
    assert response.status_code == 201, response.text
    told: dict[str, Any] = response.json()
    return told


async def pay(visitor: httpx.AsyncClient, yookassa: YooKassaStandIn, times: int = 1) -> None:
    """The bank takes the money and posts its notice, perhaps more than once."""
    (payment_id,) = yookassa.payments
    notice = yookassa.succeed(payment_id)
    for _ in range(times):
        response = await visitor.post("/api/payments/webhook/yookassa", json=notice)
        assert response.status_code == 200


async def role(runtime: Runtime) -> Role | None:
    async with runtime.db.read() as session:
        client = (await session.exec(select(Client))).one()
        assert client.stage_id is not None
        return (await funnel.get_stage(session, client.stage_id)).role


async def programmes(runtime: Runtime, kind: Kind = Kind.FULL) -> list[Programme]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(Programme).where(Programme.kind == kind))).all())


async def messages(runtime: Runtime, kind: str) -> list[Message]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(Message).where(Message.kind == kind))).all())


async def test_the_whole_sale(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    handed = await answer(visitor)
    await runtime.outbox.drain()
    assert (handed["status"], await role(runtime)) == (201, Role.CONSULTATION)

    bought = await buy(visitor, handed["client_token"])
    await runtime.outbox.drain()
    assert (bought["amount"], await role(runtime)) == ("14999.00", Role.DECIDING)

    await pay(visitor, yookassa)
    await runtime.outbox.drain()
    assert await role(runtime) is Role.BOUGHT

    told = (await visitor.get(f"/api/purchases/{bought['purchase_token']}")).json()
    assert told["status"] == "paid"
    page = await visitor.get(told["program_url"].removeprefix("http://us"))
    await runtime.outbox.drain()
    assert (page.status_code, await role(runtime)) == (200, Role.ACTIVE)

    (programme,) = await programmes(runtime)
    assert programme.over_at is not None
    with clock.at(programme.over_at + timedelta(minutes=1)):
        await jobs.close_programmes(runtime)
        await runtime.outbox.drain()
    assert await role(runtime) is Role.FINISHED


async def test_the_free_week_is_the_first_of_what_is_paid_for(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    handed = await answer(visitor)
    await buy(visitor, handed["client_token"])
    await pay(visitor, yookassa)
    await runtime.outbox.drain()
    (demo,), (full,) = await programmes(runtime, Kind.DEMO), await programmes(runtime)
    assert demo.plan["weeks"][0] == full.plan["weeks"][0]
    assert (len(demo.plan["weeks"]), len(full.plan["weeks"])) == (1, 4)


async def test_a_notice_that_comes_three_times_pays_once(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    handed = await answer(visitor)
    await buy(visitor, handed["client_token"])
    for _ in range(3):
        await pay(visitor, yookassa, times=3)
        await runtime.outbox.drain()
    assert len(await programmes(runtime)) == 1
    assert len(await messages(runtime, "payment_received")) == 1
    assert len(await messages(runtime, "programme_ready")) == 1


async def test_a_forged_notice_pays_for_nothing(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    handed = await answer(visitor)
    await buy(visitor, handed["client_token"])
    (payment_id,) = yookassa.payments
    paid = {"id": payment_id, "status": "succeeded", "paid": True}
    forged = {"type": "notification", "event": "payment.succeeded", "object": paid}
    await visitor.post("/api/payments/webhook/yookassa", json=forged)
    await runtime.outbox.drain()
    assert await programmes(runtime) == []
    assert await role(runtime) is Role.DECIDING


async def test_a_lost_notice_is_made_up_for_by_asking(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    handed = await answer(visitor)
    await buy(visitor, handed["client_token"])
    (payment_id,) = yookassa.payments
    yookassa.succeed(payment_id)
    with clock.at(clock.now() + timedelta(minutes=2)):
        await jobs.check_payments(runtime)
        await runtime.outbox.drain()
    assert len(await programmes(runtime)) == 1


async def test_a_bank_that_is_down_when_one_buys_is_asked_again(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    yookassa.down = True
    bought = await buy(visitor)
    assert "/pay/return?purchase=" in bought["confirmation_url"]

    yookassa.down = False
    with clock.at(clock.now() + timedelta(minutes=2)):
        await jobs.check_payments(runtime)
    assert len(yookassa.payments) == 1


async def test_whoever_pays_before_he_answers_has_his_programme_once_he_has(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    await buy(visitor)
    await pay(visitor, yookassa)
    await runtime.outbox.drain()
    assert await programmes(runtime) == []
    assert len(await messages(runtime, "intake_needed")) == 1

    await answer(visitor)
    await runtime.outbox.drain()
    assert len(await programmes(runtime)) == 1


async def test_a_doctor_comes_before_any_programme_and_any_sale(
    runtime: Runtime, visitor: httpx.AsyncClient
) -> None:
    handed = await answer(visitor, screening=["chest_pain"])
    await runtime.outbox.drain()
    assert handed["status"] == 200
    assert "program_url" not in handed
    assert await programmes(runtime, Kind.DEMO) == []
    assert [m.kind for m in await messages(runtime, "doctor_first")] == ["doctor_first"]
    assert await messages(runtime, "reminder_day_7") == []


async def test_a_draft_waits_for_the_trainer_before_anybody_sees_it(
    runtime: Runtime, visitor: httpx.AsyncClient
) -> None:
    handed = await answer(visitor, conditions=["knee"])
    await runtime.outbox.drain()
    (demo,) = await programmes(runtime, Kind.DEMO)
    page = await visitor.get(f"/p/{demo.token}")
    assert (handed["status"], demo.status) == (202, Status.NEEDS_REVIEW)
    assert "подход" not in page.text.lower().replace("podhod", "")


async def test_fifty_clicks_on_buy_are_one_payment(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    """YK-18: a double click, or two windows, have one open payment."""
    told = await asyncio.gather(*(buy(visitor) for _ in range(50)))
    assert len({t["purchase_token"] for t in told}) == 1
    assert len(yookassa.payments) == 1


async def test_every_move_is_a_fact_with_who_and_why(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    handed = await answer(visitor)
    await buy(visitor, handed["client_token"])
    await pay(visitor, yookassa)
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        moved = select(FactRow).where(FactRow.kind == ClientMoved.__name__)
        rows = (await session.exec(moved.order_by(col(FactRow.created_at)))).all()
    assert [row.body["why"] for row in rows] == ["came", "intake", "purchase", "payment"]
    assert {row.body["by"] for row in rows} == {funnel.BY_RULE}


async def test_whoever_pays_first_is_led_to_the_questionnaire(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    bought = await buy(visitor)
    await pay(visitor, yookassa)
    await runtime.outbox.drain()
    told = (await visitor.get(f"/api/purchases/{bought['purchase_token']}")).json()
    page = await visitor.get(f"/pay/return?purchase={bought['purchase_token']}")
    assert (told["status"], told["awaits"]) == ("paid", "answers")
    assert "Ответить на анкету" in page.text


async def test_answers_of_somebody_who_only_knows_the_phone_wait_for_the_trainer(
    runtime: Runtime, visitor: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    await buy(visitor)
    await pay(visitor, yookassa)
    await runtime.outbox.drain()
    await answer(visitor)
    await runtime.outbox.drain()
    (full,) = await programmes(runtime)
    assert full.status is Status.NEEDS_REVIEW
