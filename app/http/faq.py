"""Answers for the trainer's scripts: listed, changed, carried out and in."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.http.moving import Format, read_request, send_file
from app.http.paging import Limit, page, read_cursor
from app.runtime import Runtime
from domain import faq
from domain.faq import FaqEntry

KINDS: dict[str, type] = {
    "question": str,
    "answer": str,
    "category": str,
    "synonyms": list,
    "priority": int,
    "active": bool,
}
Text = Annotated[str, Field(max_length=5000)]


class EntryPatch(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    question: Text | None = None
    answer: Text | None = None
    category: Text | None = None
    synonyms: list[Text] | None = None
    priority: int | None = None
    active: bool | None = None


class EntryBody(EntryPatch):
    question: Text
    answer: Text


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/faq")
    _build_list(router, runtime)
    _build_files(router, runtime)
    _build_one(router, runtime)
    return router


def _build_list(router: APIRouter, runtime: Runtime) -> None:
    @router.get("")
    async def list_entries(
        limit: Limit = 50, cursor: str | None = None, q: str = "", category: str | None = None
    ) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await faq.list_page(
                session, q[:300], category, before=read_cursor(cursor), limit=limit + 1
            )
        return page(rows, limit, [_spell(row) for row in rows])

    @router.post("", status_code=201)
    async def add(body: EntryBody) -> dict[str, Any]:
        async with runtime.db.begin() as session:
            return _spell(await faq.add_entry(session, **_read(body)))


def _build_files(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/export")
    async def export(format: Format = "json") -> Response:
        async with runtime.db.read() as session:
            rows = await faq.export_entries(session)
        return await send_file(rows, KINDS, format, "faq")

    @router.post("/import")
    async def take_in(request: Request) -> dict[str, int]:
        items = await read_request(request, KINDS)
        async with runtime.db.begin() as session:
            return (await faq.import_entries(session, items))._asdict()


def _build_one(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/{entry_id}")
    async def read(entry_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            return _spell(await faq.get_entry(session, entry_id))

    @router.patch("/{entry_id}")
    async def change(entry_id: UUID, body: EntryPatch) -> dict[str, Any]:
        async with runtime.db.begin() as session:
            return _spell(await faq.change_entry(session, entry_id, **_read(body)))

    @router.delete("/{entry_id}", status_code=204)
    async def remove(entry_id: UUID) -> Response:
        async with runtime.db.begin() as session:
            await faq.remove_entry(session, entry_id)
        return Response(status_code=204)


def _read(body: EntryPatch) -> dict[str, Any]:
    given = body.model_dump(exclude_unset=True, exclude_none=True)
    if "active" in given:
        given["is_active"] = given.pop("active")
    return given


def _spell(entry: FaqEntry) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        **faq.to_portable(entry).model_dump(mode="json"),
        "position": entry.position,
        "used": entry.used_count,
        "created_at": entry.created_at.isoformat(),
        "updated_at": entry.updated_at.isoformat(),
    }
