"""Many clients at once: done, and taken back to what it was."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.db import Database
from domain import bulk, funnel
from domain.contacts import ContactKind
from domain.errors import Refused
from domain.ledger import Transaction
from domain.messages import Message, Purpose, State
from domain.people import Client, add_contact
from tests import made


async def _three(session: Transaction) -> list[UUID]:
    return [(await made.client(session, name, n)).id for n, name in enumerate("АБВ", 1)]


async def _stands(session: Transaction, ids: Sequence[UUID]) -> list[UUID | None]:
    return [(await session.get_one(Client, client_id)).stage_id for client_id in ids]


async def test_a_move_of_many_is_taken_back_but_for_who_has_gone_on(db: Database) -> None:
    async with db.begin() as session:
        ids = await _three(session)
        first, second, third = (await funnel.list_stages(session))[:3]
        await funnel.move_client(session, ids[0], second.id, by="me")

        before = await bulk.move(session, ids, second.id, by="me")
        await funnel.move_client(session, ids[2], third.id, by="me")
        await bulk.move_back(session, before, second.id, by="me")

        assert set(before) == set(ids[1:])
        assert await _stands(session, ids) == [second.id, first.id, third.id]


async def test_a_tag_is_taken_back_only_from_whom_it_was_given(db: Database) -> None:
    async with db.begin() as session:
        ids = await _three(session)
        await bulk.tag(session, ids[:1], "Зал")

        changed = await bulk.tag(session, ids, "#зал")
        await bulk.untag(session, changed, "зал")

        assert set(changed) == set(ids[1:])
        tags = [(await session.get_one(Client, client_id)).tags for client_id in ids]
        assert tags == [["Зал"], [], []]
        with pytest.raises(Refused):
            await bulk.tag(session, ids, " # ")


async def test_a_message_to_many_waits_to_be_taken_back(db: Database) -> None:
    async with db.begin() as session:
        ids = await _three(session)
        add_contact(session, ids[0], ContactKind.EMAIL, "a@mail.ru", is_trusted=True)
        await session.flush()

        told = await bulk.write(session, ids, "Зал закрыт в среду.", "k", sells=True)
        again = await bulk.write(session, ids, "Зал закрыт в среду.", "k", sells=True)

        assert told == again
        assert (len(told.message_ids), told.unreached) == (1, 2)
        message = await session.get_one(Message, told.message_ids[0])
        assert message.purpose is Purpose.MARKETING
        assert message.due_at is not None
        assert message.due_at - message.created_at > bulk.HELD / 2

        assert await bulk.take_back(session, told) == 1
        left = select(Message).where(
            col(Message.id).in_(told.message_ids), Message.state == State.QUEUED
        )
        assert (await session.exec(left)).all() == []
