"""Furnished databases for tests: made once, copied for each test.

On SQLite a copy is a file; on a PostgreSQL server it is a database made from a template, one name
for each worker of each run, so that several may run side by side; the names go when the run ends.
"""

import asyncio
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

from app.db import Database
from app.documents import publish_consents
from app.outside import Outside
from app.settings import read_settings
from app.tables import metadata
from domain.furnishing import furnish

URL = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251 - chosen by the Makefile
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")  # noqa: TID251 - set by the test runner
_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)  # noqa: TID251 - the runner's
OURS = f"{_RUN[:8]}_{_WORKER}"
"""What the names of this worker's databases end with: another run on the server has another."""


class SQLiteTemplate:
    """A furnished file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "furnished.db"
        asyncio.run(_furnish(f"sqlite:///{self._file}"))

    def copy(self, folder: Path) -> str:
        """A database of one's own in `folder`: its address."""
        path = folder / "podhod.db"
        shutil.copy(self._file, path)
        return f"sqlite:///{path}"

    def drop(self) -> None:
        """The file goes with its folder."""


class PostgresTemplate:
    """A furnished database on the server that TEST_DATABASE_URL names."""

    def __init__(self, url: str) -> None:
        self._server = make_url(url).set(drivername="postgresql")
        self._template, self._name = f"podhod_template_{OURS}", f"podhod_test_{OURS}"
        asyncio.run(self._make())

    def copy(self, _: Path) -> str:
        """A database of one's own: its address."""
        asyncio.run(
            self._tell(
                f"DROP DATABASE IF EXISTS {self._name} WITH (FORCE)",
                f"CREATE DATABASE {self._name} TEMPLATE {self._template}",
            )
        )
        return self._address(self._name)

    def drop(self) -> None:
        """Nothing of this run is left on the server."""
        names = (self._name, self._template)
        asyncio.run(self._tell(*(f"DROP DATABASE IF EXISTS {n} WITH (FORCE)" for n in names)))

    async def _make(self) -> None:
        await self._tell(f"CREATE DATABASE {self._template}")
        await _furnish(self._address(self._template))

    async def _tell(self, *commands: str) -> None:
        await _tell(self._server.render_as_string(hide_password=False), *commands)

    def _address(self, name: str) -> str:
        return self._server.set(database=name).render_as_string(hide_password=False)


async def _furnish(url: str) -> None:
    db = Database(url)
    async with db.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
    async with db.begin() as session:
        await furnish(session)
        settings = read_settings(env_file=None, secret_key="k" * 32, public_url="http://us")
        await publish_consents(session, settings, Outside())
    await db.close()


@contextmanager
def empty_database(folder: Path, name: str = "empty") -> Iterator[str]:
    """A database without a single table, wherever the tests run: its address."""
    if URL is None:
        yield f"sqlite:///{folder}/{name}.db"
        return
    name = f"podhod_{name}_{OURS}"
    drop = f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'
    asyncio.run(_tell(URL, drop, f'CREATE DATABASE "{name}"'))
    try:
        yield make_url(URL).set(database=name).render_as_string(hide_password=False)
    finally:
        asyncio.run(_tell(URL, drop))


async def _tell(server: str, *commands: str) -> None:
    connection = await asyncpg.connect(server)
    for command in commands:
        await connection.execute(command)
    await connection.close()
