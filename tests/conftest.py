"""What every test may ask for: settings, a database, the wired parts, and the doors' twins.

TEST_DATABASE_URL names a PostgreSQL server's database to test on; without it every test has a
SQLite file of its own.
"""

import gc
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import settings as hypothesis_settings

from app.db import Database
from app.gateways.yookassa import YooKassa
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings, read_settings
from app.standins.yookassa import YooKassaStandIn
from tests.databases import URL, PostgresTemplate, SQLiteTemplate

hypothesis_settings.register_profile("nightly", max_examples=2_000)
"""`pytest --hypothesis-profile nightly tests/domain/programmes`: ten times as many intakes."""


@pytest.fixture(scope="session")
def furnished(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[SQLiteTemplate | PostgresTemplate]:
    """A furnished database to copy."""
    folder = tmp_path_factory.mktemp("furnished")
    template = SQLiteTemplate(folder) if URL is None else PostgresTemplate(URL)
    yield template
    template.drop()


@pytest.fixture
def settings(tmp_path: Path, furnished: SQLiteTemplate | PostgresTemplate) -> Settings:
    """Those of a fresh machine, with a folder and a furnished database of its own."""
    return read_settings(
        env_file=None,
        data_dir=tmp_path,
        database_url=furnished.copy(tmp_path),
        public_url="http://us",
    )


@pytest.fixture
def yookassa() -> YooKassaStandIn:
    return YooKassaStandIn()


@pytest.fixture
async def runtime(settings: Settings, yookassa: YooKassaStandIn) -> AsyncIterator[Runtime]:
    """The wired parts on a furnished database; nothing runs by itself."""
    transport = httpx.ASGITransport(yookassa.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://yookassa/v3/") as http:
        runtime = build_runtime(settings, Outside(payments={"yookassa": YooKassa(http)}))
        yield runtime
        await runtime.db.close()


@pytest.fixture
async def db(runtime: Runtime) -> Database:
    """The furnished database alone."""
    return runtime.db


def pytest_collection_finish() -> None:
    """What is imported stays: NiceGUI sweeps for garbage twice a test and need not look there."""
    gc.collect()
    gc.freeze()
