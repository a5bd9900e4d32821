"""What came from outside is kept once, before anything else."""

from sqlmodel import select

from app import inbox
from app.db import Database
from app.inbox import Knock
from domain.ledger import FactRow


async def knock(db: Database, key: str = "k1") -> bool:
    async with db.begin() as session:
        return await inbox.keep(session, "bank", key, {"external_id": "x"}, "127.0.0.1")


async def test_a_copy_of_a_knock_changes_nothing(db: Database) -> None:
    assert [await knock(db) for _ in range(3)] == [True, False, False]
    async with db.read() as session:
        facts = select(FactRow).where(FactRow.kind == "KnockKept")
        assert len((await session.exec(facts)).all()) == 1


async def test_another_knock_is_kept_beside_it(db: Database) -> None:
    assert [await knock(db, "k1"), await knock(db, "k2")] == [True, True]


async def test_what_became_of_a_knock_is_written_on_it(db: Database) -> None:
    await knock(db)
    async with db.begin() as session:
        kept = (await session.exec(select(Knock))).one()
        await inbox.judge(session, kept.id, "paid")
    async with db.read() as session:
        (row,) = await inbox.list_knocks(session)
    assert (row.verdict, row.judged_at is not None) == ("paid", True)
