"""Where providers knock: whose knock is heard, and what of it is kept."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from app.gateways.tbank import sign
from app.http import webhooks
from app.inbox import Knock
from app.limits import UNLIMITED
from app.masking import mask, mask_text
from app.runtime import Runtime, build_runtime
from app.server import build_server
from app.standins.tbank import PASSWORD
from app.standins.yookassa import YooKassaStandIn
from domain import payments
from domain.payments import Payment, Status
from tests import made

HOOK = "/api/payments/webhook/yookassa"
THEIRS = "185.71.76.5"
PROXY = "10.0.0.1"


@pytest.fixture
async def shop(runtime: Runtime) -> AsyncIterator[Runtime]:
    """In production, behind one proxy."""
    given = {"environment": "production", "trusted_proxies": (PROXY,)}
    settings = runtime.settings.model_copy(update=given)
    real = build_runtime(settings, runtime.outside)
    yield real
    await real.db.close()


async def knock(shop: Runtime, peer: str, notice: Any, forwarded: str = "") -> int:
    site = build_server(shop, (webhooks.build(shop),), limits=UNLIMITED)
    transport = httpx.ASGITransport(site, client=(peer, 1))
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    async with httpx.AsyncClient(transport=transport, base_url="https://us") as http:
        answer = await http.post(HOOK, json=notice, headers=headers)
    await shop.outbox.drain()
    return answer.status_code


async def paid_at_the_bank(runtime: Runtime, yookassa: YooKassaStandIn) -> tuple[Payment, Any]:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id = None
    payment = await payments.place(runtime.db.begin, payment.id, runtime.outside.payments)
    return payment, yookassa.succeed(str(payment.external_id))


async def status(runtime: Runtime, payment: Payment) -> Status:
    async with runtime.db.read() as session:
        return (await payments.get_payment(session, payment.id)).status


@pytest.mark.parametrize(
    ("peer", "forwarded"),
    [
        ("203.0.113.7", ""),
        ("203.0.113.7", THEIRS),
        (PROXY, f"{THEIRS}, 203.0.113.7"),
        (PROXY, ""),
        (PROXY, "unknown"),
    ],
)
async def test_a_notice_from_elsewhere_is_answered_403_and_nothing_is_done(
    shop: Runtime, yookassa: YooKassaStandIn, peer: str, forwarded: str
) -> None:
    """YK-03, YK-04: whatever X-Forwarded-For says, where it is not our proxy who says it."""
    payment, notice = await paid_at_the_bank(shop, yookassa)

    assert await knock(shop, peer, notice, forwarded) == 403

    assert await status(shop, payment) is Status.PENDING
    async with shop.db.read() as session:
        kept = (await session.exec(select(Knock))).all()
    assert [k.verdict for k in kept] == ["other_network"]


@pytest.mark.parametrize(
    ("peer", "forwarded"),
    [
        (THEIRS, ""),
        (PROXY, THEIRS),
        (PROXY, f"1.2.3.4, {THEIRS}"),
        (PROXY, "::ffff:185.71.76.5"),
        (PROXY, "2a02:5180:0:1509::1"),
    ],
)
async def test_a_notice_from_the_providers_network_is_heard(
    shop: Runtime, yookassa: YooKassaStandIn, peer: str, forwarded: str
) -> None:
    """YK-04: through our proxy too, in either spelling of the address."""
    payment, notice = await paid_at_the_bank(shop, yookassa)

    assert await knock(shop, peer, notice, forwarded) == 200

    assert await status(shop, payment) is Status.PAID


PAID: dict[str, Any] = {
    "event": "payment.succeeded",
    "object": {"id": "22e12f66-000f-5000-8000-18db351245c7"},
}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b"\xff\xfe\x00", 400),
        (b"[" * 30_000, 400),
        (b"a=1&b=2", 400),
        (b'{"event": "payment.succeeded"}', 400),
        (json.dumps(PAID | {"object": {"id": "../me"}}).encode(), 400),
        (json.dumps(PAID | {"event": "payment.levitated"}).encode(), 200),
        (json.dumps(PAID | {"sum": float("nan")}).encode(), 200),
        (json.dumps(PAID).encode()[:-1] + b', "sum": 1e400, "n": "\\u0000"}', 200),
        (b'{"pad": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
)
async def test_no_body_makes_the_door_fall(runtime: Runtime, body: bytes, code: int) -> None:
    """YK-26: a clear answer, whatever its content type says, and never a 500."""
    site = build_server(runtime, (webhooks.build(runtime),))
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as http:
        answers = [
            await http.post(HOOK, content=body, headers={"content-type": kind})
            for kind in ("application/json", "text/html; charset=nonsense", "")
        ]
    await runtime.outbox.drain()

    assert {answer.status_code for answer in answers} == {code}


async def test_a_database_that_is_down_is_said_so_that_the_notice_comes_again(
    runtime: Runtime,
) -> None:
    """YK-27: what was not kept is not acknowledged."""
    site = build_server(runtime, (webhooks.build(runtime),), limits=UNLIMITED)
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)
    async with runtime.db.begin() as session:
        await (await session.connection()).exec_driver_sql("DROP TABLE knock")

    async with httpx.AsyncClient(transport=transport, base_url="http://us") as http:
        answer = await http.post(HOOK, json=PAID)

    assert answer.status_code >= 500


async def test_neither_keys_nor_cards_are_kept(runtime: Runtime) -> None:
    told = {"TerminalKey": "T", "PaymentId": "13", "Pan": "430000******0777", "ExpDate": "1230"}
    told |= {"RebillId": "77", "CardId": "88", "Status": "CONFIRMED", "Amount": "100"}
    told["Token"] = sign(told, PASSWORD)
    card = {"first6": "430000", "last4": "0777", "expiry_year": "2030", "expiry_month": "12"}
    notice = PAID | {"object": {**PAID["object"], "payment_method": {"card": card}}}
    site = build_server(runtime, (webhooks.build(runtime),), limits=UNLIMITED)
    transport = httpx.ASGITransport(site)
    async with httpx.AsyncClient(transport=transport, base_url="http://us") as http:
        await http.post(HOOK, json=notice)
        await http.post(HOOK.replace("yookassa", "tbank"), json=told)

    async with runtime.db.read() as session:
        kept = json.dumps([k.body for k in (await session.exec(select(Knock))).all()])
    for secret in ("430000", "2030", "1230", told["Token"], '"77"', '"88"'):
        assert secret not in kept
    assert "0777" in kept
    assert "CONFIRMED" in kept


def test_what_cannot_be_read_is_masked_as_text() -> None:
    assert mask_text("pan 4300 0000 0000 0777, id 22e12f66") == "pan •••0777, id 22e12f66"
    deep: Any = {"Token": "x"}
    for _ in range(50):
        deep = [deep]
    assert "x" not in json.dumps(mask(deep))
