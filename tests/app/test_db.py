"""Transactions: all or nothing, one writer, readers that change nothing."""

import asyncio

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from app.db import Database, driver_url
from domain import people
from domain.people import Client


async def test_a_block_that_raises_leaves_nothing(db: Database) -> None:
    async def add_and_stumble() -> None:
        async with db.begin() as session:
            people.add_client(session, "Анна", {})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await add_and_stumble()
    async with db.read() as session:
        assert (await session.exec(select(Client))).all() == []


async def test_a_hundred_who_read_and_then_write_lose_no_update(db: Database) -> None:
    if not db.is_sqlite:
        pytest.skip("PostgreSQL is told by conditional updates, not by one writer")
    async with db.begin() as session:
        client = people.add_client(session, "0", {})

    async def add_one() -> None:
        async with db.begin() as session:
            row = await people.get_client(session, client.id)
            row.name = str(int(row.name) + 1)

    await asyncio.gather(*(add_one() for _ in range(100)))
    async with db.read() as session:
        assert (await people.get_client(session, client.id)).name == "100"


async def test_a_reader_can_change_nothing_on_sqlite(db: Database) -> None:
    if not db.is_sqlite:
        pytest.skip("on PostgreSQL readers share the pool")
    with pytest.raises(OperationalError, match="readonly"):
        async with db.read() as session:
            await (await session.connection()).execute(text("DELETE FROM client"))


async def test_a_reader_waits_for_no_writer(db: Database) -> None:
    async with db.begin() as writing:
        people.add_client(writing, "Анна", {})
        await writing.flush()
        async with asyncio.timeout(2), db.read() as reading:
            assert (await reading.exec(select(Client))).all() == []


def test_a_plain_address_is_given_its_driver() -> None:
    assert driver_url("postgresql://u:p@h/d?sslmode=require").render_as_string(False) == (
        "postgresql+asyncpg://u:p@h/d?ssl=require"
    )
    assert driver_url("sqlite:////tmp/x.db").drivername == "sqlite+aiosqlite"
