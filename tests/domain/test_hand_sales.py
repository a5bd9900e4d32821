"""Money past every provider: written down once, followed by all, and undone by hand."""

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from app import outbox
from app.runtime import Runtime
from domain import accesses, books, clock, funnel, hand_sales, messages, payments, promos
from domain.books import Account
from domain.errors import Refused
from domain.funnel import Role
from domain.payments import Hand, Means, Payment, Status
from domain.people import Client
from domain.promos import PromoKind, Terms
from domain.promos.rows import PromoUse, UseState
from domain.purchases import Purchase
from tests import made

TARIFF = "online-1-month"
PRICE = 1_499_900


def hand(key: str = "form-1") -> Hand:
    return Hand(means=Means.CASH, paid_at=clock.now(), note="в зале", by=None, key=key)


async def sell(runtime: Runtime, client: Client, amount: int = PRICE, key: str = "form-1") -> UUID:
    async def write(session: object) -> UUID:
        payment = await hand_sales.sell(
            session,  # type: ignore[arg-type]  # a transaction, as `run` gives it
            hand(key),
            client_id=client.id,
            tariff_code=TARIFF,
            amount=amount,
            return_url="http://us/pay/return?purchase={token}",
        )
        return payment.id

    return await runtime.db.run(write)


async def anna(runtime: Runtime) -> Client:
    async with runtime.db.begin() as session:
        return await made.client(session)


async def balances(runtime: Runtime) -> dict[Account, int]:
    async with runtime.db.read() as session:
        assert await books.reconcile(session) == []
        return {a: sum_ for a, sum_ in (await books.read_balances(session)).items() if sum_}


async def status_of(runtime: Runtime, payment_id: UUID) -> Status:
    async with runtime.db.read() as session:
        return (await payments.get_payment(session, payment_id)).status


async def test_a_form_sent_by_two_presses_is_one_payment_with_all_that_follows_once(
    runtime: Runtime,
) -> None:
    client = await anna(runtime)

    ids = await asyncio.gather(*(sell(runtime, client, 1_400_000) for _ in range(4)))
    await runtime.outbox.drain()

    assert len(set(ids)) == 1
    assert await balances(runtime) == {
        Account.MONEY: 1_400_000,
        Account.DISCOUNTS: 99_900,
        Account.REVENUE: -PRICE,
    }
    async with runtime.db.read() as session:
        bought = await session.get_one(Client, client.id)
        stage = await funnel.get_stage(session, bought.stage_id)  # type: ignore[arg-type]  # it has one
        counted = select(func.count()).select_from(messages.Message)
        letters = counted.where(col(messages.Message.kind) == "payment_received")
        assert stage.role is Role.BOUGHT
        assert (await session.exec(letters)).one() == 1
        assert (await session.exec(select(func.count()).select_from(Purchase))).one() == 1


async def test_an_order_that_waits_is_paid_by_hand_and_asks_for_nothing_more(
    runtime: Runtime,
) -> None:
    client = await anna(runtime)
    async with runtime.db.begin() as session:
        await promos.add_code(session, "ЛЕТО", Terms(kind=PromoKind.PERCENT, value=10))
    async with runtime.db.begin() as session:
        bought = await hand_sales.bill(
            session,
            client_id=client.id,
            tariff_code=TARIFF,
            promo_code="лето",
            provider="yookassa",
            return_url="http://us/pay/return?purchase={token}",
        )

    async with runtime.db.begin() as session:
        taken = await hand_sales.settle(session, hand(), bought.purchase.id)
    await runtime.outbox.drain()

    assert taken.amount == PRICE - PRICE // 10
    assert await status_of(runtime, bought.payment.id) is Status.CANCELLED
    async with runtime.db.begin() as session:
        use = (await session.exec(select(PromoUse))).one()
        assert use.state is UseState.CAPTURED
        with pytest.raises(payments.AlreadyPaid):
            await hand_sales.settle(session, hand("form-2"), bought.purchase.id)


async def test_a_bill_for_a_client_is_the_same_one_while_it_is_unpaid(runtime: Runtime) -> None:
    client = await anna(runtime)
    bills = []

    for _ in range(2):
        async with runtime.db.begin() as session:
            bought = await hand_sales.bill(
                session,
                client_id=client.id,
                tariff_code=TARIFF,
                promo_code=None,
                provider="yookassa",
                return_url="http://us/pay/return?purchase={token}",
            )
            bills.append(bought)

    assert bills[0].purchase.id == bills[1].purchase.id
    assert bills[0].payment.return_url.endswith(f"?purchase={bills[0].purchase.token}")


async def test_what_came_by_hand_goes_back_by_hand_and_no_provider_is_asked(
    runtime: Runtime,
) -> None:
    payment_id = await sell(runtime, await anna(runtime))
    await runtime.outbox.drain()

    async with runtime.db.begin() as session:
        await hand_sales.give_back(session, payment_id, amount=PRICE, reason="ошибка", by=None)
    await runtime.outbox.drain()

    assert await status_of(runtime, payment_id) is Status.REFUNDED
    assert await balances(runtime) == {Account.REFUNDS: PRICE, Account.REVENUE: -PRICE}
    async with runtime.db.read() as session:
        assert await outbox.list_dead(session) == []


async def test_a_chargeback_takes_the_weeks_that_were_foreseen_and_stands_in_the_books(
    runtime: Runtime,
) -> None:
    client = await anna(runtime)
    async with runtime.db.begin() as session:
        payment = await made.payment(session, client)
        purchase = await session.get_one(Purchase, payment.purchase_id)
        purchase.brings_programme, purchase.weeks = False, 4
    await _pay(runtime, payment)

    async with runtime.db.begin() as session:
        foreseen = await accesses.foresee(session, purchase.id, PRICE)
        await payments.note_chargeback(
            session, payment.id, amount=PRICE, reason="письмо банка", by=None
        )
    await runtime.outbox.drain()

    async with runtime.db.read() as session:
        access = await accesses.find_access(session, purchase.id)
    assert foreseen is not None
    assert access is not None
    assert (foreseen.weeks, foreseen.left) == (access.taken, 1) == (3, 1)
    assert foreseen.last_day == access.ends_on
    assert await balances(runtime) == {Account.CHARGEBACKS: PRICE, Account.REVENUE: -PRICE}
    async with runtime.db.begin() as session:
        with pytest.raises(payments.NotRefundable):
            await payments.note_chargeback(session, payment.id, amount=1, reason="again", by=None)


async def _pay(runtime: Runtime, payment: Payment) -> None:
    async with runtime.db.begin() as session:
        row = await payments.get_payment(session, payment.id)
        await payments.climbing.climb(session, row, Status.PAID)
    await runtime.outbox.drain()


def test_money_of_a_day_that_has_not_come_is_not_taken() -> None:
    today = clock.now().date()

    assert hand_sales.read_day(today - timedelta(days=3), "UTC").hour == 12
    with pytest.raises(Refused):
        hand_sales.read_day(date(2999, 1, 1), "UTC")
