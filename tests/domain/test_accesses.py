"""Paid weeks: begun once, paused, resumed, told of in time, and taken back with the money."""

import asyncio
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import select

from app import jobs
from app.runtime import Runtime
from domain import accesses, clock, messages, payments, subscriptions
from domain.accesses import Access, NotPausable
from domain.messages import Message
from domain.payments import Bill, Notice, Payment, Refund, RefundAsked, RefundStatus, Slip, Status
from domain.purchases import Purchase
from tests import made

NOON = datetime.fromisoformat("2026-11-25T12:00:00+03:00")


class Bank:
    """Has the money, and gives back what is asked."""

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return Bill(external_id=external_id, status=Status.PAID, amount=1_499_900)

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        return Refund(external_id=f"r-{key}", status=RefundStatus.DONE, amount=amount)


def turn_to(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(days=days))


@pytest.fixture
async def paid(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Payment:
    """Four weeks without a programme, paid on the 25th of November."""
    turn_to(monkeypatch, 0)
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        purchase = await session.get_one(Purchase, payment.purchase_id)
        purchase.brings_programme, purchase.weeks = False, 4
    await payments.check(runtime.db.begin, payment.id, {"yookassa": Bank()})  # type: ignore[dict-item]  # two verbs of the port
    await runtime.outbox.drain()
    return payment


async def access_of(runtime: Runtime, payment: Payment) -> Access:
    async with runtime.db.read() as session:
        found = await accesses.find_access(session, payment.purchase_id)  # type: ignore[arg-type]  # it has one
    assert found is not None
    return found


async def give_back(runtime: Runtime, payment: Payment, amount: int) -> Access:
    async with runtime.db.begin() as session:
        asked = await payments.ask_refund(
            session, payment.id, amount=amount, reason="переезд", by=None
        )
        asked.created_at = clock.now()
    fact = RefundAsked(refunding_id=asked.id, payment_id=payment.id)
    await payments.carry_refund(fact, runtime.db.begin, {"yookassa": Bank()})  # type: ignore[dict-item]  # two verbs of the port
    await runtime.outbox.drain()
    return await access_of(runtime, payment)


async def test_a_pause_moves_the_end_by_the_days_it_lasted(
    runtime: Runtime, paid: Payment, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await access_of(runtime, paid)

    turn_to(monkeypatch, 3)
    async with runtime.db.begin() as session:
        await accesses.pause(session, before.id)
    turn_to(monkeypatch, 13)
    async with runtime.db.begin() as session:
        after = await accesses.resume(session, before.id)

    assert before.ends_on == date(2026, 12, 22)
    assert after.ends_on == date(2027, 1, 1)


async def test_of_two_who_pause_at_once_one_does(runtime: Runtime, paid: Payment) -> None:
    access = await access_of(runtime, paid)

    async def pause() -> None:
        async with runtime.db.begin() as session:
            await accesses.pause(session, access.id)

    told = await asyncio.gather(pause(), pause(), return_exceptions=True)

    assert sorted(type(one).__name__ for one in told) == ["NoneType", NotPausable.__name__]


@pytest.mark.parametrize(
    ("day", "amount", "taken", "ends_on"),
    [
        (0, 1_499_900, 3, date(2026, 12, 1)),
        (8, 800_000, 2, date(2026, 12, 8)),
        (8, 300_000, 0, date(2026, 12, 22)),
        (40, 1_499_900, 0, date(2026, 12, 22)),
    ],
    ids=["all at once", "half in the second week", "less than a week", "after it is over"],
)
async def test_a_refund_takes_whole_unused_weeks_and_none_that_has_begun(
    runtime: Runtime,
    paid: Payment,
    monkeypatch: pytest.MonkeyPatch,
    *,
    day: int,
    amount: int,
    taken: int,
    ends_on: date,
) -> None:
    turn_to(monkeypatch, day)

    access = await give_back(runtime, paid, amount)

    assert (access.taken, access.ends_on) == (taken, ends_on)


async def test_what_went_back_of_a_second_payment_for_one_order_takes_nothing(
    runtime: Runtime, paid: Payment
) -> None:
    async with runtime.db.begin() as session:
        purchase = await session.get_one(Purchase, paid.purchase_id)
        again = payments.ask_for(
            session,
            client_id=paid.client_id,  # type: ignore[arg-type]  # it has one
            purchase_id=purchase.id,
            amount=purchase.amount,
            description=purchase.title,
            provider="yookassa",
            return_url=paid.return_url,
        )
        again.external_id = "second"
    await payments.check(runtime.db.begin, again.id, {"yookassa": Bank()})  # type: ignore[dict-item]  # two verbs of the port
    await runtime.outbox.drain()

    access = await give_back(runtime, again, 1_499_900)

    assert (access.taken, access.ends_on) == (0, date(2026, 12, 22))
    async with runtime.db.read() as session:
        assert paid.client_id is not None
        assert len(await subscriptions.list_subscriptions(session, paid.client_id)) == 1


async def test_who_is_about_to_lose_it_and_the_trainer_hear_so_once(
    runtime: Runtime, paid: Payment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (20, 25, 25, 26):
        turn_to(monkeypatch, day)
        await jobs.tell_ending(runtime)
        await runtime.outbox.drain()

    async with runtime.db.read() as session:
        to_client = select(Message).where(Message.kind == "reminder_access_ending")
        told = (await session.exec(to_client)).all()
        notices = [notice.kind for notice in await messages.list_owner_notices(session)]
    assert len(told) == 1
    assert notices.count("access_ending") == 1


async def test_what_was_paid_before_weeks_were_counted_is_counted_by_the_clock(
    runtime: Runtime, paid: Payment
) -> None:
    async with runtime.db.begin() as session:
        await session.delete(await session.get_one(Access, (await access_of(runtime, paid)).id))

    await jobs.tell_ending(runtime)

    assert (await access_of(runtime, paid)).ends_on == date(2026, 12, 22)
    async with runtime.db.read() as session:
        assert paid.client_id is not None
        assert len(await subscriptions.list_subscriptions(session, paid.client_id)) == 1
