"""Suspected duplicates: a pair waits for the trainer until he has decided."""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import cards, duplicates
from domain.ledger import record
from domain.people import DuplicateSuspected
from tests import made


async def suspect(session: AsyncSession) -> tuple[UUID, UUID]:
    """Two clients that may be one."""
    anna = await made.client(session, "Анна", 1)
    twin = await made.client(session, "Аня", 2)
    for one, other in ((anna, twin), (twin, anna)):
        record(session, DuplicateSuspected(client_id=one.id, other_id=other.id))
    await session.flush()
    return anna.id, twin.id


async def test_a_pair_suspected_twice_is_shown_once_with_contacts(db: Database) -> None:
    async with db.begin() as session:
        anna, twin = await suspect(session)
        found = await duplicates.list_suspicions(session)

    assert [(s.kept.client.id, s.other.client.id) for s in found] == [(anna, twin)]
    assert [c.value for c in found[0].other.contacts] == [made.phone(2)]


async def test_merged_cards_are_suspected_no_more(db: Database) -> None:
    async with db.begin() as session:
        anna, twin = await suspect(session)
        await cards.merge(session, anna, twin)

        assert await duplicates.list_suspicions(session) == []


async def test_an_erased_card_is_suspected_no_more(db: Database) -> None:
    async with db.begin() as session:
        _, twin = await suspect(session)
        await cards.erase(session, twin)

        assert await duplicates.list_suspicions(session) == []


async def test_two_people_stay_two_people_once_the_trainer_said_so(db: Database) -> None:
    async with db.begin() as session:
        anna, twin = await suspect(session)
        await duplicates.dismiss(session, twin, anna)
        await session.flush()

        assert await duplicates.list_suspicions(session) == []
