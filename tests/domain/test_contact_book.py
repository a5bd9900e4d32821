"""The trainer keeps a client's contacts one by one."""

import pytest

from app.db import Database
from domain import contact_book, people
from domain.contacts import ContactKind
from domain.people import ContactTaken
from tests import made

EMAIL = {ContactKind.EMAIL: "anna@example.ru"}


async def test_a_contact_added_leaves_the_others_alone(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        await contact_book.attach(session, client.id, EMAIL)
    async with db.read() as session:
        values = {c.value for c in await people.list_contacts(session, client.id)}
    assert values == {made.phone(), "anna@example.ru"}


async def test_another_clients_contact_cannot_be_taken(db: Database) -> None:
    async with db.begin() as session:
        await made.client(session, n=1)
        other = await made.client(session, n=2)
        with pytest.raises(ContactTaken):
            await contact_book.attach(session, other.id, {ContactKind.PHONE: made.phone(1)})


async def test_what_a_stranger_named_is_believed_once_the_trainer_says_so(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        named = people.add_contact(
            session, client.id, ContactKind.EMAIL, "anna@example.ru", is_trusted=False
        )
        await session.flush()
        await contact_book.trust(session, named.id)
        assert named.is_trusted


async def test_a_contact_taken_away_finds_nobody_any_more(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        await session.flush()
        (phone,) = await people.list_contacts(session, client.id)
        await contact_book.detach(session, phone.id)
    async with db.read() as session:
        pair = (ContactKind.PHONE, made.phone())
        assert await people.find_by_contacts(session, [pair]) == {}
