"""Reminders after a free week: each said once, in the person's daytime, and ended in time."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import cards, clock, followups, funnel, messages, people, purchases, reminders
from domain.funnel import Role
from domain.messages import Message, Unsubscribed
from domain.people import Client
from domain.purchases import PurchaseBegun
from domain.reminders import Kind, Reminder, State
from tests import made
from tests.channels import kept

GIVEN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Noon in Moscow."""
PROGRAMME = uuid4()


@pytest.fixture(autouse=True)
def _given() -> Iterator[None]:
    with clock.at(GIVEN):
        yield


@pytest.fixture
async def anna(db: Database) -> UUID:
    async with db.begin() as session:
        return (await made.client(session)).id


async def _plan(db: Database, client_id: UUID, given_at: datetime = GIVEN) -> None:
    async with db.begin() as session:
        await reminders.plan_demo_reminders(session, client_id, PROGRAMME, given_at)


async def _rows(db: Database) -> dict[Kind, Reminder]:
    async with db.read() as session:
        return {row.kind: row for row in await reminders.list_reminders(session)}


async def _process_on(db: Database, day: int) -> Sequence[Message]:
    with clock.at(GIVEN + timedelta(days=day, minutes=1)):
        await reminders.process_due(db.begin)
    return await kept(db)


async def test_a_free_week_plans_days_three_five_and_seven_once(db: Database, anna: UUID) -> None:
    await _plan(db, anna)
    await _plan(db, anna)

    rows = await _rows(db)

    assert [rows[kind].due_at for kind in reminders.DAYS] == [
        GIVEN + timedelta(days=n) for n in (3, 5, 7)
    ]


@pytest.mark.parametrize(
    ("zone", "given", "third_day"),
    [
        # Eleven at night in Moscow: the third day's last hour, not a fourth day.
        ("Europe/Moscow", "2026-11-24T20:00Z", "2026-11-27T17:00Z"),
        # Three at night in Vladivostok: nine in the morning there.
        ("Asia/Vladivostok", "2026-11-24T17:00Z", "2026-11-27T23:00Z"),
        # Noon in Berlin stays noon over the change of clocks.
        ("Europe/Berlin", "2026-03-27T11:00Z", "2026-03-30T10:00Z"),
    ],
)
async def test_a_reminder_comes_in_the_persons_own_daytime(
    db: Database, anna: UUID, zone: str, given: str, third_day: str
) -> None:
    async with db.begin() as session:
        await people.change_client(session, anna, timezone=zone)

    await _plan(db, anna, datetime.fromisoformat(given))

    assert (await _rows(db))[Kind.DAY_3].due_at == datetime.fromisoformat(third_day)


async def test_a_due_reminder_is_queued_once_however_often_it_is_processed(
    db: Database, anna: UUID
) -> None:
    await _plan(db, anna)
    with clock.at(GIVEN + timedelta(days=3, minutes=1)):
        await asyncio.gather(*(reminders.process_due(db.begin) for _ in range(3)))

    queued = await kept(db)

    assert [(m.kind, m.purpose) for m in queued] == [("reminder_day_3", "service")]
    assert (await _rows(db))[Kind.DAY_3].state is State.DONE


async def test_a_reminder_ended_just_before_it_is_said_is_not_said(
    db: Database, anna: UUID
) -> None:
    await _plan(db, anna)
    opened = 0

    @asynccontextmanager
    async def begin_late() -> AsyncIterator[AsyncSession]:
        nonlocal opened
        opened += 1
        async with db.begin() as session:
            if opened == 2:
                await reminders.cancel_all(session, anna, "paid")
            yield session

    with clock.at(GIVEN + timedelta(days=3, minutes=1)):
        await reminders.process_due(begin_late)

    assert await kept(db) == []
    assert (await _rows(db))[Kind.DAY_3].state is State.CANCELLED


async def test_day_seven_offers_and_moves_the_person_to_those_who_decide(
    db: Database, anna: UUID
) -> None:
    await _plan(db, anna)

    queued = await _process_on(db, 7)

    async with db.read() as session:
        deciding = await funnel.find_stage_by_role(session, Role.DECIDING)
        client = await people.get_client(session, anna)
    assert [m.purpose for m in queued if m.kind == "reminder_day_7"] == ["marketing"]
    assert deciding is not None
    assert client.stage_id == deciding.id


async def test_day_seven_does_not_overrule_the_trainer(db: Database, anna: UUID) -> None:
    await _plan(db, anna)
    async with db.begin() as session:
        resting = await funnel.find_stage_by_role(session, Role.INACTIVE)
        assert resting is not None
        with clock.at(GIVEN + timedelta(days=8)):
            await funnel.move_client(session, anna, resting.id, by="owner")

    await _process_on(db, 9)

    async with db.read() as session:
        assert (await people.get_client(session, anna)).stage_id == resting.id


async def test_a_house_that_stood_still_does_not_ask_all_at_once(db: Database, anna: UUID) -> None:
    await _plan(db, anna)

    queued = await _process_on(db, 12)

    assert [m.kind for m in queued] == ["reminder_day_7"]
    assert (await _rows(db))[Kind.DAY_3].reason == "stale"


async def test_a_payment_ends_the_chain_and_what_already_waits_in_the_post(
    db: Database, anna: UUID
) -> None:
    await _plan(db, anna)
    await _process_on(db, 3)

    async with db.begin() as session:
        await reminders.cancel_all(session, anna, "paid")
    queued = await _process_on(db, 7)

    assert [(m.kind, m.state, m.reason) for m in queued] == [("reminder_day_3", "skipped", "paid")]
    assert (await _rows(db))[Kind.DAY_7].state is State.CANCELLED


async def test_whoever_wants_no_reminders_has_none_planned_any_more(
    db: Database, anna: UUID
) -> None:
    await _plan(db, anna)

    fact = Unsubscribed(client_id=anna, topic=messages.REMINDERS)
    await reminders.stop_on_unsubscribing(fact, db.begin)

    assert {row.reason for row in (await _rows(db)).values()} == {"stop"}


async def test_an_erased_person_is_reminded_of_nothing(db: Database, anna: UUID) -> None:
    await _plan(db, anna)
    async with db.begin() as session:
        await cards.erase(session, anna)

    assert await _process_on(db, 7) == []


async def test_a_reminder_can_be_moved_or_done_without_until_it_is_settled(
    db: Database, anna: UUID
) -> None:
    await _plan(db, anna)
    rows = await _rows(db)
    async with db.begin() as session:
        await reminders.move(session, rows[Kind.DAY_3].id, GIVEN + timedelta(days=4))
        await reminders.cancel(session, rows[Kind.DAY_5].id)

    assert await _process_on(db, 3) == []
    assert [m.kind for m in await _process_on(db, 4)] == ["reminder_day_3"]
    async with db.begin() as session:
        with pytest.raises(reminders.AlreadySettled):
            await reminders.move(session, rows[Kind.DAY_5].id, GIVEN)


async def _order(db: Database, client_id: UUID) -> UUID:
    async with db.begin() as session:
        payment = await made.payment(session, await session.get_one(Client, client_id))
        assert payment.purchase_id is not None
        bought = await purchases.get_purchase(session, payment.purchase_id)
        fact = PurchaseBegun(purchase_id=bought.id, client_id=client_id, amount=bought.amount)
    for _ in range(2):
        await followups.chase_unpaid(fact, db.begin)
    return fact.purchase_id


async def _said_later(db: Database, hours: int) -> Sequence[str]:
    with clock.at(GIVEN + timedelta(hours=hours, minutes=1)):
        await reminders.process_due(db.begin)
    return [m.kind for m in await kept(db)]


async def test_an_unpaid_order_is_chased_three_times_and_then_is_the_trainers(
    db: Database, anna: UUID
) -> None:
    await _order(db, anna)

    said = [await _said_later(db, hours) for hours in (0, 1, 24, 72, 99)]

    assert [len(kinds) for kinds in said] == [0, 1, 2, 4, 4]
    assert sorted(said[-1]) == [
        "purchase_unpaid",
        "reminder_unpaid_3_days",
        "reminder_unpaid_day",
        "reminder_unpaid_hour",
    ]


async def test_payment_ends_the_chase_of_an_order(db: Database, anna: UUID) -> None:
    await _order(db, anna)
    await _said_later(db, 1)

    async with db.begin() as session:
        await reminders.cancel_all(session, anna, "paid")

    assert await _said_later(db, 72) == ["reminder_unpaid_hour"]
    assert {row.reason for row in (await _rows(db)).values()} == {"paid", None}


async def test_a_new_order_ends_the_chase_of_the_old_one(db: Database, anna: UUID) -> None:
    old = await _order(db, anna)

    new = await _order(db, anna)

    async with db.read() as session:
        rows = await reminders.list_reminders(session)
    told = {(row.anchor_id, row.state, row.reason) for row in rows}
    assert told == {(old, State.CANCELLED, "new_purchase"), (new, State.DUE, None)}


async def test_an_order_of_the_night_is_not_spoken_of_before_morning(
    db: Database, anna: UUID
) -> None:
    night = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)
    with clock.at(night):
        await _order(db, anna)

    due_at = (await _rows(db))[Kind.UNPAID_HOUR].due_at

    assert due_at == datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
