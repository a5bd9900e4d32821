"""People are found by their contacts through an index, however many there are."""

from typing import Any

import pytest
from sqlalchemy import event

from app.db import Database
from domain import people
from domain.contacts import ContactKind

NAMED = [
    (ContactKind.PHONE, "+79990000001"),
    (ContactKind.PHONE, "+79990000002"),
    (ContactKind.EMAIL, "anna@example.ru"),
]


async def test_whose_each_contact_is_and_nothing_of_the_unknown(db: Database) -> None:
    async with db.begin() as session:
        anna = people.add_client(session, "Анна", dict(NAMED[1:]))

    async with db.read() as session:
        found = await people.find_by_contacts(session, NAMED)

    assert found == {NAMED[1]: anna.id, NAMED[2]: anna.id}


async def test_contacts_are_looked_up_and_never_read_through(db: Database) -> None:
    if not db.is_sqlite:
        pytest.skip("PostgreSQL chooses by the size of the table")
    asked: list[tuple[str, Any]] = []

    @event.listens_for(db.reading_engine.sync_engine, "before_cursor_execute")
    def note(_: Any, __: Any, statement: str, given: Any, *___: Any) -> None:
        asked.append((statement, given))

    async with db.read() as session:
        await people.find_by_contacts(session, NAMED)
        connection = await session.connection()
        statement, given = next(each for each in asked if "FROM contact" in each[0])
        explained = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        plan = [str(row.detail) for row in explained.all()]

    assert [step for step in plan if step.startswith("SCAN")] == []
    assert any("(kind=? AND value=?)" in step for step in plan)
