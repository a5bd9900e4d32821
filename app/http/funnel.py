"""The funnel for the trainer's scripts."""

from typing import Any

from fastapi import APIRouter

from app.runtime import Runtime
from domain import funnel_report


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/funnel")

    @router.get("")
    async def report() -> list[dict[str, Any]]:
        async with runtime.db.read() as session:
            figures = await funnel_report.report(session)
        return [
            {
                "id": str(row.stage.id),
                "title": row.stage.title,
                "role": row.stage.role,
                "colour": row.stage.colour,
                "count": row.count,
                "reached": row.reached,
                "conversion": row.conversion,
                "median_days": row.median_days,
            }
            for row in figures
        ]

    return router
