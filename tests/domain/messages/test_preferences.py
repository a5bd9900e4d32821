"""What a person switches off stays off until he switches it on himself."""

from uuid import UUID

import pytest

from app.db import Database
from domain import consents, messages
from domain.consents import ConsentKind
from domain.errors import NotFound, Refused


async def test_the_link_at_the_foot_is_the_same_each_time(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        first = await messages.unsubscribe_token(session, anna)
    async with db.begin() as session:
        second = await messages.unsubscribe_token(session, anna)

    assert first == second
    assert len(first) == 32


async def test_unsubscribing_takes_the_consent_back_and_is_told_once(
    db: Database, anna: UUID
) -> None:
    async with db.begin() as session:
        token = await messages.unsubscribe_token(session, anna)
        await messages.unsubscribe(session, token)
        told = [f for f in session.info["facts"] if isinstance(f, messages.Unsubscribed)]
    async with db.begin() as session:
        await messages.unsubscribe(session, token)
        assert "facts" not in session.info

    async with db.read() as session:
        assert not await consents.has_consent(session, anna, ConsentKind.MARKETING)
    assert {fact.topic for fact in told} == {messages.MARKETING, messages.REMINDERS}


async def test_a_topic_can_be_switched_on_again(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        await messages.switch_off(session, anna, messages.TOPICS)
        await messages.switch_on(session, anna, messages.REMINDERS)

    async with db.read() as session:
        wishes = await messages.read_wishes(session, anna)

    assert wishes.topics_off == {messages.MARKETING}


async def test_changing_one_wish_leaves_the_others(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        await messages.change_wishes(session, anna, channels=["email"], hours=(10, 20))
        await messages.change_wishes(session, anna, topics_off=[messages.REMINDERS])

    async with db.read() as session:
        wishes = await messages.read_wishes(session, anna)

    assert (wishes.channels, wishes.day_starts, wishes.day_ends) == (("email",), 10, 20)


async def test_a_link_nobody_has_opens_nothing(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        with pytest.raises(NotFound):
            await messages.unsubscribe(session, "guess")


@pytest.mark.parametrize("hours", [(-1, 9), (24, 9), (9, 25)])
async def test_hours_outside_of_a_day_are_refused(
    db: Database, anna: UUID, hours: tuple[int, int]
) -> None:
    async with db.begin() as session:
        with pytest.raises(Refused):
            await messages.change_wishes(session, anna, hours=hours)


async def test_an_unknown_topic_is_refused(db: Database, anna: UUID) -> None:
    async with db.begin() as session:
        token = await messages.unsubscribe_token(session, anna)
        with pytest.raises(Refused):
            await messages.unsubscribe(session, token, "everything")
