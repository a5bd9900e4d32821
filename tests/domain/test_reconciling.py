"""What no notice told and no question asked is found when the books are laid side by side."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from app import jobs
from app.gateways.tbank import TBank
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.standins.tbank import PASSWORD, TERMINAL_KEY, TBankStandIn
from app.standins.yookassa import YooKassaStandIn
from domain import clock, payments
from domain.payments import Doubt, DoubtKind, Payment, Status
from tests import made


async def placed(runtime: Runtime, provider: str = "yookassa", n: int = 1) -> Payment:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session, n=n))
        payment.external_id, payment.provider = None, provider
    return await payments.place(runtime.db.begin, payment.id, runtime.outside.payments)


async def read(runtime: Runtime, payment: Payment) -> Payment:
    async with runtime.db.read() as session:
        return await payments.get_payment(session, payment.id)


async def doubts(runtime: Runtime) -> list[Doubt]:
    async with runtime.db.read() as session:
        return [doubt for doubt, _ in await payments.list_doubts(session)]


@pytest.fixture
def asked(yookassa: YooKassaStandIn) -> list[str]:
    """The paths that are asked for."""
    asked: list[str] = []

    @yookassa.app.middleware("http")
    async def note(request: Any, answer: Any) -> Any:
        asked.append(request.url.path)
        return await answer(request)

    return asked


async def test_money_that_came_while_the_house_was_shut_is_found_at_the_start(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-27, YK-28: every notice lost, three days without a process; one was given up on."""
    open_, given_up = await placed(runtime), await placed(runtime, n=2)
    async with runtime.db.begin() as session:
        (await payments.get_payment(session, given_up.id)).check_at = None
    for payment in (open_, given_up):
        yookassa.succeed(str(payment.external_id))
    at_start = {job.name for job in jobs.all_jobs() if job.at_start}
    assert {"check payments", "reconcile payments"} <= at_start

    with clock.at(clock.now() + timedelta(days=2, hours=20)):
        await jobs.check_payments(runtime)
        await jobs.reconcile_payments(runtime)
        await jobs.reconcile_payments(runtime)
        await runtime.outbox.drain()

    assert [(await read(runtime, p)).status for p in (open_, given_up)] == [Status.PAID] * 2
    assert [(d.kind, d.payment_id) for d in await doubts(runtime)] == [
        (DoubtKind.FOUND, given_up.id)
    ]


async def test_the_list_is_read_once_a_day_and_nothing_in_it_is_asked_about_again(
    runtime: Runtime, yookassa: YooKassaStandIn, asked: list[str]
) -> None:
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    await payments.check(runtime.db.begin, payment.id, runtime.outside.payments)
    asked.clear()

    for hours in (0, 1, 22, 24):
        with clock.at(clock.now() + timedelta(hours=hours)):
            await jobs.reconcile_payments(runtime)

    assert asked == ["/v3/payments"] * 2
    assert await doubts(runtime) == []


@pytest.mark.parametrize("changed", [{"status": "canceled"}, None])
async def test_money_the_provider_stands_by_no_more_is_a_line(
    runtime: Runtime, yookassa: YooKassaStandIn, changed: dict[str, str] | None
) -> None:
    """YK-29: of a chargeback no event tells; the trainer is told that the books differ."""
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    await payments.check(runtime.db.begin, payment.id, runtime.outside.payments)
    if changed is None:
        yookassa.payments.clear()
    else:
        del yookassa.payments[str(payment.external_id)]["captured_at"]
        yookassa.payments[str(payment.external_id)] |= changed

    for days in (0, 1):
        with clock.at(clock.now() + timedelta(days=days)):
            await jobs.reconcile_payments(runtime)

    assert [d.kind for d in await doubts(runtime)] == [DoubtKind.MISSING]
    assert (await read(runtime, payment)).status is Status.PAID


async def test_money_without_an_order_is_a_line_and_another_sale_of_the_shop_is_not(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """Our books are an old copy; and the same shop sells elsewhere, too."""
    mine, elsewhere = await placed(runtime), await placed(runtime, n=2)
    for payment in (mine, elsewhere):
        yookassa.succeed(str(payment.external_id))
    yookassa.payments[str(elsewhere.external_id)]["metadata"] = {}
    async with runtime.db.begin() as session:
        for payment in (mine, elsewhere):
            await session.delete(await payments.get_payment(session, payment.id))

    await jobs.reconcile_payments(runtime)

    (doubt,) = await doubts(runtime)
    lost = (DoubtKind.LOST, mine.external_id, mine.amount)
    assert (doubt.kind, doubt.external_id, doubt.amount) == lost


async def test_a_clock_that_is_wrong_opens_no_gap(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-30: ours is two hours ahead of theirs, and the day between is 25 hours long."""
    payment = await placed(runtime)
    async with runtime.db.begin() as session:
        (await payments.get_payment(session, payment.id)).check_at = None
    with clock.at(clock.now() + timedelta(hours=2)):
        await jobs.reconcile_payments(runtime)
    yookassa.succeed(str(payment.external_id))

    with clock.at(clock.now() + timedelta(hours=27)):
        await jobs.reconcile_payments(runtime)

    assert (await read(runtime, payment)).status is Status.PAID


async def test_a_silent_provider_is_left_alone_until_the_next_step(
    runtime: Runtime, yookassa: YooKassaStandIn, asked: list[str]
) -> None:
    """YK-15: and then each is asked about once."""
    for n in range(1, 6):
        await placed(runtime, n=n)
    asked.clear()
    yookassa.down = True

    with clock.at(clock.now() + timedelta(minutes=2)):
        await jobs.check_payments(runtime)
        assert len(asked) == 1
        yookassa.down = False
        await jobs.check_payments(runtime)

    assert len(asked) == len(set(asked[1:])) + 1 == 5


async def test_a_provider_without_a_list_is_asked_about_what_may_have_changed(
    runtime: Runtime,
) -> None:
    """TB-10, YK-29: paid after its deadline, and paid no more."""
    bank = TBankStandIn()
    transport = httpx.ASGITransport(bank.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://tbank/v2/") as http:
        provider = TBank(http, TERMINAL_KEY, PASSWORD, None)
        shop = build_runtime(runtime.settings, Outside(payments={"tbank": provider}))
        late = await placed(shop, "tbank")
        bank.turn(str(late.external_id), "DEADLINE_EXPIRED")
        await payments.check(shop.db.begin, late.id, shop.outside.payments)
        bank.turn(str(late.external_id), "CONFIRMED")

        await jobs.reconcile_payments(shop)
        await shop.db.close()

    assert (await read(runtime, late)).status is Status.PAID
    assert [d.kind for d in await doubts(runtime)] == [DoubtKind.FOUND]
