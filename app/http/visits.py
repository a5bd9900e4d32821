"""POST /api/visits: a page says what was seen of it. Nothing is kept of who looked."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Response
from pydantic import Field, StringConstraints
from sqlmodel.ext.asyncio.session import AsyncSession

from app.batch import Batch
from app.http.forms import VisitorBody
from app.runtime import Runtime
from domain import clock, visits
from domain.visits import Count

Word = Annotated[str, StringConstraints(max_length=40)]


class VisitBody(VisitorBody):
    counts: Annotated[list[Word], Field(max_length=20)]
    """As `visits.read_counts` reads them, such as "seen:about"."""


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api")
    zone = ZoneInfo(runtime.settings.timezone)

    async def write(session: AsyncSession, knocks: Sequence[set[Count]]) -> list[None]:
        day = clock.now().astimezone(zone).date()
        await visits.add_counts(session, day, Counter(c for counts in knocks for c in counts))
        return [None] * len(knocks)

    batch = Batch(runtime.db, write)

    @router.post("/visits", status_code=204)
    async def count(body: VisitBody) -> Response:
        if counts := visits.read_counts(body.counts):
            await batch.add(counts)
        return Response(status_code=204)

    return router
