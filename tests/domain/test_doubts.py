"""Money that is not as it should be is a line for the trainer: once, and never silently."""

from datetime import timedelta

import httpx
import pytest
from sqlmodel import col, select

from app.gateways.yookassa import YooKassa
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.standins.yookassa import YooKassaStandIn
from domain import cards, clock, payments
from domain.ledger import FactRow
from domain.messages import Message
from domain.payments import Bill, DoubtKind, Notice, Payment, Status
from domain.payments.asking import hear
from domain.programmes.rows import Programme
from domain.purchases import Purchase
from tests import made


async def doubts(runtime: Runtime) -> list[DoubtKind]:
    async with runtime.db.read() as session:
        return [doubt.kind for doubt, _ in await payments.list_doubts(session)]


async def placed(runtime: Runtime, purchase_id: object = None) -> Payment:
    """A payment the provider knows of; for a purchase that has one already, when told."""
    async with runtime.db.begin() as session:
        if purchase_id is None:
            payment = await made.payment(session, await made.client(session))
            payment.external_id = None
        else:
            bought = await session.get_one(Purchase, purchase_id)
            assert bought.client_id is not None
            payment = payments.ask_for(
                session,
                client_id=bought.client_id,
                purchase_id=bought.id,
                amount=bought.amount,
                description=bought.title,
                provider="yookassa",
                return_url="http://us/pay/return",
            )
    return await payments.place(runtime.db.begin, payment.id, runtime.outside.payments)


async def checked(runtime: Runtime, payment: Payment) -> Payment:
    return await payments.check(runtime.db.begin, payment.id, runtime.outside.payments)


async def told_owner(runtime: Runtime) -> list[Message]:
    async with runtime.db.read() as session:
        told = select(Message).where(Message.kind == "money_doubted")
        return list((await session.exec(told)).all())


async def test_a_second_success_for_one_purchase_is_a_line_not_a_second_programme(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-19, YM-06: two windows, two payments, both paid."""
    first = await placed(runtime)
    second = await placed(runtime, first.purchase_id)

    for payment in (first, second, second):
        yookassa.succeed(str(payment.external_id))
        assert (await checked(runtime, payment)).status is Status.PAID
        await runtime.outbox.drain()

    async with runtime.db.read() as session:
        ((doubt, of),) = await payments.list_doubts(session)
        written = (await session.exec(select(Programme))).all()
        owed = select(FactRow).where(FactRow.kind == "IntakeMissing")
        asked = (await session.exec(owed)).all()
    assert of is not None
    assert (doubt.kind, of.id, doubt.amount) == (DoubtKind.PAID_TWICE, second.id, second.amount)
    assert (len(written), len({row.body["purchase_id"] for row in asked})) == (0, 1)
    assert len(await told_owner(runtime)) == 1


async def test_one_that_was_given_back_and_paid_anew_is_not_paid_twice(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    first = await placed(runtime)
    yookassa.succeed(str(first.external_id))
    yookassa.refund(str(first.external_id))
    await checked(runtime, first)
    second = await placed(runtime, first.purchase_id)
    yookassa.succeed(str(second.external_id))

    await checked(runtime, second)
    await runtime.outbox.drain()

    assert await doubts(runtime) == []


async def test_late_money_is_paid_and_delivered_though_we_had_given_it_up(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-07, TB-09, TB-10: cancelled by our books, then paid; what was bought is still due."""
    payment = await placed(runtime)
    yookassa.cancel(str(payment.external_id))
    assert (await checked(runtime, payment)).status is Status.CANCELLED
    yookassa.payments[str(payment.external_id)]["status"] = "succeeded"

    notice = Notice(external_id=str(payment.external_id))
    doors = runtime.outside.payments
    verdict = await payments.check_notice(runtime.db.begin, "yookassa", notice, doors)
    await runtime.outbox.drain()

    async with runtime.db.read() as session:
        kinds = select(FactRow.kind).where(FactRow.client_id == payment.client_id)
        known = set((await session.exec(kinds)).all())
    assert verdict == "paid"
    assert {"PaymentCancelled", "PaymentPaid", "IntakeMissing"} <= known
    assert await doubts(runtime) == []


@pytest.mark.parametrize("is_cancelled", [True, False])
async def test_another_sum_for_what_was_given_up_is_a_line(
    runtime: Runtime, yookassa: YooKassaStandIn, *, is_cancelled: bool
) -> None:
    """YK-07, YK-08: nobody asks about it any more, and the money is real."""
    payment = await placed(runtime)
    if is_cancelled:
        yookassa.cancel(str(payment.external_id))
    with clock.at(payment.created_at + timedelta(days=3)):
        assert (await checked(runtime, payment)).check_at is None
    yookassa.payments[str(payment.external_id)]["status"] = "pending"
    yookassa.succeed(str(payment.external_id), kopecks=payment.amount - 1)

    for _ in range(2):
        assert (await checked(runtime, payment)).status is not Status.PAID

    assert await doubts(runtime) == [DoubtKind.OTHER_SUM]


@pytest.mark.parametrize(("ours", "raised"), [(0, [DoubtKind.RETURNED]), (500, [])])
async def test_a_part_of_unknown_size_that_nobody_gave_back_here_is_a_line(
    runtime: Runtime, yookassa: YooKassaStandIn, ours: int, raised: list[DoubtKind]
) -> None:
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    payment = await checked(runtime, payment)
    told = Bill(
        external_id=str(payment.external_id),
        status=Status.PAID,
        amount=payment.amount,
        is_partly_returned=True,
    )
    async with runtime.db.begin() as session:
        if ours:
            await payments.ask_refund(session, payment.id, amount=ours, reason="переезд", by=None)
        row = await payments.get_payment(session, payment.id)
        for _ in range(2):
            await hear(session, row, told)

    assert await doubts(runtime) == raised


async def test_late_money_of_somebody_who_was_erased_is_a_line(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """YK-07, TB-10: nobody is left to deliver it to."""
    payment = await placed(runtime)
    assert payment.client_id is not None
    async with runtime.db.begin() as session:
        await cards.erase(session, payment.client_id)
    yookassa.succeed(str(payment.external_id))

    await checked(runtime, payment)
    await runtime.outbox.drain()

    assert await doubts(runtime) == [DoubtKind.NOBODY]


async def test_money_for_a_bill_that_one_payment_has_too_many_is_a_line(
    runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    """The provider has made two of it, and the one that nobody here knows by name was paid."""
    payment = await placed(runtime)
    known = yookassa.payments[str(payment.external_id)]
    yookassa.payments["2a-other"] = known | {"id": "2a-other"}
    yookassa.succeed("2a-other")

    doors = runtime.outside.payments
    notice = Notice(external_id="2a-other")
    verdict = await payments.check_notice(runtime.db.begin, "yookassa", notice, doors)
    await payments.reconcile(runtime.db.begin, "yookassa", doors["yookassa"])

    assert verdict == "unknown"
    async with runtime.db.read() as session:
        ((doubt, _),) = await payments.list_doubts(session)
    assert (doubt.kind, doubt.external_id) == (DoubtKind.LOST, "2a-other")
    assert doubt.amount == payment.amount


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"test": True}, DoubtKind.TRIAL),
        ({"recipient": {"account_id": "666", "gateway_id": "1"}}, DoubtKind.OTHER_SHOP),
        ({"amount": {"value": "14999.00", "currency": "KZT"}}, DoubtKind.OTHER_CURRENCY),
    ],
)
async def test_money_that_is_not_ours_to_count_grants_nothing_however_it_is_found(
    runtime: Runtime, yookassa: YooKassaStandIn, changed: dict[str, object], kind: DoubtKind
) -> None:
    """YK-09, TB-11: told by a notice, and found by asking."""
    payment = await placed(runtime)
    yookassa.succeed(str(payment.external_id))
    yookassa.payments[str(payment.external_id)] |= {"test": False} | changed
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(yookassa.app), base_url="http://yookassa/v3/"
    ) as http:
        ours = {"yookassa": YooKassa(http, "100500", takes_trials=False)}
        strict = build_runtime(runtime.settings, Outside(payments=ours))
        notice = Notice(external_id=str(payment.external_id))
        verdict = await payments.check_notice(strict.db.begin, "yookassa", notice, ours)
        with clock.at(clock.now() + timedelta(minutes=6)):
            found = await payments.check(strict.db.begin, payment.id, ours)
        await strict.outbox.drain()
        await strict.db.close()

    assert (verdict, found.status) == ("pending", Status.PENDING)
    assert await doubts(runtime) == [kind]
    assert len(await told_owner(runtime)) == 1


async def test_a_doubt_is_settled_once_and_for_all(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        for _ in range(2):
            await payments.doubt_stranger(session, DoubtKind.LOST, "yookassa", "2a", 100)
    async with runtime.db.begin() as session:
        ((doubt, _),) = await payments.list_doubts(session)
        await payments.settle_doubt(session, doubt.id)
        await payments.settle_doubt(session, doubt.id)
    async with runtime.db.read() as session:
        told = select(col(FactRow.kind)).where(col(FactRow.kind).like("Doubt%"))
        assert sorted((await session.exec(told)).all()) == ["DoubtRaised", "DoubtSettled"]
    assert await doubts(runtime) == []
