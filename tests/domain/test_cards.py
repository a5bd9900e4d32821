"""A card whole: merged and parted, erased, exported."""

import json

import pytest
from sqlmodel import SQLModel, select

from app.db import Database
from domain import cards, consents, notes, people
from domain.cards import AlreadyMerged
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.errors import NotFound
from domain.ledger import FactRow
from domain.notes import Note
from domain.payments import Payment
from tests import made


async def test_two_cards_become_one_with_all_that_hung_on_them(db: Database) -> None:
    async with db.begin() as session:
        kept, gone = await made.client(session, n=1), await made.client(session, "Аня", n=2)
        notes.write_note(session, gone.id, "Болит колено")
        await cards.merge(session, kept.id, gone.id)
    async with db.read() as session:
        mine = [contact.value for contact in await people.list_contacts(session, kept.id)]
        (note,) = await notes.list_notes(session, kept.id)
        found = await people.get_client(session, gone.id)
    assert sorted(mine) == [made.phone(1), made.phone(2)]
    assert (note.text, found.id) == ("Болит колено", kept.id)


async def test_a_merge_undone_gives_each_his_own_back(db: Database) -> None:
    async with db.begin() as session:
        kept, gone = await made.client(session, n=1), await made.client(session, n=2)
        notes.write_note(session, gone.id, "Болит колено")
        done = await cards.merge(session, kept.id, gone.id)
        notes.write_note(session, kept.id, "Пришла позже")
    async with db.begin() as session:
        await cards.undo_merge(session, done.id)
    async with db.read() as session:
        theirs = [[n.text for n in await notes.list_notes(session, c.id)] for c in (kept, gone)]
    assert theirs == [["Пришла позже"], ["Болит колено"]]


async def test_a_card_cannot_be_merged_with_itself(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        with pytest.raises(AlreadyMerged):
            await cards.merge(session, client.id, client.id)


async def test_an_erased_person_leaves_money_without_a_name_and_nothing_else(
    db: Database,
) -> None:
    async with db.begin() as session:
        client = await made.client(session, "Стираемая Анна")
        payment = await made.payment(session, client)
        notes.write_note(session, client.id, "секрет")
        texts = await consents.current_texts(session)
        consents.give(session, client.id, texts[ConsentKind.HEALTH], "site")
    async with db.begin() as session:
        await cards.erase(session, client.id)
    async with db.read() as session:
        left = (await session.exec(select(Payment))).one()
        assert (left.id, left.client_id) == (payment.id, None)
        for table in SQLModel.metadata.sorted_tables:
            rows = (await (await session.connection()).execute(table.select())).all()
            told = [str(row) for row in rows if "Стираемая" in str(row) or "секрет" in str(row)]
            assert told == [], table.name
        with pytest.raises(NotFound):
            await people.get_client(session, client.id)


async def test_an_erased_persons_history_holds_no_names(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session, "Стираемая Анна")
        await made.payment(session, client)
    async with db.begin() as session:
        await cards.erase(session, client.id)
    async with db.read() as session:
        bodies = (await session.exec(select(FactRow.body))).all()
    assert "Анна" not in json.dumps(bodies, ensure_ascii=False)
    assert made.phone() not in json.dumps(bodies)


async def test_those_merged_into_an_erased_person_are_erased_with_him(db: Database) -> None:
    async with db.begin() as session:
        kept, gone = await made.client(session, n=1), await made.client(session, n=2)
        await cards.merge(session, kept.id, gone.id)
    async with db.begin() as session:
        await cards.erase(session, kept.id)
    async with db.read() as session:
        assert (await session.exec(select(people.Client))).all() == []
        assert (await session.exec(select(people.Contact))).all() == []


async def test_an_export_holds_everything_that_hangs_on_the_card(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
        await made.payment(session, client)
        notes.write_note(session, client.id, "Болит колено")
    async with db.read() as session:
        card = await cards.export(session, client.id)
    assert card["client"][0]["name"] == "Анна"
    assert card["contact"][0]["value"] == made.phone()
    assert (len(card["payment"]), len(card["purchase"])) == (1, 1)
    assert card["note"][0]["text"] == "Болит колено"
    json.dumps(card)


async def test_a_contact_of_an_erased_person_is_free_again(db: Database) -> None:
    async with db.begin() as session:
        client = await made.client(session)
    async with db.begin() as session:
        await cards.erase(session, client.id)
        await made.client(session, "Новая")
    async with db.read() as session:
        pair = (ContactKind.PHONE, made.phone())
        assert pair in await people.find_by_contacts(session, [pair])
        assert (await session.exec(select(Note))).all() == []
