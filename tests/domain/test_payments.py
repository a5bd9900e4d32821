"""Only the provider's own answer settles a payment, and a state only climbs."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.runtime import Runtime
from app.standins.yookassa import YooKassaStandIn
from domain import clock, payments
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.ledger import FactRow
from domain.payments import Notice, Payment, Status
from tests import made


async def asked_for(runtime: Runtime) -> UUID:
    """A payment whose intent is committed and of which the provider knows nothing."""
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.external_id = None
        return payment.id


async def placed(runtime: Runtime) -> Payment:
    payment_id = await asked_for(runtime)
    return await payments.place(runtime.db.begin, payment_id, runtime.outside.payments)


async def checked(runtime: Runtime, payment: Payment) -> Payment:
    return await payments.check(runtime.db.begin, payment.id, runtime.outside.payments)


async def facts(runtime: Runtime, prefix: str = "Payment") -> list[str]:
    async with runtime.db.read() as session:
        kinds = (await session.exec(select(FactRow.kind).order_by(col(FactRow.created_at)))).all()
    return [kind for kind in kinds if kind.startswith(prefix)]


async def test_a_placed_payment_has_a_page_to_pay_on(runtime: Runtime) -> None:
    payment = await placed(runtime)
    assert (payment.status, payment.rank) == (Status.PENDING, 1)
    assert payment.confirmation_url is not None


async def test_placing_again_after_a_lost_answer_makes_one_payment(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-10: the answer to our call is lost after the provider took it."""
    payment_id = await asked_for(runtime)
    yookassa.deaf = True
    with pytest.raises(GatewayUnavailable):
        await payments.place(runtime.db.begin, payment_id, runtime.outside.payments)
    yookassa.deaf = False
    payment = await payments.place(runtime.db.begin, payment_id, runtime.outside.payments)
    assert list(yookassa.payments) == [payment.external_id]


async def test_what_the_provider_took_is_paid_once(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-01: told again, nothing is paid twice."""
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    paid = [await checked(runtime, payment) for _ in range(3)]
    assert {p.status for p in paid} == {Status.PAID}
    assert await facts(runtime) == ["PaymentCreated", "PaymentPaid"]


@pytest.mark.parametrize("kopecks", [100, 1_499_899, 1_499_901])
async def test_another_sum_settles_nothing_and_calls_for_a_person(
    runtime: Runtime, yookassa: YooKassaStandIn, kopecks: int
) -> None:
    """YK-08: off by a kopeck is another sum."""
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id), kopecks=kopecks)
    for _ in range(2):
        assert (await checked(runtime, payment)).status is Status.PENDING
    assert await facts(runtime) == ["PaymentCreated", "PaymentDisputed"]
    assert await facts(runtime, "Doubt") == []


async def test_a_notice_says_only_whom_to_ask(runtime: Runtime, yookassa: YooKassaStandIn) -> None:
    """YK-05: the provider's answer is believed, not the notice."""
    payment = await placed(runtime)
    verdict = await payments.check_notice(
        runtime.db.begin,
        "yookassa",
        Notice(external_id=str(payment.external_id)),
        runtime.outside.payments,
    )
    assert verdict == "pending"
    assert await facts(runtime) == ["PaymentCreated"]


async def test_a_notice_of_a_payment_that_is_not_ours_is_only_noted(runtime: Runtime) -> None:
    """YK-03: a notice of the right shape with a foreign id."""
    verdict = await payments.check_notice(
        runtime.db.begin,
        "yookassa",
        Notice(external_id="22e12f66-000f-5000-8000"),
        runtime.outside.payments,
    )
    assert verdict == "unknown"


async def test_a_notice_that_overtakes_the_answer_to_create_finds_its_payment(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-02, YK-12: the provider carries our own id back."""
    payment_id = await asked_for(runtime)
    yookassa.deaf = True
    with pytest.raises(GatewayUnavailable):
        await payments.place(runtime.db.begin, payment_id, runtime.outside.payments)
    yookassa.deaf = False
    (external_id,) = yookassa.payments
    yookassa.succeed(external_id)
    verdict = await payments.check_notice(
        runtime.db.begin, "yookassa", Notice(external_id=external_id), runtime.outside.payments
    )
    assert verdict == "paid"


async def test_a_cancellation_after_the_money_changes_nothing(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-06: the later news is of the lower state."""
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    await checked(runtime, payment)
    yookassa.payments[str(payment.external_id)]["status"] = "canceled"
    assert (await checked(runtime, payment)).status is Status.PAID


async def test_money_that_comes_after_a_cancellation_is_still_money(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    payment = await placed(runtime)
    yookassa.cancel(str(payment.external_id))
    assert (await checked(runtime, payment)).status is Status.CANCELLED
    yookassa.payments[str(payment.external_id)]["status"] = "succeeded"
    assert (await checked(runtime, payment)).status is Status.PAID


async def test_a_full_refund_is_seen(runtime: Runtime, yookassa: YooKassaStandIn) -> None:
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    await checked(runtime, payment)
    yookassa.refund(str(payment.external_id))
    assert (await checked(runtime, payment)).status is Status.REFUNDED
    assert (await facts(runtime))[-1] == "PaymentRefunded"


async def test_yk_20_a_part_given_back_in_the_providers_cabinet_counts_once(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    await checked(runtime, payment)
    async with runtime.db.begin() as session:
        ours = await payments.ask_refund(
            session, payment.id, amount=10_000, reason="переезд", by=None
        )
    asked = payments.RefundAsked(refunding_id=ours.id, payment_id=payment.id)
    yookassa.deaf = True
    with pytest.raises(GatewayUnavailable):
        await payments.carry_refund(asked, runtime.db.begin, runtime.outside.payments)
    yookassa.deaf = False

    # Of ours we have no answer yet, and it is not taken for another.
    assert await given_back(runtime, payment) == [10_000]
    yookassa.refund(str(payment.external_id), 20_000)
    assert await given_back(runtime, payment) == [10_000, 20_000]
    await payments.carry_refund(asked, runtime.db.begin, runtime.outside.payments)

    assert await given_back(runtime, payment) == [10_000, 20_000]
    assert await facts(runtime, "MoneyReturned") == ["MoneyReturned"] * 2


async def given_back(runtime: Runtime, payment: Payment) -> list[int]:
    """What our books say of it once the provider was asked."""
    await checked(runtime, payment)
    async with runtime.db.read() as session:
        return [refund.amount for refund in await payments.list_refunds(session, payment.id)]


async def test_a_payment_the_provider_forgot_is_refused_not_paid(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    payment = await placed(runtime)
    yookassa.payments.clear()
    with pytest.raises(GatewayRefused):
        await checked(runtime, payment)


async def test_an_unpaid_payment_is_asked_about_every_five_minutes_for_a_day_then_hourly(
    runtime: Runtime,
) -> None:
    payment = await placed(runtime)
    asked: list[int] = []
    while payment.check_at is not None:
        asked.append(round((payment.check_at - payment.created_at) / timedelta(minutes=1)))
        with clock.at(payment.check_at):
            payment = await checked(runtime, payment)
    assert asked[:4] == [1, 5, 10, 15]
    assert {15, 60, 24 * 60} <= set(asked)
    assert asked[-3:] == [47 * 60, 48 * 60, 49 * 60]
    assert len(asked) == 1 + 24 * 12 + 25


async def test_after_two_days_nothing_more_is_asked(runtime: Runtime) -> None:
    payment = await placed(runtime)
    with clock.at(payment.created_at + timedelta(days=3)):
        assert (await checked(runtime, payment)).check_at is None


async def test_a_provider_that_is_gone_holds_up_no_other_payment(runtime: Runtime) -> None:
    payment = await placed(runtime)
    with pytest.raises(GatewayRefused):
        await payments.check(runtime.db.begin, payment.id, providers={})
