"""The queue: programmes that wait for the trainer, and why; without their plans.

Reads rows of several rooms for one screen; changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func
from sqlalchemy import select as sql_select
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.intakes import Intake
from domain.people import Client
from domain.programmes.desks import WorkingCopy
from domain.programmes.rows import Kind, Programme, ProgrammeVersion, Status
from domain.screening import Verdict

PAGE = 50

PLAIN = (
    "programme_id",
    "client_id",
    "client_name",
    "kind",
    "status",
    "weeks",
    "version",
    "released_version",
    "created_at",
    "sent_at",
    "purchase_id",
    "verdict",
)
"""The columns that are told as they are."""


class Shelf(StrEnum):
    """A filter of the list."""

    WAITS = "waits"
    """Needs a look before the client may see it, or was changed since he was given it."""
    DRAFTS = "drafts"
    SENT = "sent"


@dataclass(frozen=True)
class Queued:
    programme_id: UUID
    client_id: UUID
    client_name: str
    kind: Kind
    status: Status
    weeks: int
    version: int
    released_version: int | None
    created_at: datetime
    sent_at: datetime | None
    purchase_id: UUID | None
    verdict: Verdict
    reasons: tuple[str, ...]
    marks: int
    """Rules of safety its current version breaks."""
    has_copy: bool
    """Somebody's unsaved work lies on it."""

    @property
    def is_changed(self) -> bool:
        """Whether the client has an earlier version than this."""
        shown = self.released_version or 1
        return self.status in {Status.READY, Status.SENT} and self.version != shown


async def list_shelf(session: AsyncSession, shelf: Shelf, limit: int = PAGE) -> list[Queued]:
    """One shelf: those that wait, the longest waiting first; others, the newest first."""
    order = col(Programme.created_at)
    asked = _wanted().where(_on(shelf))
    asked = asked.order_by(order if shelf is Shelf.WAITS else order.desc()).limit(limit)
    await session.flush()
    return [_read(row) for row in await (await session.connection()).execute(asked)]


async def count_shelves(session: AsyncSession) -> dict[Shelf, int]:
    """How many lie on each."""
    counts = {}
    for shelf in Shelf:
        asked = select(func.count(col(Programme.id))).where(_on(shelf))
        counts[shelf] = (await session.exec(asked)).one()
    return counts


def _on(shelf: Shelf) -> ColumnElement[bool]:
    let_go = or_(Programme.status == Status.READY, Programme.status == Status.SENT)
    changed = col(Programme.version) != func.coalesce(col(Programme.released_version), 1)
    if shelf is Shelf.WAITS:
        return or_(Programme.status == Status.NEEDS_REVIEW, and_(let_go, changed))
    if shelf is Shelf.DRAFTS:
        return and_(Programme.status == Status.DRAFT)
    return and_(let_go)


def _wanted() -> Select[Any]:
    copies = (
        select(func.count(col(WorkingCopy.id)))
        .where(col(WorkingCopy.programme_id) == col(Programme.id))
        .scalar_subquery()
    )
    columns: Any = (
        col(Programme.id),
        col(Programme.client_id),
        col(Client.name),
        col(Programme.kind),
        col(Programme.status),
        col(Programme.weeks),
        col(Programme.version),
        col(Programme.released_version),
        col(Programme.created_at),
        col(Programme.sent_at),
        col(Programme.purchase_id),
        col(Intake.verdict),
        col(Intake.reasons),
        col(ProgrammeVersion.marks),
        copies,
    )
    current = and_(
        col(ProgrammeVersion.programme_id) == col(Programme.id),
        col(ProgrammeVersion.version) == col(Programme.version),
    )
    return (
        sql_select(*columns)
        .select_from(Programme)
        .join(Client, col(Client.id) == col(Programme.client_id))
        .join(Intake, col(Intake.id) == col(Programme.intake_id))
        .join(ProgrammeVersion, current)
    )


def _read(row: Sequence[Any]) -> Queued:
    *known, reasons, marks, copies = row
    told: dict[str, Any] = dict(zip(PLAIN, known, strict=True))
    return Queued(**told, reasons=tuple(reasons), marks=len(marks or ()), has_copy=bool(copies))
