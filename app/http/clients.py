"""Clients for the trainer's scripts."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel.ext.asyncio.session import AsyncSession

from app.http.forms import Line
from app.http.paging import Limit, page, read_cursor
from app.runtime import Runtime
from app.words import screening as verdicts
from domain import cards, clients_list, funnel, intakes, passes, people
from domain.contacts import ContactKind
from domain.errors import Refused
from domain.funnel import Role, Stage
from domain.people import Client
from domain.questionnaire import read_answers

BY_SCRIPT = "script"


class ClientBody(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(max_length=1000)
    phone: Line | None = None
    email: Line | None = None
    telegram: Line | None = None
    telegram_id: int | None = Field(default=None, gt=0)
    source: Line | None = None
    tags: list[Line] = Field(default_factory=list, max_length=50)


class ClientPatch(ClientBody):
    name: str | None = Field(default=None, max_length=1000)  # type: ignore[assignment]  # may stay
    tags: list[Line] | None = None  # type: ignore[assignment]  # absent: unchanged


class MoveBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    stage: str = Field(max_length=100)
    """A stage's id, its role, or its title."""
    note: str | None = Field(default=None, max_length=500)


class AnswersBody(BaseModel):
    model_config = ConfigDict(extra="forbid")

    answers: dict[str, object]


def build(runtime: Runtime) -> APIRouter:
    router = APIRouter(prefix="/api/clients")
    _build_list(router, runtime)
    _build_card(router, runtime)
    return router


def _build_list(router: APIRouter, runtime: Runtime) -> None:
    @router.get("")
    async def list_clients(
        q: str = "", limit: Limit = 50, cursor: str | None = None
    ) -> dict[str, Any]:
        async with runtime.db.read() as session:
            rows = await clients_list.list_clients(
                session, query=q, before=read_cursor(cursor), limit=limit + 1
            )
            items = await _spell_all(session, rows)
        return page(rows, limit, items)

    @router.post("", status_code=201)
    async def add_client(body: ClientBody) -> dict[str, Any]:
        contacts = _contacts(body)
        async with runtime.db.begin() as session:
            known = await people.find_by_contacts(session, contacts.items())
            if known:
                owner = next(iter(known.values()))
                raise people.ContactTaken(owner, owner)
            name = people.clean_name(body.name)
            client = people.add_client(
                session, name, contacts, source=body.source or BY_SCRIPT, tags=body.tags
            )
            stage = await funnel.find_stage_by_role(session, Role.FIRST_CONTACT)
            if stage is not None:
                funnel.place_new_client(session, client, stage, "came")
            await session.flush()
            return (await _spell_all(session, [client]))[0]


def _build_card(router: APIRouter, runtime: Runtime) -> None:
    @router.get("/{client_id}")
    async def get_client(client_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            client = await people.get_client(session, client_id)
            return (await _spell_all(session, [client]))[0]

    @router.patch("/{client_id}")
    async def change_client(client_id: UUID, body: ClientPatch) -> dict[str, Any]:
        given = body.model_dump(exclude_unset=True)
        fields = {key: given[key] for key in ("source", "tags") if given.get(key) is not None}
        async with runtime.db.begin() as session:
            client = await people.change_client(
                session, client_id, name=body.name, contacts=_changes(body, given), **fields
            )
            await session.flush()
            return (await _spell_all(session, [client]))[0]

    @router.delete("/{client_id}", status_code=204)
    async def erase_client(client_id: UUID) -> Response:
        async with runtime.db.begin() as session:
            await cards.erase(session, client_id)
        return Response(status_code=204)

    @router.get("/{client_id}/export")
    async def export_client(client_id: UUID) -> dict[str, Any]:
        async with runtime.db.read() as session:
            return await cards.export(session, client_id)

    @router.post("/{client_id}/stage")
    async def move_client(client_id: UUID, body: MoveBody) -> dict[str, Any]:
        async with runtime.db.begin() as session:
            stage = await _named_stage(session, body.stage)
            await funnel.move_client(session, client_id, stage.id, by=BY_SCRIPT)
            client = await people.get_client(session, client_id)
            return (await _spell_all(session, [client]))[0]

    @router.put("/{client_id}/intake")
    async def put_intake(client_id: UUID, body: AnswersBody) -> dict[str, Any]:
        submission = intakes.prepare(read_answers(body.answers), channel="hand")
        async with runtime.db.begin() as session:
            client = await people.get_client(session, client_id)
            granted = await passes.proven_pass(session, client.id)
            await session.flush()
            intake = await intakes.submit(session, client.id, granted, submission)
        told: dict[str, Any] = {"intake_id": str(intake.id), "verdict": intake.verdict}
        if intake.reasons:
            told["review"] = verdicts.explain(intake.verdict, intake.reasons)
        return told


def _contacts(body: ClientBody) -> dict[ContactKind, str]:
    given = body.model_dump(include={"phone", "email", "telegram"})
    number = body.telegram_id
    return people.read_contacts(given | {"telegram_id": str(number) if number else None})


def _changes(body: ClientPatch, given: Mapping[str, object]) -> dict[ContactKind, str | None]:
    """The contacts named in the body: a new value, or None for one to be taken away."""
    kept = _contacts(body)
    return {kind: kept.get(kind) for kind in ContactKind if kind in given}


async def _named_stage(session: AsyncSession, name: str) -> Stage:
    for stage in await funnel.list_stages(session):
        if name in {str(stage.id), stage.role, stage.title}:
            return stage
    raise Refused({"stage": "unknown"})


async def _spell_all(session: AsyncSession, clients: Sequence[Client]) -> list[dict[str, Any]]:
    stages = {stage.id: stage for stage in await funnel.list_stages(session)}
    spelled = []
    for client in clients:
        contacts = {c.kind: c.value for c in await people.list_contacts(session, client.id)}
        spelled.append(_spell(client, contacts, stages))
    return spelled


def _spell(
    client: Client, contacts: Mapping[ContactKind, str], stages: Mapping[UUID, Stage]
) -> dict[str, Any]:
    stage = stages.get(client.stage_id) if client.stage_id else None
    number = contacts.get(ContactKind.TELEGRAM_ID)
    return {
        "id": str(client.id),
        "name": client.name,
        "phone": contacts.get(ContactKind.PHONE),
        "email": contacts.get(ContactKind.EMAIL),
        "telegram": contacts.get(ContactKind.TELEGRAM),
        "telegram_id": int(number) if number else None,
        "source": client.source,
        "tags": client.tags,
        "stage": stage and {"id": str(stage.id), "title": stage.title, "role": stage.role},
        "created_at": client.created_at.isoformat(),
    }
