"""A script gives money back; the bank carries it, sometimes slowly, sometimes not at all."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest

from app import jobs
from app.http import payments as routes
from app.runtime import Runtime
from app.server import build_server
from app.standins.yookassa import YooKassaStandIn
from domain import clock, messages, payments
from domain.payments import Payment
from tests import made


@pytest.fixture
async def script(runtime: Runtime, token: str) -> AsyncIterator[httpx.AsyncClient]:
    server = build_server(runtime, private=[routes.build(runtime)])
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(server),
        base_url="http://us",
        headers={"Authorization": f"Bearer {token}"},
    ) as client:
        yield client


@pytest.fixture
async def paid(runtime: Runtime, yookassa: YooKassaStandIn) -> Payment:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id = None
    doors = runtime.outside.payments
    placed = await payments.place(runtime.db.begin, payment.id, doors)
    yookassa.succeed(str(placed.external_id))
    return await payments.check(runtime.db.begin, payment.id, doors)


async def refund_slowly(
    runtime: Runtime, script: httpx.AsyncClient, yookassa: YooKassaStandIn, paid: Payment
) -> str:
    """Ask for all of it back from a slow bank; what the bank calls the refund."""
    yookassa.slow_refunds = True
    await script.post(f"/api/payments/{paid.id}/refund", json={"reason": "переезд"})
    await runtime.outbox.drain()
    async with runtime.db.begin() as session:
        asked = (await payments.list_refunds(session, paid.id))[0]
        asked.check_at = clock.now()
    return str(asked.external_id)


async def told_owner(runtime: Runtime) -> set[str]:
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        return {notice.kind for notice in await messages.list_owner_notices(session)}


async def test_a_repeated_request_with_its_key_gives_back_once(
    runtime: Runtime, script: httpx.AsyncClient, paid: Payment
) -> None:
    url, part = f"/api/payments/{paid.id}/refund", {"amount": "100.00", "reason": "переезд"}
    key = {"Idempotency-Key": "1"}
    told = [await script.post(url, json=part, headers=key) for _ in range(2)]
    rest = await script.post(url, json={"reason": "остаток"})
    more = await script.post(url, json={"reason": "ещё"})
    await runtime.outbox.drain()

    listed = await script.get(f"/api/payments/{paid.id}/refunds")
    assert told[0].json() == told[1].json()
    assert rest.json()["amount"] == "14899.00"
    assert more.status_code == 409
    assert [item["status"] for item in listed.json()["items"]] == ["done", "done"]


async def test_yk_21_a_refund_refused_later_is_told_and_may_be_asked_again(
    runtime: Runtime, script: httpx.AsyncClient, yookassa: YooKassaStandIn, paid: Payment
) -> None:
    refund_id = await refund_slowly(runtime, script, yookassa, paid)
    yookassa.end_refund(refund_id, "canceled")

    await jobs.check_refunds(runtime)

    again = await script.post(f"/api/payments/{paid.id}/refund", json={"reason": "ещё раз"})
    assert "refund_refused" in await told_owner(runtime)
    assert again.status_code == 201


async def test_tb_13_a_refund_on_its_way_for_a_day_is_told_once_and_still_asked_about(
    runtime: Runtime,
    script: httpx.AsyncClient,
    yookassa: YooKassaStandIn,
    paid: Payment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    refund_id = await refund_slowly(runtime, script, yookassa, paid)
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: later)
    await jobs.check_refunds(runtime)
    yookassa.end_refund(refund_id)
    monkeypatch.setattr(clock, "now", lambda: later + timedelta(hours=1))
    await jobs.check_refunds(runtime)

    async with runtime.db.read() as session:
        row = await payments.get_payment(session, paid.id)
    assert "refund_stuck" in await told_owner(runtime)
    assert row.status is payments.Status.REFUNDED
