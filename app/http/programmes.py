"""Programmes for the trainer's scripts: written, read and sent."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from app.runtime import Runtime
from app.words import lint
from app.words import programmes as words
from app.words import screening as verdicts
from domain import people
from domain.errors import Refused
from domain.exercises import Catalogue, read_catalogue
from domain.programmes import delivery, versions, writing
from domain.programmes import rows as programmes
from domain.programmes.rows import DoctorFirst, Programme
from domain.progress.recalling import recall

BY_SCRIPT = "script"


class GenerateBody(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    client_id: str
    weeks: int = Field(ge=1, le=24)
    location: str | None = Field(default=None, pattern="^(home|gym|outdoor)$")
    days_per_week: int | None = Field(default=None, ge=1, le=7)
    seed: int | None = Field(default=None, ge=0, lt=2**31)


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/programs")

    @router.post("/auto-generate", status_code=201)
    async def generate(body: GenerateBody) -> JSONResponse:
        wishes = writing.Wishes(
            weeks=body.weeks,
            location=body.location,
            days_per_week=body.days_per_week,
            seed=body.seed,
        )
        async with runtime.db.read() as session:
            client = await people.get_client(session, _client_id(body.client_id))
        try:
            programme = await writing.draft(runtime.db.begin, client.id, wishes, recall=recall)
        except DoctorFirst as e:
            said = verdicts.explain(e.verdict, e.reasons)
            error = {"code": "doctor_first", "message": said["text"]}
            return JSONResponse({"error": error, "referral": said}, 409)
        async with runtime.db.read() as session:
            told = await spell(session, programme, await read_catalogue(session))
        return JSONResponse(told, 201)

    @router.get("/{programme_id}")
    async def get_programme(programme_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            programme = await programmes.get_programme(session, programme_id)
            return await spell(session, programme, await read_catalogue(session))

    @router.post("/{programme_id}/send")
    async def send(programme_id: UUID) -> dict[str, Any]:
        async with runtime.db.begin() as session:
            programme = await delivery.approve(session, programme_id, BY_SCRIPT)
            return await spell(session, programme, await read_catalogue(session))

    return router


def _client_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as e:
        raise Refused({"client_id": "unknown"}) from e


async def spell(
    session: AsyncSession, programme: Programme, catalogue: Catalogue
) -> dict[str, Any]:
    """The contract's programme: the plan in words, with what is known of its row.

    Rules of safety that were broken with a reason are among its notes.
    """
    row = {
        "id": str(programme.id),
        "token": programme.token,
        "version": programme.version,
        "status": programme.status,
    }
    spelled = words.spell(programme.read(), catalogue)
    marks = await versions.read_marks(session, programme.id, programme.version)
    said = [(lint.say_rule(m["code"], m["data"], catalogue), m["reason"]) for m in marks]
    unsafe = [{"code": "unsafe_edit", "text": " ".join(parts).strip()} for parts in said]
    return {**row, **spelled, "notes": [*spelled["notes"], *unsafe]}
