"""Sales scenarios for the trainer's scripts: listed, changed, carried out and in."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.http.moving import Format, read_request, send_file
from app.http.paging import Limit, page, read_cursor
from app.runtime import Runtime
from domain import scenarios
from domain.scenarios import PortableScenario, SalesScenario

KINDS: dict[str, type] = {
    "name": str,
    "trigger": str,
    "trigger_value": str,
    "conditions": dict,
    "template": str,
    "action": str,
    "tariff_code": str,
    "exit_rule": str,
    "most_times": int,
    "priority": int,
    "active": bool,
}


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/sales-scenarios")
    _build_list(router, runtime)
    _build_files(router, runtime)
    _build_one(router, runtime)
    return router


def _build_list(router: APIRouter, runtime: Runtime) -> None:
    @router.get("")
    async def list_scenarios(limit: Limit = 50, cursor: str | None = None) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await scenarios.list_page(session, before=read_cursor(cursor), limit=limit + 1)
        return page(rows, limit, [_spell(row) for row in rows])

    @router.post("", status_code=201)
    async def add(body: PortableScenario) -> dict[str, Any]:
        async with runtime.db.begin() as session:
            return _spell(await scenarios.add_scenario(session, body))


def _build_files(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/export")
    async def export(format: Format = "json") -> Response:
        async with runtime.db.read() as session:
            rows = await scenarios.export_scenarios(session)
        return await send_file(rows, KINDS, format, "sales-scenarios")

    @router.post("/import")
    async def take_in(request: Request) -> dict[str, int]:
        items = await read_request(request, KINDS)
        async with runtime.db.begin() as session:
            return (await scenarios.import_scenarios(session, items))._asdict()


def _build_one(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/{scenario_id}")
    async def read(scenario_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            return _spell(await scenarios.get_scenario(session, scenario_id))

    @router.patch("/{scenario_id}")
    async def change(scenario_id: UUID, body: dict[str, Any]) -> dict[str, Any]:
        async with runtime.db.begin() as session:
            kept = scenarios.to_portable(await scenarios.get_scenario(session, scenario_id))
            given = scenarios.read_scenario({**kept.model_dump(), **body})
            return _spell(await scenarios.change_scenario(session, scenario_id, given))

    @router.delete("/{scenario_id}", status_code=204)
    async def remove(scenario_id: UUID) -> Response:
        async with runtime.db.begin() as session:
            await scenarios.remove_scenario(session, scenario_id)
        return Response(status_code=204)


def _spell(scenario: SalesScenario) -> dict[str, Any]:
    return {
        "id": str(scenario.id),
        **scenarios.to_portable(scenario).model_dump(mode="json", exclude={"conditions"}),
        "conditions": scenario.conditions,
        "used": scenario.used_count,
        "created_at": scenario.created_at.isoformat(),
        "updated_at": scenario.updated_at.isoformat(),
    }
