"""The schema: which revision a database has, which the code wants, and the way between them.

The steps themselves are in `app/migrations/versions`; they run in one transaction, so that a step
that fails leaves the database as it was.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from app.db import driver_url
from app.stops import Stop

if TYPE_CHECKING:
    from alembic.config import Config

T = TypeVar("T")

FOLDER = Path(__file__).parent / "migrations"
ADVISORY_KEY = 0x504F44484F45
"""Two who migrate one PostgreSQL at once take turns."""


class SchemaNewer(Stop):
    """The database was written by a newer version of the product."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"the database has schema {revision}, which this version does not know: "
            "it was written by a newer one; install that, or restore a backup"
        )
        self.revision = revision


class SchemaUnknown(Stop):
    """The database has tables, but none of ours says which revision they are of."""

    def __init__(self) -> None:
        super().__init__("the database has tables that are not ours: give us one of our own")


async def migrate(url: str, revision: str = "head") -> tuple[str | None, str]:
    """Bring the database at `url` to `revision`; returns what it had and what it has.

    Raises:
        SchemaNewer: it is ahead of this code.
        SchemaUnknown: its tables are somebody else's.
    """
    wanted = head() if revision == "head" else revision
    had = await on_connection(url, check)
    if had != wanted:
        await on_connection(url, lambda connection: upgrade(connection, revision))
    return had, wanted


async def find_current(url: str) -> str | None:
    """The revision the database has; None for an empty one."""
    return await on_connection(url, current)


@cache
def head() -> str:
    """The revision this code wants."""
    from alembic.script import ScriptDirectory

    revision = ScriptDirectory(str(FOLDER)).get_current_head()
    if revision is None:
        raise RuntimeError("no migrations here")
    return revision


def check(connection: Connection) -> str | None:
    """The revision of a database that this code may work on.

    Raises:
        SchemaNewer, SchemaUnknown: it may not.
    """
    found = current(connection)
    if found is None and set(inspect(connection).get_table_names()) - {"alembic_version"}:
        raise SchemaUnknown
    if found is not None and found not in known():
        raise SchemaNewer(found)
    return found


def current(connection: Connection) -> str | None:
    """The revision the database has."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@cache
def known() -> frozenset[str]:
    """Every revision this code knows."""
    from alembic.script import ScriptDirectory

    return frozenset(step.revision for step in ScriptDirectory(str(FOLDER)).walk_revisions())


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Go forward to `revision` within the connection's transaction."""
    from alembic import command

    if connection.dialect.name == "postgresql":
        # A table that somebody reads all day must not make everybody else wait for the migration.
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_KEY})
    command.upgrade(config(connection), revision)
    _check_references(connection)


def downgrade(connection: Connection, revision: str) -> None:
    """Go back to `revision`; for tests, a person restores a backup."""
    from alembic import command

    command.downgrade(config(connection), revision)


def config(connection: Connection) -> "Config":
    """Alembic's configuration, with the connection to work on."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"the migration leaves {len(broken)} rows that refer to nothing")


async def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    """`work` in one transaction on a connection of its own, made for changing tables."""
    engine = build_engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def build_engine(url: str) -> AsyncEngine:
    """An engine for changing tables and for copying whole databases."""
    engine = create_async_engine(driver_url(url), poolclass=NullPool)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine.sync_engine, "connect")
        def settle(connection: object, _: object) -> None:
            # A table is changed by making it anew: with references watched, dropping the old one
            # would count as deleting its rows. They are checked at the end instead.
            connection.isolation_level = None  # type: ignore[attr-defined]
            cursor = connection.cursor()  # type: ignore[attr-defined]
            for pragma in ("journal_mode=WAL", "foreign_keys=OFF", "busy_timeout=10000"):
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def open_(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
