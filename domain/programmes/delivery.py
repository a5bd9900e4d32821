"""Delivering programmes: when the client has one, and when it is over."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import record
from domain.programmes.rows import (
    Kind,
    NotForReview,
    Programme,
    ProgrammeApproved,
    ProgrammeOver,
    ProgrammeSent,
    Status,
    get_programme,
)


async def approve(session: AsyncSession, programme_id: UUID, by: str) -> Programme:
    """The trainer agrees to what waited for him.

    Raises:
        NotForReview: it did not wait.
    """
    programme = await get_programme(session, programme_id)
    if programme.status not in {Status.NEEDS_REVIEW, Status.DRAFT}:
        raise NotForReview(programme_id)
    programme.status = Status.READY
    record(
        session,
        ProgrammeApproved(programme_id=programme.id, client_id=programme.client_id, by=by),
    )
    return programme


async def mark_sent(session: AsyncSession, programme_id: UUID, channel: str) -> None:
    """Note that the client has it; the first time counts."""
    programme = await get_programme(session, programme_id)
    if programme.status is not Status.READY:
        return
    programme.status, programme.sent_by = Status.SENT, channel
    programme.sent_at = clock.now()
    if programme.kind is Kind.FULL:
        programme.over_at = programme.sent_at + timedelta(weeks=programme.weeks)
    sent = ProgrammeSent(programme_id=programme.id, client_id=programme.client_id, channel=channel)
    record(session, sent)


async def close_over(session: AsyncSession) -> None:
    """Say of each programme whose last week has ended that it is over."""
    ended = select(Programme).where(col(Programme.over_at) <= clock.now())
    for programme in (await session.exec(ended.limit(500))).all():
        programme.over_at = None
        over = ProgrammeOver(programme_id=programme.id, client_id=programme.client_id)
        record(session, over)
