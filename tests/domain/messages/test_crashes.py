"""Crashes and lost answers: what is owed goes again, what sells is left in doubt."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest

from app.db import Database
from domain import cards, clock, messages
from domain.messages import (
    DeliveryInDoubt,
    Purpose,
    State,
)
from tests.channels import (
    NOON,
    ChannelStandIn,
    kept,
    only,
    post,
    say,
)


async def _die_while_sending(db: Database, email: ChannelStandIn) -> None:
    email.may_answer.clear()
    carrying = asyncio.ensure_future(post(db, email).send_due())
    await email.was_called.wait()
    carrying.cancel()
    with suppress(asyncio.CancelledError):
        await carrying
    email.may_answer.set()


async def test_after_a_crash_what_is_owed_goes_again(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, Purpose.TRANSACTIONAL)
    await _die_while_sending(db, email)
    left = await only(db)

    with clock.at(NOON + timedelta(minutes=4)):
        await post(db, email).send_due()

    assert left.state is State.SENDING
    assert len(email.sent) == 1


async def test_after_a_crash_what_sells_is_in_doubt_and_never_goes_by_itself(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, Purpose.MARKETING)
    await _die_while_sending(db, email)

    with clock.at(NOON + timedelta(minutes=4)):
        await post(db, email).send_due()

    assert email.sent == []
    assert (await only(db)).state is State.UNKNOWN
    async with db.read() as session:
        assert await messages.count_failed(session) == 1


async def test_a_living_lease_is_left_alone(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna)
    await _die_while_sending(db, email)

    await post(db, email).send_due()

    assert email.sent == []


async def test_a_restarted_house_does_not_wait_for_leases_of_its_own_past(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna)
    await _die_while_sending(db, email)
    carrier = post(db, email)

    await carrier.open()
    await carrier.send_due()

    assert len(email.sent) == 1


@pytest.mark.parametrize(
    ("purpose", "state"),
    [(Purpose.MARKETING, State.UNKNOWN), (Purpose.TRANSACTIONAL, State.QUEUED)],
)
async def test_a_lost_answer_is_in_doubt_for_what_sells_and_repeated_for_what_is_owed(
    db: Database, anna: UUID, email: ChannelStandIn, purpose: Purpose, state: State
) -> None:
    email.errors = [DeliveryInDoubt("hung up")]
    await say(db, anna, purpose)

    await post(db, email).send_due()

    assert (await only(db)).state is state


async def test_a_channel_that_breaks_stops_no_other_message(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [ZeroDivisionError("a bug")]
    await say(db, anna, key="first")
    await say(db, anna, key="second")

    await post(db, email).send_due()

    assert len(email.sent) == 1
    assert {m.state for m in await kept(db)} == {State.SENT, State.QUEUED}


async def test_a_person_erased_while_a_letter_flies_leaves_no_trace_of_it(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna)
    email.may_answer.clear()
    carrying = asyncio.ensure_future(post(db, email).send_due())
    await email.was_called.wait()
    async with db.begin() as session:
        await cards.erase(session, anna)
    email.may_answer.set()

    await carrying

    assert await kept(db) == []
