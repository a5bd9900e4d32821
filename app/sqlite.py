"""SQLite over a thread, a statement at one crossing.

aiosqlite crosses to its thread and back for the cursor, the statement, its rows and the closing;
here all four are one crossing, the beginning of the transaction too, and ends of nothing are none.
Measured: reading a row in a transaction of its own takes 2 crossings instead of 8. What the
transactions are for is `app.db`.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import aiosqlite
from sqlalchemy.engine import URL, Connection


def connector(url: URL) -> Callable[[], "Crossing"]:
    """What opens a connection to the database at `url`, for `create_async_engine`."""
    named, given = url.get_dialect()().create_connect_args(url)
    path, options = str(named[0]), dict(given)

    def connect() -> Crossing:
        return Crossing(lambda: sqlite3.connect(path, **options))

    return connect


def begin_later(connection: Connection, begin: str) -> None:
    """Begin the transaction together with its first statement."""
    crossing = connection.connection.driver_connection
    assert isinstance(crossing, Crossing)  # noqa: S101 - the engine was made with `connector`
    crossing.begins_with = begin


class Crossing(aiosqlite.Connection):
    """An aiosqlite connection that crosses as seldom as it can."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, iter_chunk_size=1)
        # Whoever is killed by an error at the start must not wait for it.
        self._thread.daemon = True
        self.begins_with: str | None = None
        self._is_touched = False

    def cursor(self) -> "Cursor":  # type: ignore[override]  # what SQLAlchemy takes for one
        return Cursor(self)

    async def cross(self, work: Callable[..., Any], sql: str, given: Any) -> None:
        """Do `work` on the thread, in a transaction when one is to begin."""
        begin, self.begins_with = self.begins_with, None
        self._is_touched = True
        await self._execute(work, self._conn, begin, sql, given)  # type: ignore[no-untyped-call]

    async def commit(self) -> None:
        await self._end(super().commit)

    async def rollback(self) -> None:
        await self._end(super().rollback)

    async def _end(self, end: Callable[[], Any]) -> None:
        self.begins_with = None
        if self._is_touched:
            await end()
            # Not before: whoever is cut off while he waits leaves a connection to be rolled back.
            self._is_touched = False


class Cursor:
    """The results of one statement."""

    arraysize = 1

    def __init__(self, crossing: Crossing) -> None:
        self._crossing = crossing
        self._rows: list[Any] = []
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, sql: str, given: Iterable[Any] = ()) -> "Cursor":
        await self._crossing.cross(self._execute, sql, given)
        return self

    async def executemany(self, sql: str, given: Iterable[Iterable[Any]]) -> "Cursor":
        await self._crossing.cross(self._execute_many, sql, given)
        return self

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        """There is nothing to close: the thread has done it."""

    def _execute(self, here: sqlite3.Connection, begin: str | None, sql: str, given: Any) -> None:
        if begin is not None:
            here.execute(begin)
        self._take(here.execute(sql, given))

    def _execute_many(
        self, here: sqlite3.Connection, begin: str | None, sql: str, given: Any
    ) -> None:
        if begin is not None:
            here.execute(begin)
        self._take(here.executemany(sql, given))

    def _take(self, cursor: sqlite3.Cursor) -> None:
        self._rows = cursor.fetchall()
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid
        cursor.close()
