"""The database: its engines, and transactions opened at the edge.

SQLite has one writing connection, through which every commit and checkpoint goes, and readers
beside it that can write nothing: SQLite before 3.51.3 can lose commits when two connections
checkpoint one write-ahead log. PostgreSQL has one pool for both.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError as DBAPIError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from app.precedence import Way
from app.sqlite import begin_later, connector
from domain.ledger import Fact, facts_of

T = TypeVar("T")

WAIT_SECONDS = 30
"""How long a transaction may wait for its turn before it fails."""


class Database:
    """Opens transactions and says what facts each has left behind."""

    def __init__(self, url: str) -> None:
        self.url = driver_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _writing_engine(self.url)
        self.reading_engine = _reading_engine(self.url) if self.is_sqlite else self.engine
        self.on_facts: Callable[[Sequence[Fact]], None] = lambda _: None
        self._way = Way()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """One transaction: commits when the block ends well, rolls back when it raises."""
        await self._way.give()
        with self._way.taken():
            async with AsyncSession(self.engine, expire_on_commit=False) as session:
                yield session
                await session.commit()
                facts = facts_of(session)
        if facts:
            self.on_facts(facts)

    async def run(self, work: Callable[[AsyncSession], Awaitable[T]]) -> T:
        """`work` in one transaction; once more if somebody else wrote the same key first."""
        try:
            async with self.begin() as session:
                return await work(session)
        except IntegrityError:
            async with self.begin() as session:
                return await work(session)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A look at the ledger that waits for no writer; on SQLite it can change nothing."""
        await self._way.give()
        with self._way.taken():
            async with AsyncSession(self.reading_engine, expire_on_commit=False) as session:
                yield session

    async def close(self) -> None:
        """Close the readers first, so that the last checkpoint is the writer's."""
        if self.reading_engine is not self.engine:
            await self.reading_engine.dispose()
        await self.engine.dispose()


def driver_url(url: str) -> URL:
    """The address as the async drivers want it; `postgresql://` and `sqlite:///` are understood."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return address.set(drivername="sqlite+aiosqlite")
    query = dict(address.query)
    if "sslmode" in query:
        query["ssl"] = query.pop("sslmode")
    return address.set(drivername="postgresql+asyncpg", query=query)


def _writing_engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url, pool_size=10, max_overflow=10, pool_timeout=WAIT_SECONDS, pool_pre_ping=True
        )
    engine = create_async_engine(
        url,
        async_creator=connector(url),
        pool_size=1,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
    )
    _prepare_sqlite(engine, begin="BEGIN IMMEDIATE", pragmas=("journal_mode=WAL",))
    return engine


def _reading_engine(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        async_creator=connector(url),
        pool_size=4,
        max_overflow=4,
        pool_timeout=WAIT_SECONDS,
    )
    _prepare_sqlite(engine, begin="BEGIN", pragmas=("wal_autocheckpoint=0", "query_only=ON"))
    return engine


def _prepare_sqlite(engine: AsyncEngine, *, begin: str, pragmas: Sequence[str]) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def settle(connection: Any, _: object) -> None:
        # The driver must not begin transactions by itself: a deferred one that later writes
        # fails with "database is locked" at once, whatever the timeout.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            *pragmas,
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "cache_size=-16000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def open_(connection: Any) -> None:
        begin_later(connection, begin)
