"""Delivering programmes: when the client has one, and when it is over."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, intakes
from domain.ledger import record
from domain.programmes import receipts, versions
from domain.programmes.rows import (
    Kind,
    NotForReview,
    ParentsNotAsked,
    Programme,
    ProgrammeApproved,
    ProgrammeOver,
    ProgrammeSent,
    SendingAsked,
    Status,
    VersionChanged,
    get_programme,
)


async def approve(
    session: AsyncSession, programme_id: UUID, by: str, *, version: int | None = None
) -> Programme:
    """Let the current version go: what waited for the trainer, or what he has changed since.

    Args:
        version: the one he has looked at; None for whichever is current.

    Raises:
        NotForReview: it did not wait, and nothing was changed since it went.
        VersionChanged: the current one is not what he has looked at.
        DangersUnexplained: it breaks a rule of safety, and nobody has said why.
        ParentsNotAsked: it is a minor's, and no parent is known to agree.
    """
    programme = await get_programme(session, programme_id)
    if programme.may_be_seen and not programme.has_unreleased:
        raise NotForReview(programme_id)
    if version is not None and version != programme.version:
        raise VersionChanged(programme_id, programme.version)
    await versions.check_explained(session, programme)
    if (await intakes.get_intake(session, programme.intake_id)).needs_parents:
        raise ParentsNotAsked
    programme.status, programme.released_version = Status.READY, programme.version
    record(
        session,
        ProgrammeApproved(programme_id=programme.id, client_id=programme.client_id, by=by),
    )
    return programme


async def ask_again(session: AsyncSession, programme_id: UUID, *, seen: int, by: str) -> bool:
    """Have the released version sent once more; False when a click has asked for it already.

    Args:
        seen: `Programme.sendings` as it was when the button was drawn.

    Raises:
        NotForReview: the client may not see any version yet.
    """
    programme = await get_programme(session, programme_id)
    if not programme.may_be_seen:
        raise NotForReview(programme_id)
    mine = update(Programme).where(
        col(Programme.id) == programme_id, col(Programme.sendings) == seen
    )
    if not (await session.exec(mine.values(sendings=seen + 1))).rowcount:
        return False
    await session.refresh(programme)
    asked = SendingAsked(
        programme_id=programme.id, client_id=programme.client_id, number=seen + 1, by=by
    )
    record(session, asked)
    return True


async def note_opened(
    session: AsyncSession, programme_id: UUID, place: str = receipts.PAGE
) -> None:
    """The client has opened the page himself: he has it, whatever else carries it.

    Args:
        place: where else he sees it: the channel over which the bot shows it to him.
    """
    programme = await get_programme(session, programme_id)
    if not programme.may_be_seen:
        return
    await receipts.note_place(session, programme, place)
    if programme.status is Status.READY:
        _mark_sent(session, programme, place, programme.shown_version)


async def note_arrived(
    session: AsyncSession, programme_id: UUID, *, key: str, channel: str
) -> None:
    """A channel has taken the message that carries a version."""
    programme = await get_programme(session, programme_id)
    receipt = await receipts.note_arrived(session, key, channel)
    is_first = programme.status is Status.READY
    if receipt is None and not is_first:
        return
    version = programme.shown_version if receipt is None else receipt.version
    _mark_sent(session, programme, channel, version)


def _mark_sent(session: AsyncSession, programme: Programme, channel: str, version: int) -> None:
    """The first time decides when its weeks begin."""
    if programme.status is Status.READY:
        programme.status = Status.SENT
    if programme.sent_at is None:
        programme.sent_by, programme.sent_at = channel, clock.now()
        if programme.kind is Kind.FULL:
            programme.over_at = programme.sent_at + timedelta(weeks=programme.weeks)
    sent = ProgrammeSent(
        programme_id=programme.id, client_id=programme.client_id, channel=channel, version=version
    )
    record(session, sent)


async def close_over(session: AsyncSession) -> None:
    """Say of each programme whose last week has ended that it is over."""
    ended = select(Programme).where(col(Programme.over_at) <= clock.now())
    for programme in (await session.exec(ended.limit(500))).all():
        programme.over_at = None
        over = ProgrammeOver(programme_id=programme.id, client_id=programme.client_id)
        record(session, over)
