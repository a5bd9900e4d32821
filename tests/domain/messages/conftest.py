"""Noon in Moscow on a Tuesday, two channels, and Anna, who has an address and likes offers."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from app.db import Database
from domain import clock
from tests import made
from tests.channels import NOON, ChannelStandIn, agree_to_marketing, reach


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
async def anna(db: Database) -> UUID:
    async with db.begin() as session:
        client = await made.client(session)
        await reach(session, client.id)
        await agree_to_marketing(session, client.id)
    return client.id


@pytest.fixture
def email() -> ChannelStandIn:
    return ChannelStandIn("email")


@pytest.fixture
def telegram() -> ChannelStandIn:
    return ChannelStandIn("telegram")
