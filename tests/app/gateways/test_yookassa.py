"""We and YooKassa mean the same: read by its own SDK, told as it tells."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from yookassa.domain.notification import WebhookNotificationFactory
from yookassa.domain.response import PaymentResponse, RefundResponse

from app.gateways.yookassa import YooKassa
from app.standins.yookassa import YooKassaStandIn
from domain import clock
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.payments import KeyReused, Order, RefundStatus, Status, WrongKeys
from tests.house.sources import ROOT

ORDER = Order(
    payment_id=uuid4(),
    idempotence_key=str(uuid4()),
    amount=1_499_900,
    description="1 месяц онлайн",
    return_url="http://us/pay/return",
)

PAYLOADS = sorted((ROOT / "tests" / "payloads" / "yookassa").glob("*.json"))


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


@pytest.mark.parametrize("path", PAYLOADS, ids=lambda path: path.stem)
def test_every_event_it_posts_names_whom_to_ask_about(path: Path) -> None:
    """YK-06, YK-26: a refund names its payment; one that is about no payment is asked about too."""
    notice = answering(200).read_notice(path.read_bytes())
    assert (notice.external_id, notice.signed) == ("22e12f66-000f-5000-8000-18db351245c7", None)


async def test_the_same_order_again_gives_the_same_bill(yookassa: YooKassaStandIn) -> None:
    bills = [await gateway(yookassa).create(ORDER) for _ in range(2)]
    assert bills[0] == bills[1]
    assert bills[0].payment_id == ORDER.payment_id


async def test_yk_13_one_key_for_two_bodies_is_told_from_all_else(
    yookassa: YooKassaStandIn,
) -> None:
    """YK-13: nothing is asked for by the second."""
    await gateway(yookassa).create(ORDER)
    with pytest.raises(KeyReused):
        await gateway(yookassa).create(ORDER.model_copy(update={"amount": 1}))


async def test_what_it_says_is_read_in_our_words(yookassa: YooKassaStandIn) -> None:
    bill = await gateway(yookassa).create(ORDER)
    assert (bill.status, bill.amount) == (Status.PENDING, 1_499_900)
    yookassa.cancel(bill.external_id)
    assert (await gateway(yookassa).look_up(bill.external_id)).status is Status.CANCELLED


@pytest.mark.parametrize("status", [202, 429, 500, 502, 503])
async def test_what_may_pass_is_tried_again(status: int) -> None:
    """YK-15, YK-16: too often, not known yet, a page of some server on the way."""
    with pytest.raises(GatewayUnavailable):
        await answering(status, text="<html>502</html>").create(ORDER)
    with pytest.raises(GatewayUnavailable):
        await answering(status, json={}).look_up("x")


@pytest.mark.parametrize(
    ("told", "seconds"), [({"retry_after": 90_000}, 90), ({"retry_after": 10**9}, 3600), ({}, None)]
)
async def test_yk_15_the_pause_it_asks_for_is_told_on(
    told: dict[str, int], seconds: int | None
) -> None:
    """YK-15: in milliseconds on the wire; an hour at most."""
    with pytest.raises(GatewayUnavailable) as error:
        await answering(429, json={"type": "error", **told}).create(ORDER)
    assert error.value.after == (seconds and timedelta(seconds=seconds))


async def test_yk_17_an_answer_that_takes_half_a_minute_is_waited_for() -> None:
    """YK-17: it may think for 30 s; to hang up at 31 would leave the outcome unknown."""
    waits: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        waits.append(request.extensions["timeout"]["read"])
        return httpx.Response(404)

    http = httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://yookassa/")
    with pytest.raises(GatewayRefused):
        await YooKassa(http).look_up("x")
    assert waits[0] > 31


async def test_yk_11_an_order_whose_key_is_forgotten_is_looked_for_first(
    yookassa: YooKassaStandIn,
) -> None:
    """YK-11: a day of 500s; the payment that the first call made is found by our own id."""
    order = ORDER.model_copy(update={"asked_at": clock.now()})
    yookassa.deaf = True
    with pytest.raises(GatewayUnavailable):
        await gateway(yookassa).create(order)
    yookassa.deaf = False
    yookassa.forget_keys()
    old = order.model_copy(update={"asked_at": clock.now() - timedelta(hours=24)})

    bill = await gateway(yookassa).create(old)
    assert list(yookassa.payments) == [bill.external_id]


async def test_yk_22_a_refund_whose_answer_was_lost_is_looked_for_first(
    yookassa: YooKassaStandIn,
) -> None:
    """YK-22: once, in parts, however long its key has been forgotten."""
    bill = await gateway(yookassa).create(ORDER)
    yookassa.succeed(bill.external_id)
    yookassa.deaf = True
    with pytest.raises(GatewayUnavailable):
        await gateway(yookassa).refund(bill.external_id, 500_000, "key-1")
    yookassa.deaf = False
    yookassa.forget_keys()

    back = await gateway(yookassa).refund(bill.external_id, 500_000, "key-1")
    assert (back.status, back.amount, len(yookassa.refunds)) == (RefundStatus.DONE, 500_000, 1)
    rest = await gateway(yookassa).refund(bill.external_id, 999_900, "key-2")
    assert (await gateway(yookassa).look_up(bill.external_id)).status is Status.REFUNDED
    assert rest.external_id != back.external_id
    with pytest.raises(GatewayRefused):
        await gateway(yookassa).refund(bill.external_id, 1, "key-3")


async def test_yk_21_a_refund_that_is_refused_later_is_seen_by_asking(
    yookassa: YooKassaStandIn,
) -> None:
    """YK-21: of this no notice tells; the money is the shop's again."""
    bill = await gateway(yookassa).create(ORDER)
    yookassa.succeed(bill.external_id)
    yookassa.slow_refunds = True
    asked = await gateway(yookassa).refund(bill.external_id, 1_499_900, "key-1")
    yookassa.end_refund(asked.external_id, "canceled")

    told = await gateway(yookassa).look_up_refund(asked.external_id)
    assert (asked.status, told.status) == (RefundStatus.PENDING, RefundStatus.REFUSED)
    assert (await gateway(yookassa).look_up(bill.external_id)).status is Status.PAID
    assert RefundResponse(yookassa.refunds[asked.external_id]).status == "canceled"


async def test_what_was_taken_since_is_listed_page_by_page(yookassa: YooKassaStandIn) -> None:
    """YK-28: all of it, and nothing that was not paid."""
    began = clock.now()
    for number in range(103):
        fresh = {"payment_id": uuid4(), "idempotence_key": str(number)}
        bill = await gateway(yookassa).create(ORDER.model_copy(update=fresh))
        if number:
            yookassa.succeed(bill.external_id)

    listed = await gateway(yookassa).list_since(began - timedelta(minutes=1))
    assert (len(listed), {bill.status for bill in listed}) == (102, {Status.PAID})
    assert await gateway(yookassa).list_since(clock.now() + timedelta(minutes=1)) == []


@pytest.mark.parametrize("status", [401, 403])
async def test_yk_14_keys_it_does_not_know_are_told_from_all_else(status: int) -> None:
    """YK-14: the order is not refused: it waits until the keys are right."""
    with pytest.raises(WrongKeys):
        await answering(status, json={}).create(ORDER)
    with pytest.raises(WrongKeys):
        await answering(status, json={}).check()


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
