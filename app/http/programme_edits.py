"""Programmes for the trainer's scripts: changed, and their versions."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from app.http.programmes import BY_SCRIPT, spell
from app.runtime import Runtime
from app.words import errors, lint
from domain import intakes
from domain.exercises import Catalogue, read_catalogue
from domain.programmes import rows as programmes
from domain.programmes import versions
from domain.programmes.editing import Value
from domain.programmes.grounds import ground_for
from domain.programmes.plan import Plan
from domain.programmes.rewriting import Wanted, WantedDay, rewrite
from domain.programmes.versions import UnsafeEdit

NUMBERS = ("sets", "rest_s", "rir", "tempo", "percent_1rm", "load_g")


class _Told(BaseModel):
    """What is handed back may have all that was handed out; only what can be changed is read."""

    model_config = ConfigDict(extra="ignore", strict=True)


class ExerciseBody(_Told):
    slug: str = Field(max_length=80)
    sets: int | None = None
    reps: list[int] | None = Field(default=None, min_length=2, max_length=2)
    rest_s: int | None = None
    rir: int | None = None
    tempo: str | None = Field(default=None, max_length=10)
    percent_1rm: int | None = None
    load_g: int | None = None

    def read(self) -> Wanted:
        given: dict[str, Value] = {
            name: getattr(self, name) for name in NUMBERS if name in self.model_fields_set
        }
        if self.reps is not None:
            given["reps"] = (self.reps[0], self.reps[1])
        return Wanted(self.slug, given)


class DayBody(_Told):
    weekday: int = Field(ge=1, le=7)
    exercises: list[ExerciseBody] = Field(max_length=50)


class WeekBody(_Told):
    number: int = Field(ge=1, le=24)
    days: list[DayBody] = Field(default=[], max_length=7)
    walking_minutes: int | None = None


class EditBody(_Told):
    version: int = Field(ge=1)
    """The one it was read at."""
    weeks: list[WeekBody] = Field(max_length=24)
    reason: str | None = Field(default=None, max_length=500)
    """Why rules of safety are broken; without one an unsafe edit is refused."""

    def days(self) -> list[WantedDay]:
        return [
            WantedDay(week.number, day.weekday, [each.read() for each in day.exercises])
            for week in self.weeks
            for day in week.days
        ]

    def walking(self) -> dict[int, int]:
        told = {week.number: week.walking_minutes for week in self.weeks}
        return {number: minutes for number, minutes in told.items() if minutes is not None}


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/programs")

    @router.put("/{programme_id}")
    async def change(programme_id: UUID, body: EditBody) -> JSONResponse:
        async with runtime.db.begin() as session:
            catalogue = await read_catalogue(session)
            base = await versions.get_version(session, programme_id, body.version)
            programme = await programmes.get_programme(session, programme_id)
            answers = (await intakes.get_intake(session, programme.intake_id)).read()
            plan = Plan.model_validate(base.plan)
            plan = rewrite(plan, body.days(), body.walking(), ground_for(plan, answers, catalogue))
            try:
                saved = await versions.save(
                    session,
                    programme_id,
                    plan,
                    based_on=body.version,
                    by=BY_SCRIPT,
                    reason=body.reason,
                )
            except UnsafeEdit as e:
                return _refuse(e, catalogue)
            return JSONResponse(await spell(session, saved, catalogue))

    @router.get("/{programme_id}/versions")
    async def list_versions(programme_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            await programmes.get_programme(session, programme_id)
            catalogue = await read_catalogue(session)
            told = await versions.list_versions(session, programme_id)
        return {"items": [_tell(each, catalogue) for each in told]}

    @router.post("/{programme_id}/versions/{version}/restore")
    async def restore(programme_id: UUID, version: int) -> JSONResponse:
        async with runtime.db.begin() as session:
            catalogue = await read_catalogue(session)
            current = await programmes.get_programme(session, programme_id)
            try:
                saved = await versions.restore(
                    session, programme_id, version, based_on=current.version, by=BY_SCRIPT
                )
            except UnsafeEdit as e:
                return _refuse(e, catalogue)
            return JSONResponse(await spell(session, saved, catalogue))

    return router


def _refuse(error: UnsafeEdit, catalogue: Catalogue) -> JSONResponse:
    """What is unsafe, in sentences; nothing was written."""
    findings = [
        {"code": f.code, "week": f.week, "weekday": f.day, "text": lint.say(f, catalogue)}
        for f in error.findings
    ]
    said = {"code": "unsafe_edit", "message": errors.say(error), "findings": findings}
    return JSONResponse({"error": said}, 422)


def _tell(told: versions.Told, catalogue: Catalogue) -> dict[str, Any]:
    marks = [
        {
            "code": mark["code"],
            "week": mark["week"],
            "weekday": mark["day"],
            "text": lint.say_rule(mark["code"], mark["data"], catalogue),
            "reason": mark["reason"],
        }
        for mark in told.marks
    ]
    return {
        "version": told.version,
        "by": told.by,
        "created_at": told.created_at.isoformat(),
        "reason": told.reason,
        "marks": marks,
    }
