"""The books agree with the payments after any history, told twice and in any order."""

import random
from datetime import datetime
from itertools import count
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app import jobs
from app.runtime import Runtime
from domain import books, messages, money_reports, payments
from domain.books import Account, Entry
from domain.errors import Conflict, GatewayError
from domain.ledger import FactRow
from domain.money_reports import Group, Wanted
from domain.payments import (
    Bill,
    Notice,
    Order,
    Payment,
    Refund,
    RefundAsked,
    RefundStatus,
    Slip,
    Status,
)
from tests import made

NUMBERS = count(1)
FEE = 52_500
TOLD = ("PaymentCreated", "PaymentPaid", "PaymentCancelled", "PaymentRefunded", "MoneyReturned")
STEPS = st.lists(
    st.sampled_from(
        ["pay", "pay", "cancel", "part", "part", "all", "slow", "end", "refuse", "cabinet"]
    ),
    max_size=8,
)


class Bank:
    """One payment at a provider who does as he is told."""

    def __init__(self, payment: Payment) -> None:
        self.amount = payment.amount
        self.status = Status.PENDING
        self.refunds = RefundStatus.DONE

    async def create(self, order: Order) -> Bill:
        raise AssertionError("it is known already")

    async def look_up(self, external_id: str, notice: Notice | None = None) -> Bill:
        return Bill(external_id=external_id, status=self.status, amount=self.amount, fee=FEE)

    async def refund(
        self, external_id: str, amount: int, key: str, slip: Slip | None = None
    ) -> Refund:
        return Refund(external_id=f"r-{key}", status=self.refunds, amount=amount)

    async def look_up_refund(self, refund_id: str) -> Refund:
        return Refund(external_id=refund_id, status=self.refunds, amount=None)

    async def check(self) -> None:
        raise AssertionError("nobody asks how it is")

    def read_notice(self, raw: bytes) -> Notice:
        raise AssertionError("no notice comes here")


async def new_payment(runtime: Runtime) -> Payment:
    async with runtime.db.begin() as session:
        client = await made.client(session, n=next(NUMBERS))
        return await made.payment(session, client)


async def live(runtime: Runtime, payment: Payment, steps: list[str]) -> None:
    """One step after another, as far as each is possible."""
    bank = Bank(payment)
    for step in steps:
        try:
            await take(runtime, payment.id, bank, step)
        except (Conflict, GatewayError):
            continue


async def take(runtime: Runtime, payment_id: UUID, bank: Bank, step: str) -> None:
    begin, doors = runtime.db.begin, {"yookassa": bank}
    seen = {"pay": Status.PAID, "cancel": Status.CANCELLED, "cabinet": Status.REFUNDED}
    if step in seen:
        bank.status = seen[step]
        await payments.check(begin, payment_id, doors)
        return
    bank.refunds = {"slow": RefundStatus.PENDING, "refuse": RefundStatus.REFUSED}.get(
        step, RefundStatus.DONE
    )
    async with begin() as session:
        known = await payments.list_refunds(session, payment_id)
    if step in {"end", "refuse"}:
        for asked in known:
            await payments.check_refund(begin, asked.id, doors)
        return
    amount = 100_000 if step in {"part", "slow"} else bank.amount - sum(a.amount for a in known)
    async with begin() as session:
        asked = await payments.ask_refund(
            session, payment_id, amount=amount, reason="переезд", by=None
        )
    fact = RefundAsked(refunding_id=asked.id, payment_id=payment_id)
    await payments.carry_refund(fact, begin, doors)


async def tell_badly(runtime: Runtime, payment_id: UUID, chance: random.Random) -> None:
    """Every fact of the payment twice, in any order."""
    async with runtime.db.read() as session:
        rows = (await session.exec(select(FactRow).where(FactRow.kind.in_(TOLD)))).all()  # type: ignore[attr-defined]  # a column
    told = [row.fact() for row in rows if row.body["payment_id"] == str(payment_id)] * 2
    chance.shuffle(told)
    for fact in told:
        await books.keep_books(fact, runtime.db.begin)  # type: ignore[arg-type]  # those of TOLD


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS, seed=st.integers(0, 999))
async def test_after_any_history_the_books_are_the_screens_figures(
    runtime: Runtime, steps: list[str], seed: int
) -> None:
    payment = await new_payment(runtime)

    await live(runtime, payment, steps)
    await tell_badly(runtime, payment.id, random.Random(seed))

    async with runtime.db.read() as session:
        balances = await books.read_balances(session)
        screen = await money_reports.sum_by_group(session, Wanted())
        assert await books.reconcile(session) == []
        assert await books.list_unbalanced(session) == []
    assert balances[Account.MONEY] + balances[Account.FEES] == screen[Group.PAID].amount
    assert balances[Account.RECEIVABLE] == screen[Group.OPEN].amount
    assert sum(balances.values()) == 0


async def test_payments_older_than_the_books_are_written_by_the_clock(runtime: Runtime) -> None:
    payment = await new_payment(runtime)
    await live(runtime, payment, ["pay", "part"])

    await jobs.keep_books(runtime)

    async with runtime.db.read() as session:
        balances = await books.read_balances(session)
    assert balances[Account.MONEY] == payment.amount - 100_000 - FEE
    assert balances[Account.FEES] == FEE
    assert balances[Account.REFUNDS] == 100_000
    assert balances[Account.REVENUE] == -payment.amount


async def test_an_entry_by_a_strangers_hand_is_told_to_the_trainer(runtime: Runtime) -> None:
    payment = await new_payment(runtime)
    async with runtime.db.begin() as session:
        session.add(
            Entry(
                cause=f"by-hand:{uuid4()}",
                line=0,
                account=Account.MONEY,
                payment_id=payment.id,
                amount=1,
                happened_at=datetime.fromisoformat("2026-11-25T10:00:00+00:00"),
            )
        )

    await jobs.keep_books(runtime)

    async with runtime.db.read() as session:
        told = await messages.list_owner_notices(session)
    assert [notice.kind for notice in told] == ["books_differ"]
