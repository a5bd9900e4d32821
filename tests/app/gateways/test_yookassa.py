"""We and YooKassa mean the same: read by its own SDK, told as it tells."""

from uuid import uuid4

import httpx
import pytest
from yookassa.domain.notification import WebhookNotificationFactory
from yookassa.domain.response import PaymentResponse

from app.gateways.yookassa import YooKassa
from app.standins.yookassa import YooKassaStandIn
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import Order, Status

ORDER = Order(
    payment_id=uuid4(),
    idempotence_key=str(uuid4()),
    amount=1_499_900,
    description="1 месяц онлайн",
    return_url="http://us/pay/return",
)


def gateway(yookassa: YooKassaStandIn) -> YooKassa:
    transport = httpx.ASGITransport(yookassa.app)
    return YooKassa(httpx.AsyncClient(transport=transport, base_url="http://yookassa/v3/"))


def answering(status: int, **given: object) -> YooKassa:
    """A gateway to a server that always answers so."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, **given))  # type: ignore[arg-type]
    return YooKassa(httpx.AsyncClient(transport=transport, base_url="http://yookassa/v3/"))


async def test_its_own_sdk_reads_what_our_twin_says(yookassa: YooKassaStandIn) -> None:
    bill = await gateway(yookassa).create(ORDER)
    notice = yookassa.succeed(bill.external_id)
    read = PaymentResponse(yookassa.payments[bill.external_id])
    told = WebhookNotificationFactory().create(notice)
    assert (read.id, read.status, str(read.amount.value)) == (
        bill.external_id,
        "succeeded",
        "14999.00",
    )
    assert (told.event, told.object.id) == ("payment.succeeded", bill.external_id)


async def test_the_same_order_again_gives_the_same_bill(yookassa: YooKassaStandIn) -> None:
    bills = [await gateway(yookassa).create(ORDER) for _ in range(2)]
    assert bills[0] == bills[1]
    assert bills[0].payment_id == ORDER.payment_id


async def test_one_key_for_two_bodies_is_refused(yookassa: YooKassaStandIn) -> None:
    await gateway(yookassa).create(ORDER)
    with pytest.raises(GatewayRefused):
        await gateway(yookassa).create(ORDER.model_copy(update={"amount": 1}))


async def test_what_it_says_is_read_in_our_words(yookassa: YooKassaStandIn) -> None:
    bill = await gateway(yookassa).create(ORDER)
    assert (bill.status, bill.amount) == (Status.PENDING, 1_499_900)
    yookassa.cancel(bill.external_id)
    assert (await gateway(yookassa).look_up(bill.external_id)).status is Status.CANCELLED


@pytest.mark.parametrize("status", [202, 429, 500, 502, 503])
async def test_what_may_pass_is_tried_again(status: int) -> None:
    with pytest.raises(GatewayUnavailable):
        await answering(status, json={}).look_up("x")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
async def test_what_will_not_pass_is_refused(status: int) -> None:
    with pytest.raises(GatewayRefused):
        await answering(status, json={}).look_up("x")


@pytest.mark.parametrize("value", ["NaN", "1e400", "-5.00", "1.001", 14999.0, None])
async def test_an_amount_that_is_none_is_never_taken_for_money(value: object) -> None:
    amount = {"value": value, "currency": "RUB"}
    body = {"id": "x", "status": "succeeded", "amount": amount}
    with pytest.raises(GatewayRefused):
        await answering(200, json=body).look_up("x")


async def test_an_unknown_status_is_never_taken_for_paid() -> None:
    amount = {"value": "14999.00", "currency": "RUB"}
    with pytest.raises(GatewayRefused):
        await answering(200, json={"id": "x", "status": "maybe", "amount": amount}).look_up("x")


async def test_a_page_instead_of_json_is_tried_again() -> None:
    with pytest.raises(GatewayUnavailable):
        await answering(200, text="<html>").look_up("x")
