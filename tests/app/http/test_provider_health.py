"""What the trainer's scripts learn of those who take money for us."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.http import provider_health
from app.runtime import Runtime
from app.server import build_server
from app.standins.yookassa import YooKassaStandIn

PATH = "/api/payments/health"


@pytest.fixture
async def script(runtime: Runtime, token: str) -> AsyncIterator[httpx.AsyncClient]:
    server = build_server(runtime, private=[provider_health.build(runtime)])
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(server),
        base_url="http://us",
        headers={"Authorization": f"Bearer {token}"},
    ) as client:
        yield client


@pytest.mark.parametrize(("down", "problem"), [(False, None), (True, "unreachable")])
async def test_a_script_learns_whether_a_provider_would_take_money(
    script: httpx.AsyncClient, yookassa: YooKassaStandIn, *, down: bool, problem: str | None
) -> None:
    yookassa.down = down
    told = (await script.get(PATH, params={"provider": "yookassa"})).json()
    shop = {"shop": None, "test": None} if down else {"shop": "100500", "test": True}
    assert told == {"items": [{"provider": "yookassa", "ok": not down, "problem": problem} | shop]}


async def test_a_shop_that_prints_receipts_we_send_nothing_for_is_told_at_once(
    script: httpx.AsyncClient, yookassa: YooKassaStandIn
) -> None:
    yookassa.prints_receipts = True

    (told,) = (await script.get(PATH)).json()["items"]

    assert (told["ok"], told["problem"], told["shop"]) == (False, "receipts_differ", "100500")


async def test_a_provider_that_is_not_connected_is_not_found(script: httpx.AsyncClient) -> None:
    assert (await script.get(PATH, params={"provider": "tbank"})).status_code == 404
