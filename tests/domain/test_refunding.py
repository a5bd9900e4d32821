"""What goes back is never more than came, and goes once."""

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.runtime import Runtime
from domain import clock, money_reports, payments
from domain.errors import GatewayUnavailable
from domain.payments import (
    Payment,
    Refund,
    RefundAsked,
    Refunding,
    RefundsByHand,
    RefundStatus,
    RefundTooBig,
    Slip,
    Status,
    refunding,
)
from tests import made


class Till:
    """A provider that gives back once per key, and may lose its first answer or give nothing."""

    def __init__(self, *, is_deaf: bool = False, is_by_hand: bool = False) -> None:
        self.is_deaf, self.is_by_hand = is_deaf, is_by_hand
        self.given: dict[str, int] = {}
        self.slips: list[Slip | None] = []

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        if self.is_by_hand:
            raise RefundsByHand("by hand")
        self.given[key] = amount
        self.slips.append(slip)
        if self.is_deaf:
            self.is_deaf = False
            raise GatewayUnavailable("the answer was lost")
        return Refund(external_id=f"r-{key}", status=RefundStatus.DONE, amount=amount)


async def paid(runtime: Runtime) -> Payment:
    async with runtime.db.begin() as session:
        payment = await made.payment(session, await made.client(session))
        payment.status, payment.rank = Status.PAID, payments.RANK[Status.PAID]
        return payment


async def ask(runtime: Runtime, payment: Payment, amount: int) -> Refunding:
    async with runtime.db.begin() as session:
        return await payments.ask_refund(
            session, payment.id, amount=amount, reason="переезд", by=None
        )


async def carry(runtime: Runtime, asked: Refunding, till: Till) -> None:
    fact = RefundAsked(refunding_id=asked.id, payment_id=asked.payment_id)
    doors = {"yookassa": till}
    await payments.carry_refund(fact, runtime.db.begin, doors)  # type: ignore[arg-type]  # one verb of the port


async def status_of(runtime: Runtime, payment_id: UUID) -> Status:
    async with runtime.db.read() as session:
        return (await payments.get_payment(session, payment_id)).status


async def ask_all_at_once(runtime: Runtime, payment: Payment) -> int:
    """Five ask for the whole sum; how many were written down."""
    told = await asyncio.gather(
        *(ask(runtime, payment, payment.amount) for _ in range(5)), return_exceptions=True
    )
    assert all(isinstance(one, Refunding | RefundTooBig) for one in told)
    return sum(isinstance(one, Refunding) for one in told)


async def test_yk_20_parts_keep_it_paid_and_the_last_one_makes_it_refunded(
    runtime: Runtime,
) -> None:
    payment, till = await paid(runtime), Till()

    await carry(runtime, await ask(runtime, payment, 100), till)
    assert await status_of(runtime, payment.id) is Status.PAID
    await carry(runtime, await ask(runtime, payment, payment.amount - 100), till)

    assert await status_of(runtime, payment.id) is Status.REFUNDED
    assert [slip and (slip.amount, slip.receipt_to) for slip in till.slips] == [
        (100, "+79990000001"),
        (payment.amount - 100, "+79990000001"),
    ]


async def test_yk_22_an_answer_lost_on_its_way_gives_the_money_back_once(runtime: Runtime) -> None:
    payment, till = await paid(runtime), Till(is_deaf=True)
    asked = await ask(runtime, payment, payment.amount)

    with pytest.raises(GatewayUnavailable):
        await carry(runtime, asked, till)
    await carry(runtime, asked, till)
    await carry(runtime, asked, till)

    assert till.given == {asked.key: payment.amount}
    assert till.slips == [None, None]


async def test_of_many_who_ask_for_the_whole_sum_at_once_one_gets_it(runtime: Runtime) -> None:
    payment = await paid(runtime)
    assert await ask_all_at_once(runtime, payment) == 1


async def test_without_its_lock_more_than_was_paid_would_go_back(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if runtime.settings.database_url.startswith("sqlite"):
        pytest.skip("one writer at a time: SQLite itself is the lock")
    payment, together = await paid(runtime), asyncio.Barrier(5)
    count = refunding.sum_refunds

    async def look_together(session: AsyncSession, payment_id: UUID) -> int:
        left = await count(session, payment_id)
        await together.wait()
        return left

    monkeypatch.setattr(refunding, "_lock", payments.get_payment)
    monkeypatch.setattr(refunding, "sum_refunds", look_together)
    assert await ask_all_at_once(runtime, payment) == 5


async def test_ym_14_what_the_trainer_transfers_himself_is_recorded(runtime: Runtime) -> None:
    payment = await paid(runtime)
    asked = await ask(runtime, payment, payment.amount)
    with pytest.raises(RefundsByHand):
        await carry(runtime, asked, Till(is_by_hand=True))

    async with runtime.db.begin() as session:
        await refunding.mark_returned_by_hand(session, asked.id)

    assert await status_of(runtime, payment.id) is Status.REFUNDED


async def test_a_part_given_back_is_no_income_on_any_screen(runtime: Runtime) -> None:
    payment, now = await paid(runtime), clock.now()
    async with runtime.db.begin() as session:
        (await payments.get_payment(session, payment.id)).paid_at = now
    await carry(runtime, await ask(runtime, payment, 100), Till())

    async with runtime.db.read() as session:
        today = await payments.sum_paid(session, now, now + timedelta(minutes=1))
        income = await money_reports.sum_income(session, "Europe/Moscow")

    assert today == income[money_reports.Period.TODAY].amount == payment.amount - 100
