"""A visitor of the public site."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.runtime import Runtime
from tests.visiting import build_site, visit


@pytest.fixture
async def visitor(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    async with visit(build_site(runtime)) as browser:
        yield browser
