"""The crossing to SQLite's thread: as few as can be, and never a transaction left behind."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.db import Database
from app.sqlite import Crossing


@pytest.fixture
async def ours(tmp_path: Path) -> Database:
    db = Database(f"sqlite:///{tmp_path}/own.db")
    async with db.begin() as session:
        await (await session.connection()).execute(text("CREATE TABLE thing (n INTEGER UNIQUE)"))
    return db


async def count(db: Database) -> int:
    async with db.read() as session:
        found = await (await session.connection()).execute(text("SELECT count(*) FROM thing"))
        return int(found.scalar_one())


async def insert(db: Database, n: int) -> None:
    async with db.begin() as session:
        connection = await session.connection()
        await connection.execute(text("INSERT INTO thing VALUES (:n)"), {"n": n})


async def test_one_look_crosses_twice(ours: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    await count(ours)
    crossed = []
    plain = Crossing._execute

    async def note(self: Crossing, *given: object) -> object:
        crossed.append(given)
        return await plain(self, *given)  # type: ignore[no-untyped-call]

    monkeypatch.setattr(Crossing, "_execute", note)
    await count(ours)

    assert len(crossed) == 2
    await ours.close()


async def test_what_fails_leaves_no_transaction_behind(ours: Database) -> None:
    await insert(ours, 1)
    with pytest.raises(IntegrityError):
        await insert(ours, 1)

    await insert(ours, 2)

    assert await count(ours) == 2
    await ours.close()


async def test_whoever_is_cut_off_in_the_middle_leaves_no_transaction_behind(
    ours: Database,
) -> None:
    async with ours.read() as session:
        crossing = (await (await session.connection()).get_raw_connection()).driver_connection
    held = threading.Event()
    assert isinstance(crossing, Crossing)
    crossing._tx.put_nowait((None, lambda: held.wait(5)))

    looking = asyncio.ensure_future(count(ours))
    await asyncio.sleep(0.05)
    looking.cancel()
    held.set()
    await asyncio.gather(looking, return_exceptions=True)
    await insert(ours, 1)

    # A transaction left open would still see the table as it was.
    assert [await count(ours) for _ in range(3)] == [1, 1, 1]
    await ours.close()
