"""Carrying messages: once, at least once, or at most once, whatever breaks on the way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import cards, clock, messages, people
from domain.contacts import ContactKind
from domain.errors import GatewayRefused, GatewayUnavailable
from domain.messages import (
    AddressRefused,
    ChannelDown,
    Letter,
    Message,
    Post,
    Purpose,
    Reason,
    State,
)
from tests.channels import (
    NOON,
    ChannelStandIn,
    kept,
    only,
    post,
    render,
    say,
    under_key,
)


async def test_the_same_key_is_queued_once(db: Database, anna: UUID, email: ChannelStandIn) -> None:
    first, second = await say(db, anna), await say(db, anna)

    await post(db, email).send_due()

    assert (first, second) == (True, False)
    assert email.sent == [("anna@mail.ru", "programme_ready")]


async def test_a_sent_message_knows_when_and_over_what_it_went(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna)

    await post(db, email).send_due()

    message = await only(db)
    assert (message.state, message.channel, message.sent_at) == (State.SENT, "email", NOON)
    assert message.external_id == "email-1"


async def test_two_ticks_at_once_send_once(db: Database, anna: UUID, email: ChannelStandIn) -> None:
    for n in range(6):
        await say(db, anna, key=str(n))

    await asyncio.gather(post(db, email).send_due(), post(db, email).send_due())

    assert len(email.sent) == 6
    assert {m.attempts for m in await kept(db)} == {1}


async def test_no_more_than_four_are_carried_at_once(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    for n in range(12):
        await say(db, anna, key=str(n))
    carrier = post(db, email)
    email.may_answer.clear()
    carrying = asyncio.gather(carrier.send_due(), carrier.send_due())
    await asyncio.sleep(0.3)
    email.may_answer.set()

    await carrying

    assert email.most_in_flight == 4
    assert len(email.sent) == 12


async def test_what_is_owed_goes_before_what_sells(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, Purpose.MARKETING, kind="offer", key="offer")
    await say(db, anna, Purpose.TRANSACTIONAL, kind="receipt", key="receipt")

    await post(db, email).send_due()

    assert [text for _, text in email.sent] == ["receipt", "offer"]


async def test_a_channel_that_is_down_is_tried_again_after_a_growing_pause(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [GatewayUnavailable("down"), GatewayUnavailable("down")]
    await say(db, anna)
    carrier = post(db, email)

    pauses = []
    for _ in range(2):
        await carrier.send_due()
        message = await only(db)
        assert message.due_at is not None
        pauses.append(message.due_at - clock.now())
        with clock.at(message.due_at):
            await carrier.send_due()

    assert pauses[0] == timedelta(seconds=10)
    assert (await only(db)).state is State.SENT


async def test_a_channel_that_is_down_for_all_is_left_alone_for_a_while(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [ChannelDown("no route")] * 20
    for n in range(20):
        await say(db, anna, key=str(n))
    carrier = post(db, email)

    await carrier.send_due()
    knocks = 20 - len(email.errors)
    with clock.at(NOON + timedelta(seconds=15)):
        email.errors = []
        await carrier.send_due()

    assert knocks <= 4
    assert len(email.sent) == 20


async def test_a_channel_that_asks_for_a_pause_gets_it(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [ChannelDown("slow down", timedelta(minutes=7))]
    await say(db, anna, key="first")
    carrier = post(db, email)
    await carrier.send_due()
    await say(db, anna, key="second")

    await carrier.send_due()

    assert email.sent == []
    assert NOON + timedelta(minutes=7) in {message.due_at for message in await kept(db)}


async def test_a_message_put_off_by_another_carrier_keeps_its_pause(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [GatewayUnavailable("down")]
    await say(db, anna)
    rival, reads = post(db, email), 0

    @asynccontextmanager
    async def read_too_early() -> AsyncIterator[AsyncSession]:
        nonlocal reads
        async with db.read() as session:
            yield session
        reads += 1
        if reads == 3:
            await rival.send_due()

    await Post(db.begin, read_too_early, {"email": email}, render).send_due()

    assert reads > 3
    assert ((await only(db)).attempts, email.sent) == (1, [])


async def test_a_refusal_falls_back_to_the_next_channel(
    db: Database, anna: UUID, email: ChannelStandIn, telegram: ChannelStandIn
) -> None:
    async with db.begin() as session:
        people.add_contact(session, anna, ContactKind.TELEGRAM_ID, "77", is_trusted=True)
    email.errors = [GatewayRefused("spam")]
    await say(db, anna)

    await post(db, email, telegram).send_due()

    assert telegram.sent == [("77", "programme_ready")]
    assert (await only(db)).state is State.SENT


async def test_what_every_channel_refuses_waits_for_a_person_and_goes_when_he_asks(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [GatewayRefused("spam")]
    await say(db, anna)
    await post(db, email).send_due()
    async with db.begin() as session:
        (failed,) = await messages.list_failed(session)
        await messages.retry(session, failed.id)

    await post(db, email).send_due()

    assert (await only(db)).state is State.SENT


async def test_a_dead_address_gets_nothing_more(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [AddressRefused("550 5.1.1")]
    await say(db, anna, key="first")
    await post(db, email).send_due()
    await say(db, anna, key="second")

    await post(db, email).send_due()

    assert email.sent == []
    assert [(m.state, m.reason) for m in await kept(db)] == [(State.FAILED, Reason.BLOCKED)] * 2


async def test_a_new_address_is_not_blocked_with_the_old_one(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [AddressRefused("550 5.1.1")]
    await say(db, anna, key="first")
    await post(db, email).send_due()
    async with db.begin() as session:
        await people.change_client(session, anna, contacts={ContactKind.EMAIL: "new@mail.ru"})
    await say(db, anna, key="second")

    await post(db, email).send_due()

    assert email.sent == [("new@mail.ru", "programme_ready")]


async def test_no_address_is_kept_with_a_message_or_its_error(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [GatewayUnavailable("452 try later <anna@mail.ru>")]
    await say(db, anna)

    await post(db, email).send_due()

    assert "anna@mail.ru" not in (await only(db)).model_dump_json()


async def test_a_channel_that_stays_down_for_two_days_leaves_it_to_a_person(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [GatewayUnavailable("down")] * 2
    await say(db, anna)
    await post(db, email).send_due()

    with clock.at(NOON + timedelta(hours=49)):
        await post(db, email).send_due()

    message = await only(db)
    assert (message.state, message.reason) == (State.FAILED, Reason.UNAVAILABLE)


async def test_a_message_without_words_waits_for_a_person_and_stops_no_other(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    async def stumble(session: AsyncSession, message: Message) -> Letter:
        if message.dedupe_key == "bad":
            raise KeyError(message.kind)
        return await render(session, message)

    await say(db, anna, key="bad")
    await say(db, anna, key="good")

    await Post(db.begin, db.read, {"email": email}, stumble).send_due()

    assert len(email.sent) == 1
    assert (await under_key(db, "bad")).reason == Reason.UNREADABLE


async def test_the_outbox_shows_what_waits_and_why(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, key="parked")
    await post(db).send_due()
    await say(db, anna, key="fresh")

    async with db.read() as session:
        waiting = await messages.list_waiting(session)
        counts = await messages.count_waiting(session)
        mine = await messages.list_for_client(session, anna)

    assert {m.dedupe_key for m in waiting} == {m.dedupe_key for m in mine} == {"parked", "fresh"}
    assert counts == {Reason.NO_CHANNEL: 1, None: 1}


async def test_an_erased_person_is_told_nothing(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        await cards.erase(session, anna)

    assert await say(db, anna) is False


async def test_a_failed_message_is_told_to_the_owner_once(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    email.errors = [GatewayRefused("spam")]
    await say(db, anna)
    await post(db, email).send_due()
    failed = await only(db)
    fact = messages.MessageFailed(message_id=failed.id, client_id=anna, kind=failed.kind)

    for _ in range(2):
        await messages.tell_owner_of_failure(fact, db.begin)

    async with db.begin() as session:
        (notice,) = await messages.list_owner_notices(session)
        assert notice.kind == "delivery_failed"
        assert await messages.count_unread_notices(session) == 1
        await messages.mark_notices_read(session)
        assert await messages.count_unread_notices(session) == 0


async def test_a_cancelled_message_does_not_go(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna)
    async with db.begin() as session:
        await messages.cancel(session, (await only(db)).id)

    await post(db, email).send_due()

    assert email.sent == []
    async with db.begin() as session:
        with pytest.raises(messages.AlreadyDecided):
            await messages.cancel(session, (await only(db)).id)
