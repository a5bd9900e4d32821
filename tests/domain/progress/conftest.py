"""A programme in the hands of its client, since Monday."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain.programmes.rows import Kind, Programme, Status
from tests import made, plans


@pytest.fixture
async def session(db: Database) -> AsyncIterator[AsyncSession]:
    """One transaction, rolled back with the database's copy."""
    async with db.begin() as session:
        yield session


@pytest.fixture
async def programme(session: AsyncSession) -> Programme:
    """Three full-body days a week, for four weeks."""
    anna = await made.client(session)
    row = await plans.programme(session, anna, kind=Kind.FULL, status=Status.SENT, weeks=4)
    row.sent_at = datetime(2026, 11, 2, 7, tzinfo=UTC)
    await session.flush()
    return row
