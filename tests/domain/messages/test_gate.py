"""The gate: who may be told what, when, and over which channel, as of the moment of sending."""

import asyncio
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import cards, clock, consents, messages, people
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.messages import Addresses, Message, Policy, Purpose, Reason, Rules, State
from domain.messages.gate import Go, Verdict, Wait, decide
from tests import made
from tests.channels import (
    NOON,
    ChannelStandIn,
    kept,
    only,
    post,
    reach,
    say,
)


async def _verdict(db: Database) -> tuple[State, str | None]:
    message = await only(db)
    return message.state, message.reason


async def test_what_sells_needs_a_consent_that_still_stands(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, Purpose.MARKETING)
    async with db.begin() as session:
        await consents.withdraw(session, anna, ConsentKind.MARKETING)

    await post(db, email).send_due()

    assert await _verdict(db) == (State.SKIPPED, Reason.NO_CONSENT)


async def test_unsubscribing_between_queueing_and_sending_stops_the_message(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, Purpose.MARKETING)
    async with db.begin() as session:
        token = await messages.unsubscribe_token(session, anna)
        await messages.unsubscribe(session, token)

    await post(db, email).send_due()

    assert await _verdict(db) == (State.SKIPPED, Reason.UNSUBSCRIBED)
    assert email.sent == []


async def test_unsubscribing_never_stops_what_is_owed(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    async with db.begin() as session:
        await messages.unsubscribe(session, await messages.unsubscribe_token(session, anna))
    await say(db, anna, Purpose.TRANSACTIONAL)

    await post(db, email).send_due()

    assert len(email.sent) == 1


async def test_one_topic_may_be_switched_off_by_itself(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    async with db.begin() as session:
        token = await messages.unsubscribe_token(session, anna)
        await messages.unsubscribe(session, token, messages.REMINDERS)
    await say(db, anna, Purpose.SERVICE, kind="reminder_day_3", key="reminder")
    await say(db, anna, Purpose.MARKETING, kind="offer", key="offer")

    await post(db, email).send_due()

    assert [text for _, text in email.sent] == ["offer"]


async def test_one_advertisement_a_day_and_the_next_one_tomorrow(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    for n in range(3):
        await say(db, anna, Purpose.MARKETING, kind=f"offer {n}", key=str(n))

    await post(db, email).send_due()
    sent_today = len(email.sent)
    with clock.at(NOON + timedelta(days=1)):
        await post(db, email).send_due()

    assert sent_today == 1
    assert len(email.sent) == 2
    assert Reason.ONE_A_DAY in {message.reason for message in await kept(db)}


async def test_two_advertisements_asked_about_at_once_are_still_one_a_day(
    db: Database, anna: UUID
) -> None:
    for n in range(2):
        await say(db, anna, Purpose.MARKETING, key=str(n))
    first, second = await kept(db)

    async def ask(message_id: UUID) -> Verdict:
        async with db.begin() as session:
            message = await messages.get_message(session, message_id)
            message.state, message.tried_at = State.SENDING, NOON
            await session.flush()
            verdict = await decide(session, message, ["email"], Rules())
            await asyncio.sleep(0.2)
            return verdict

    verdicts = await asyncio.gather(ask(first.id), ask(second.id))

    assert {type(verdict) for verdict in verdicts} == {Go, Wait}


@pytest.mark.parametrize(
    ("zone", "now", "goes_at"),
    [
        # Kaliningrad, UTC+2: six in the morning waits for nine.
        ("Europe/Kaliningrad", "2026-11-24T04:00Z", "2026-11-24T07:00Z"),
        # Vladivostok, UTC+10: ten in the evening waits for the next morning.
        ("Asia/Vladivostok", "2026-11-24T12:00Z", "2026-11-24T23:00Z"),
        # New York, the night the clocks go back: nine is at UTC-5 already.
        ("America/New_York", "2026-11-01T03:00Z", "2026-11-01T14:00Z"),
        # Berlin, the night they go forward: nine is at UTC+2 already.
        ("Europe/Berlin", "2026-03-28T23:30Z", "2026-03-29T07:00Z"),
    ],
)
async def test_nobody_is_woken_at_night_wherever_he_lives(
    db: Database, anna: UUID, email: ChannelStandIn, zone: str, now: str, goes_at: str
) -> None:
    async with db.begin() as session:
        await people.change_client(session, anna, timezone=zone)
    with clock.at(datetime.fromisoformat(now)):
        await say(db, anna, Purpose.SERVICE)
        await post(db, email).send_due()

    message = await only(db)

    assert email.sent == []
    assert message.reason == Reason.NIGHT
    assert message.due_at == datetime.fromisoformat(goes_at)


async def test_what_is_owed_goes_at_night_too(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    with clock.at(NOON + timedelta(hours=14)):
        await say(db, anna, Purpose.TRANSACTIONAL)
        await post(db, email).send_due()

    assert len(email.sent) == 1


async def test_a_persons_own_hours_go_before_the_houses(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    async with db.begin() as session:
        await messages.change_wishes(session, anna, hours=(18, 22))
    await say(db, anna, Purpose.SERVICE)

    await post(db, email).send_due()

    assert (await only(db)).due_at == NOON + timedelta(hours=6)


async def test_a_persons_own_channel_goes_first(
    db: Database, anna: UUID, email: ChannelStandIn, telegram: ChannelStandIn
) -> None:
    async with db.begin() as session:
        people.add_contact(session, anna, ContactKind.TELEGRAM_ID, "77", is_trusted=True)
        await messages.change_wishes(session, anna, channels=["telegram"])
    await say(db, anna)

    await post(db, email, telegram).send_due()

    assert (email.sent, len(telegram.sent)) == ([], 1)


async def test_a_channel_that_must_not_sell_carries_no_advertisement(
    db: Database, anna: UUID, telegram: ChannelStandIn
) -> None:
    async with db.begin() as session:
        people.add_contact(session, anna, ContactKind.TELEGRAM_ID, "77", is_trusted=True)

    async def policy(_: AsyncSession) -> Policy:
        return Policy(no_marketing_over=frozenset({"telegram"}))

    await say(db, anna, Purpose.MARKETING)
    await post(db, telegram, rules=Rules(read_policy=policy)).send_due()

    assert telegram.sent == []


async def test_an_address_named_by_a_stranger_gets_nothing(
    db: Database, email: ChannelStandIn
) -> None:
    async with db.begin() as session:
        client = await made.client(session, n=2)
        people.add_contact(
            session, client.id, ContactKind.EMAIL, "stranger@mail.ru", is_trusted=False
        )
    await say(db, client.id)

    await post(db, email).send_due()

    assert await _verdict(db) == (State.QUEUED, Reason.NO_ADDRESS)


async def test_without_a_channel_messages_wait_in_sight_and_go_when_it_appears(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna)
    await post(db).tick()
    waiting = await only(db)

    await post(db, email).tick()

    assert (waiting.state, waiting.reason) == (State.QUEUED, Reason.NO_CHANNEL)
    assert (await only(db)).state is State.SENT


async def test_what_waits_for_an_address_goes_when_one_is_given(
    db: Database, email: ChannelStandIn
) -> None:
    async with db.begin() as session:
        client = await made.client(session, n=2)
    await say(db, client.id)
    await post(db, email).tick()
    async with db.begin() as session:
        await reach(session, client.id, "later@mail.ru")

    await post(db, email).tick()

    assert email.sent == [("later@mail.ru", "programme_ready")]


async def test_what_has_waited_too_long_is_dropped_with_its_reason(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    await say(db, anna, Purpose.SERVICE)

    with clock.at(NOON + timedelta(days=4)):
        await post(db, email).send_due()

    assert await _verdict(db) == (State.SKIPPED, Reason.TOO_OLD)


async def test_an_objection_of_another_room_stops_a_sale(
    db: Database, anna: UUID, email: ChannelStandIn
) -> None:
    async def doctor_first(_: AsyncSession, __: Message) -> str | None:
        return Reason.DOCTOR_FIRST

    await say(db, anna, Purpose.MARKETING)
    await post(db, email, rules=Rules(find_objection=doctor_first)).send_due()

    assert await _verdict(db) == (State.SKIPPED, Reason.DOCTOR_FIRST)


async def _owners(_: AsyncSession) -> Addresses:
    return {"email": "owner@mail.ru"}


async def test_the_owner_is_told_at_once_what_is_urgent_and_the_rest_in_the_morning(
    db: Database, email: ChannelStandIn
) -> None:
    carrier = post(db, email, rules=Rules(owner_addresses=_owners))
    with clock.at(NOON + timedelta(hours=14)):
        await say(db, None, Purpose.TRANSACTIONAL, kind="red_flag", key="urgent")
        await say(db, None, Purpose.SERVICE, kind="new_lead", key="lead")
        await carrier.send_due()
    at_night = [text for _, text in email.sent]
    with clock.at(NOON + timedelta(hours=22)):
        await carrier.send_due()

    assert at_night == ["red_flag"]
    assert email.sent[-1] == ("owner@mail.ru", "new_lead")


async def test_notices_wait_until_the_owner_has_an_address(
    db: Database, email: ChannelStandIn
) -> None:
    await say(db, None, kind="new_lead")
    await post(db, email).tick()
    waiting = await only(db)

    await post(db, email, rules=Rules(owner_addresses=_owners)).tick()

    assert waiting.reason == Reason.NO_CHANNEL
    assert email.sent == [("owner@mail.ru", "new_lead")]


async def test_two_cards_made_one_keep_what_either_switched_off(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        other = await made.client(session, n=2)
        await messages.switch_off(session, anna, [messages.REMINDERS])
        with clock.at(NOON + timedelta(minutes=1)):
            await messages.change_wishes(session, other.id, channels=["telegram"])
        await cards.merge(session, other.id, anna)

    async with db.read() as session:
        wishes = await messages.read_wishes(session, other.id)

    assert wishes.topics_off == {messages.REMINDERS}
