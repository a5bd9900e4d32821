"""Cleaning: drafts that nobody came back to, counted first and only then removed.

What was sent, what was paid for, free weeks, and whatever anybody touched of late all stay.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, case, delete, func
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Refused
from domain.ledger import Fact, Row, record
from domain.programmes.desks import WorkingCopy
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import Kind, Programme, ProgrammeVersion, Status

LEAST_DAYS, MOST_DAYS = 7, 3650
AT_ONCE = 500


class DraftKeeping(Row, table=True):
    """How long drafts are kept; one row, or none: then they are kept for ever."""

    days: int | None = None


class DraftRemoved(Fact):
    programme_id: UUID
    client_id: UUID


@dataclass(frozen=True)
class StaleDraft:
    programme_id: UUID
    client_id: UUID
    weeks: int
    touched_at: datetime


async def list_stale_drafts(
    session: AsyncSession, older_than: datetime, limit: int = AT_ONCE
) -> list[StaleDraft]:
    """Drafts last touched before that moment, the oldest first."""
    touched = _last_touch().label("touched")
    asked = (
        select(col(Programme.id), col(Programme.client_id), col(Programme.weeks), touched)
        .where(_is_draft(), touched < older_than)
        .order_by(touched)
        .limit(limit)
    )
    found = (await session.exec(asked)).all()
    return [StaleDraft(id_, client_id, weeks, _aware(at)) for id_, client_id, weeks, at in found]


async def count_stale_drafts(session: AsyncSession, older_than: datetime) -> int:
    """How many there are."""
    asked = select(func.count(col(Programme.id))).where(_is_draft(), _last_touch() < older_than)
    return (await session.exec(asked)).one()


async def clean(session: AsyncSession, older_than: datetime, *, dry_run: bool) -> int:
    """Remove stale drafts and their versions; how many, or how many it would be.

    At most AT_ONCE in one go: the next finds the rest.
    """
    stale = await list_stale_drafts(session, older_than)
    if dry_run or not stale:
        return len(stale)
    ids = [draft.programme_id for draft in stale]
    await session.exec(delete(WorkingCopy).where(col(WorkingCopy.programme_id).in_(ids)))
    await session.exec(delete(ProgrammeVersion).where(col(ProgrammeVersion.programme_id).in_(ids)))
    await session.exec(delete(Programme).where(col(Programme.id).in_(ids)))
    for draft in stale:
        record(session, DraftRemoved(programme_id=draft.programme_id, client_id=draft.client_id))
    return len(stale)


async def read_keeping(session: AsyncSession) -> int | None:
    """Days that drafts are kept; None: for ever."""
    row = (await session.exec(select(DraftKeeping))).first()
    return row.days if row else None


async def change_keeping(session: AsyncSession, days: int | None) -> None:
    """Keep drafts for so many days, or for ever."""
    if days is not None and not LEAST_DAYS <= days <= MOST_DAYS:
        raise Refused({"days": "out_of_range"})
    row = (await session.exec(select(DraftKeeping))).first() or DraftKeeping()
    row.days = days
    session.add(row)


async def clean_due(session: AsyncSession) -> int:
    """Remove what is older than the trainer keeps; how many."""
    days = await read_keeping(session)
    if days is None:
        return 0
    return await clean(session, clock.now() - timedelta(days=days), dry_run=False)


def _is_draft() -> ColumnElement[bool]:
    """A full programme written at the trainer's wish, never let go, never paid for."""
    given = select(ProgrammeReceipt.id).where(
        col(ProgrammeReceipt.programme_id) == col(Programme.id)
    )
    return and_(
        or_(Programme.status == Status.DRAFT, Programme.status == Status.NEEDS_REVIEW),
        Programme.kind == Kind.FULL,
        col(Programme.purchase_id).is_(None),
        col(Programme.sent_at).is_(None),
        col(Programme.released_version).is_(None),
        ~given.exists(),
    )


def _last_touch() -> ColumnElement[datetime]:
    """When its last version was saved, or somebody last worked on a copy of it."""
    saved = select(func.max(col(ProgrammeVersion.created_at))).where(
        col(ProgrammeVersion.programme_id) == col(Programme.id)
    )
    worked = select(func.max(col(WorkingCopy.kept_at))).where(
        col(WorkingCopy.programme_id) == col(Programme.id)
    )
    latest = func.coalesce(saved.scalar_subquery(), col(Programme.created_at))
    copied = func.coalesce(worked.scalar_subquery(), col(Programme.created_at))
    return case((latest >= copied, latest), else_=copied)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=clock.now().tzinfo)
