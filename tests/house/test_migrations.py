"""The steps walk up, down and up again, and leave nothing for autogenerate to find."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect, text

from app import migrate
from app.migrate import SchemaNewer, SchemaUnknown
from app.tables import metadata
from tests.databases import empty_database
from tests.house.sources import ROOT


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with empty_database(tmp_path) as address:
        yield address


async def test_the_steps_walk_up_down_and_up(url: str) -> None:
    for _ in range(2):
        await migrate.migrate(url)
        assert await migrate.find_current(url) == migrate.head()
        await migrate.on_connection(url, lambda connection: migrate.downgrade(connection, "base"))
        assert await migrate.on_connection(url, _tables) == {"alembic_version"}
    assert await migrate.migrate(url) == (None, migrate.head())


async def test_the_steps_make_what_the_code_wants(url: str) -> None:
    await migrate.migrate(url)
    assert await migrate.on_connection(url, _missing) == []


async def test_no_step_loses_a_check(url: str) -> None:
    await migrate.migrate(url)
    assert await migrate.on_connection(url, _checks) == {
        (table.name, _bare(str(check.sqltext)))
        for table in metadata.tables.values()
        for check in table.constraints
        if isinstance(check, CheckConstraint)
    }


async def test_migrating_twice_changes_nothing(url: str) -> None:
    await migrate.migrate(url)
    assert await migrate.migrate(url) == (migrate.head(), migrate.head())


async def test_a_database_newer_than_the_code_is_refused(url: str) -> None:
    await migrate.migrate(url)
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await migrate.on_connection(url, lambda connection: connection.execute(newer))
    with pytest.raises(SchemaNewer, match="9999"):
        await migrate.migrate(url)


async def test_somebody_elses_tables_are_left_alone(url: str) -> None:
    theirs = text("CREATE TABLE theirs (id integer)")
    await migrate.on_connection(url, lambda connection: connection.execute(theirs))
    with pytest.raises(SchemaUnknown):
        await migrate.migrate(url)
    assert await migrate.on_connection(url, _tables) == {"theirs"}


async def test_a_step_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    def stumble(connection: Connection) -> None:
        migrate.upgrade(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await migrate.on_connection(url, stumble)
    assert await migrate.on_connection(url, _tables) == set()


@pytest.mark.parametrize(
    "step", (ROOT / "app/migrations/versions").glob("*.py"), ids=lambda p: p.stem
)
def test_a_step_knows_nothing_of_the_rooms(step: Path) -> None:
    words = step.read_text(encoding="utf-8")
    assert "import domain" not in words
    assert "from domain" not in words
    assert "from app" not in words


def _tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _checks(connection: Connection) -> set[tuple[str, str]]:
    found = inspect(connection)
    return {
        (table, _bare(check["sqltext"]))
        for table in found.get_table_names()
        for check in found.get_check_constraints(table)
    }


def _bare(condition: str) -> str:
    """A condition as both engines tell it: without parentheses, casts and spaces."""
    plain = re.sub(r"(\w+) BETWEEN (\w+) AND (\w+)", r"\1 >= \2 AND \1 <= \3", condition)
    return re.sub(r"::[a-z ]+|[()\s]", "", plain).lower()


def _missing(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))
