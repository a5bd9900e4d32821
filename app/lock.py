"""One server per data: whoever holds the lock may write; a second one is told who does.

SQLite's lock is a file in DATA_DIR (and one beside the database, should it lie elsewhere): the
system lets go of it when the process ends, however it ends. PostgreSQL has a lock of its own too,
because the database is shared by machines and DATA_DIR is not.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from app.db import driver_url
from app.settings import Settings
from app.stops import CannotOpen, Stop, first_line

ADVISORY_KEY = 0x504F44484F44
"""Any number will do that no other program on the same database takes."""


class Taken(Stop):
    """Somebody else holds the data; `holder` says who, as far as that is known."""

    exit_code = 75

    def __init__(self, data: str, holder: str) -> None:
        super().__init__(f"{data} is in use by {holder}; one server per database")
        self.data = data
        self.holder = holder


@contextmanager
def locked(settings: Settings) -> Iterator[None]:
    """Hold the files' locks for a `with` block.

    Raises:
        Taken: another process holds one of them.
    """
    with ExitStack() as held:
        for path in lock_files(settings):
            held.enter_context(_locked_file(path))
        yield


def lock_files(settings: Settings) -> Sequence[Path]:
    """The lock in DATA_DIR, and one beside a SQLite file that lies elsewhere."""
    files = [settings.data_dir.resolve() / ".lock"]
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        database = Path(url.database).resolve()
        if database.parent != files[0].parent:
            files.append(database.with_name(f".{database.name}.lock"))
    return files


@contextmanager
def _locked_file(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)
        yield
    except BlockingIOError as e:
        pid = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
        raise Taken(str(path.parent), f"process {pid}" if pid else "another process") from e
    finally:
        # The file stays: to remove it would let two processes hold two files of one name.
        os.close(descriptor)


class AdvisoryLock:
    """PostgreSQL's own lock, held as long as its connection lives; on SQLite there is none."""

    def __init__(self, settings: Settings) -> None:
        self._url = driver_url(settings.database_url)
        self._connection: asyncpg.Connection | None = None

    async def acquire(self) -> None:
        """Take the lock.

        Raises:
            Taken: another server on this database has it.
            CannotOpen: the database does not answer.
        """
        if self._url.get_backend_name() == "sqlite":
            return
        dsn = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            connection = await asyncpg.connect(dsn.replace("?ssl=", "?sslmode="))
        except (asyncpg.PostgresError, OSError) as e:
            raise CannotOpen("DATABASE_URL", f"cannot be opened: {first_line(e)}") from e
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", ADVISORY_KEY):
            holder = await connection.fetchval(
                "SELECT coalesce(host(client_addr), 'this machine') FROM pg_locks "
                "JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND granted "
                "AND (classid::bigint << 32) + objid::bigint = $1",
                ADVISORY_KEY,
            )
            await connection.close()
            raise Taken(str(self._url.database), f"a server on {holder or 'another machine'}")
        self._connection = connection

    async def release(self) -> None:
        """Let go; the database does it by itself when the process dies."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None
