"""The timeline: all that happened to one client, newest first, with the rows it speaks of.

Facts hold only ids; what they name is looked up for the page that is shown, and may be gone. What
each fact is called is in `app.words.timeline`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.funnel import Stage
from domain.leads import Lead
from domain.ledger import Fact, FactRow, Row
from domain.messages import Message
from domain.notes import Note
from domain.programmes.rows import Programme
from domain.users import User

PAGE = 25
Place = tuple[datetime, UUID]
R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Event:
    at: datetime
    fact: Fact


@dataclass(frozen=True)
class Known:
    """The rows that the events of a page speak of, as far as they are still there."""

    stages: Mapping[UUID, Stage]
    notes: Mapping[UUID, Note]
    leads: Mapping[UUID, Lead]
    messages: Mapping[UUID, Message]
    programmes: Mapping[UUID, Programme]
    users: Mapping[UUID, User]


@dataclass(frozen=True)
class Stretch:
    """A page of the timeline."""

    events: tuple[Event, ...]
    known: Known
    next: Place | None


async def read(
    session: AsyncSession,
    client_id: UUID,
    kinds: Collection[type[Fact]],
    *,
    before: Place | None = None,
    limit: int = PAGE,
) -> Stretch:
    """Events of these kinds, newest first, after the one that `before` points at."""
    names = [kind.__name__ for kind in kinds]
    told = select(FactRow).where(FactRow.client_id == client_id, col(FactRow.kind).in_(names))
    if before is not None:
        told = told.where(tuple_(col(FactRow.created_at), col(FactRow.id)) < tuple_(*before))
    newest = told.order_by(col(FactRow.created_at).desc(), col(FactRow.id).desc())
    rows = (await session.exec(newest.limit(limit + 1))).all()
    shown = rows[:limit]
    events = tuple(Event(row.created_at, row.fact()) for row in shown)
    following = (shown[-1].created_at, shown[-1].id) if len(rows) > limit else None
    return Stretch(events, await _look_up(session, events), following)


async def _look_up(session: AsyncSession, events: Sequence[Event]) -> Known:
    facts = [event.fact for event in events]
    return Known(
        stages=await _rows(session, Stage, _ids(facts, "stage_id")),
        notes=await _rows(session, Note, _ids(facts, "note_id")),
        leads=await _rows(session, Lead, _ids(facts, "lead_id")),
        messages=await _rows(session, Message, _ids(facts, "message_id")),
        programmes=await _rows(session, Programme, _ids(facts, "programme_id")),
        users=await _rows(session, User, _ids(facts, "by")),
    )


async def _rows(session: AsyncSession, kind: type[R], ids: Collection[UUID]) -> dict[UUID, R]:
    if not ids:
        return {}
    found = await session.exec(select(kind).where(col(kind.id).in_(ids)))
    return {row.id: row for row in found.all()}


def _ids(facts: Sequence[Fact], name: str) -> set[UUID]:
    return {found for fact in facts if (found := _as_id(getattr(fact, name, None))) is not None}


def _as_id(value: Any) -> UUID | None:
    if isinstance(value, UUID):
        return value
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
