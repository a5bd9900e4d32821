"""What every test may ask for: settings, a database, the wired parts, and the doors' twins.

TEST_DATABASE_URL names a PostgreSQL server's database to test on (each worker uses a schema of
its own); without it every test has a SQLite file of its own.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from app.db import Database
from app.gateways.yookassa import YooKassa
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings, read_settings
from app.standins.yookassa import YooKassaStandIn
from domain.furnishing import furnish

URL = os.environ.get("TEST_DATABASE_URL")  # noqa: TID251 - chosen by the Makefile


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Those of a fresh machine, with a folder of its own."""
    return read_settings(
        env_file=None,
        data_dir=tmp_path,
        database_url=URL or f"sqlite:///{tmp_path}/podhod.db",
        public_url="http://us",
    )


@pytest.fixture
def yookassa() -> YooKassaStandIn:
    return YooKassaStandIn()


@pytest.fixture
async def runtime(settings: Settings, yookassa: YooKassaStandIn) -> AsyncIterator[Runtime]:
    """The wired parts on an empty, furnished database; nothing runs by itself."""
    transport = httpx.ASGITransport(yookassa.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://yookassa/v3/") as http:
        runtime = build_runtime(settings, Outside(payments={"yookassa": YooKassa(http)}))
        await _make_tables(runtime.db)
        async with runtime.db.begin() as session:
            await furnish(session)
        yield runtime
        await runtime.db.close()


@pytest.fixture
async def db(runtime: Runtime) -> Database:
    """The furnished database alone."""
    return runtime.db


async def _make_tables(db: Database) -> None:
    async with db.engine.begin() as connection:
        if not db.is_sqlite:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
        await connection.run_sync(SQLModel.metadata.create_all)
