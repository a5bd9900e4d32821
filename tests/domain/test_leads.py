"""Whoever leaves a phone becomes a client, once; and learns nothing about anybody else."""

import pytest
from sqlmodel import select

from app.db import Database
from domain import consents, leads, people
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.errors import Refused
from domain.funnel import Role, get_stage
from domain.leads import Knocker, LeadForm, LeadReceipt
from domain.passes import get_pass
from domain.people import Client, Contact
from tests import made


def knocker(name: str = "Анна", **contacts: str) -> Knocker:
    read = people.read_contacts(contacts or {"phone": made.phone()})
    return Knocker(name=name, contacts=read, consents=[ConsentKind.PERSONAL_DATA])


async def receive(db: Database, *knockers: Knocker) -> list[LeadReceipt]:
    async with db.begin() as session:
        return await leads.receive_leads(session, [LeadForm(knocker=k) for k in knockers])


async def test_a_stranger_becomes_a_client_at_the_first_stage(db: Database) -> None:
    await receive(db, knocker())
    async with db.read() as session:
        client = (await session.exec(select(Client))).one()
        stage = await get_stage(session, client.stage_id) if client.stage_id else None
    assert (client.name, stage and stage.role) == ("Анна", Role.FIRST_CONTACT)


async def test_the_same_person_again_becomes_no_second_client(db: Database) -> None:
    await receive(db, knocker(phone="8 (999) 000-00-01"))
    await receive(db, knocker(phone="+7 999 000 00 01"), knocker(phone="9990000001"))
    async with db.read() as session:
        assert len((await session.exec(select(Client))).all()) == 1


async def test_two_who_come_at_once_with_one_phone_are_one_client(db: Database) -> None:
    await receive(db, knocker("Анна"), knocker("Аня"))
    async with db.read() as session:
        assert len((await session.exec(select(Client))).all()) == 1


async def test_a_lead_on_a_known_card_gets_a_pass_that_speaks_for_nobody(db: Database) -> None:
    (first,), (second,) = await receive(db, knocker()), await receive(db, knocker())
    async with db.read() as session:
        owner = await get_pass(session, first.token)
        stranger = await get_pass(session, second.token)
    assert owner.client_id == stranger.client_id
    assert (owner.is_owners, stranger.is_owners) == (True, False)


async def test_a_contact_named_by_a_stranger_is_kept_but_not_trusted(db: Database) -> None:
    await receive(db, knocker(), knocker(phone=made.phone(), email="thief@example.ru"))
    async with db.read() as session:
        added = select(Contact).where(Contact.kind == ContactKind.EMAIL)
        assert (await session.exec(added)).one().is_trusted is False


async def test_whoever_names_two_known_people_makes_a_suspicion_not_a_merge(
    db: Database,
) -> None:
    await receive(db, knocker("Анна"), knocker("Олег", email="oleg@example.ru"))
    await receive(db, knocker(phone=made.phone(), email="oleg@example.ru"))
    async with db.read() as session:
        clients = (await session.exec(select(Client))).all()
    assert [c.merged_into_id for c in clients] == [None, None]


async def test_a_consent_is_kept_with_the_words_agreed_to(db: Database) -> None:
    await receive(db, knocker())
    async with db.read() as session:
        client = (await session.exec(select(Client))).one()
        (given,) = await consents.list_consents(session, client.id)
        text = (await consents.current_texts(session))[ConsentKind.PERSONAL_DATA]
    assert (given.kind, given.text_id) == (ConsentKind.PERSONAL_DATA, text.id)
    assert len(text.sha256) == 64


@pytest.mark.parametrize("given", [{"phone": "123"}, {"email": "anna@"}, {"telegram": "@!"}])
def test_what_is_no_contact_is_refused_by_name(given: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        people.read_contacts(given)
    assert set(refused.value.fields) == set(given)


def test_without_any_contact_there_is_no_way_to_answer() -> None:
    with pytest.raises(Refused):
        leads.check_reachable({})
