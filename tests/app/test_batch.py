"""Many callers, one commit; each is answered for himself."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.batch import Batch
from app.db import Database
from domain.people import Client, add_client


class Bad(Exception):
    pass


async def add_all(session: AsyncSession, names: Sequence[str]) -> list[str]:
    if "bad" in names:
        raise Bad
    for name in names:
        add_client(session, name, {})
    return [name.upper() for name in names]


async def names_in(db: Database) -> list[str]:
    async with db.read() as session:
        return sorted((await session.exec(select(Client.name))).all())


async def test_each_caller_has_his_own_answer(db: Database) -> None:
    batch = Batch(db, add_all)
    answers = await asyncio.gather(*(batch.add(name) for name in "abc"))
    assert answers == ["A", "B", "C"]
    assert await names_in(db) == ["a", "b", "c"]


async def test_one_bad_item_spoils_no_other(db: Database) -> None:
    batch = Batch(db, add_all)
    first, *others = await asyncio.gather(
        *(batch.add(name) for name in ("x", "bad", "y", "z")), return_exceptions=True
    )
    assert [first, *others[1:]] == ["X", "Y", "Z"]
    assert isinstance(others[0], Bad)
    assert await names_in(db) == ["x", "y", "z"]


async def test_a_caller_who_goes_away_takes_nobody_with_him(db: Database) -> None:
    batch = Batch(db, add_all)
    async with asyncio.TaskGroup() as tasks:
        leaving = tasks.create_task(batch.add("leaving"))
        staying = tasks.create_task(batch.add("staying"))
        await asyncio.sleep(0)
        leaving.cancel()
    assert staying.result() == "STAYING"


async def test_a_failure_is_told_to_whoever_waits(db: Database) -> None:
    with pytest.raises(Bad):
        await Batch(db, add_all).add("bad")


async def test_those_who_come_during_a_commit_share_the_next_one(db: Database) -> None:
    together: list[int] = []

    async def take_time(session: AsyncSession, names: Sequence[str]) -> list[str]:
        together.append(len(names))
        await asyncio.sleep(0.1)
        return await add_all(session, names)

    batch = Batch(db, take_time)
    first = asyncio.gather(*(batch.add(name) for name in "abc"))
    await asyncio.sleep(0.03)
    later = [asyncio.ensure_future(batch.add("d"))]
    await asyncio.sleep(0.03)
    later.append(asyncio.ensure_future(batch.add("e")))
    await asyncio.gather(first, *later)

    assert together == [3, 2]
