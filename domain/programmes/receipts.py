"""Receipts: which version of a programme a person was given, over which channel, and when.

A row is written when a version sets out and is stamped when it has arrived; together they are the
archive of what was sent. What a version says is kept in `rows.ProgrammeVersion`.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Moment, Row
from domain.programmes.rows import Programme

CABINET = "cabinet"
"""It stands in his cabinet from the moment it may be seen."""
PAGE = "page"
"""He has opened it himself."""


class ProgrammeReceipt(Row, table=True):
    __table_args__ = (Index("ix_programmereceipt_newest", "programme_id", "created_at"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id")
    version: int
    channel: str | None = None
    """None until it is known which one has taken it."""
    dedupe_key: str = Field(unique=True)
    """That of the message which carries it, or of the place where it stands."""
    pdf_sha256: str | None = None
    """Of the file that went along."""
    had_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it arrived; None on its way, or lost."""


async def expect(
    session: AsyncSession, programme: Programme, *, version: int, key: str, channel: str | None
) -> None:
    """Note that a version has set out, once per key."""
    receipt = ProgrammeReceipt(
        client_id=programme.client_id,
        programme_id=programme.id,
        version=version,
        channel=channel,
        dedupe_key=key,
    )
    await _insert(session, receipt)


async def note_place(session: AsyncSession, programme: Programme, place: str) -> None:
    """Note that the version that may be seen is in the client's hands at `place`, once."""
    receipt = ProgrammeReceipt(
        client_id=programme.client_id,
        programme_id=programme.id,
        version=programme.shown_version,
        channel=place,
        dedupe_key=place_key(programme, place),
        had_at=clock.now(),
    )
    await _insert(session, receipt)


async def note_file(session: AsyncSession, key: str, sha256: str) -> None:
    """Note which file is about to go along."""
    mine = update(ProgrammeReceipt).where(col(ProgrammeReceipt.dedupe_key) == key)
    await session.exec(mine.values(pdf_sha256=sha256))


async def note_arrived(session: AsyncSession, key: str, channel: str) -> ProgrammeReceipt | None:
    """Note that a channel has taken it; None when that is known, or nothing had set out."""
    mine = select(ProgrammeReceipt).where(ProgrammeReceipt.dedupe_key == key)
    receipt = (await session.exec(mine.with_for_update())).first()
    if receipt is None or receipt.had_at is not None:
        return None
    receipt.channel, receipt.had_at = channel, clock.now()
    return receipt


async def has_place(session: AsyncSession, programme: Programme, place: str) -> bool:
    """Whether the version that may be seen was noted there."""
    key = place_key(programme, place)
    noted = select(ProgrammeReceipt.id).where(ProgrammeReceipt.dedupe_key == key)
    return (await session.exec(noted)).first() is not None


async def has_earlier(session: AsyncSession, programme_id: UUID, version: int) -> bool:
    """Whether an earlier version was given."""
    earlier = select(ProgrammeReceipt.id).where(
        ProgrammeReceipt.programme_id == programme_id,
        col(ProgrammeReceipt.version) < version,
    )
    return (await session.exec(earlier.limit(1))).first() is not None


async def list_receipts(session: AsyncSession, programme_id: UUID) -> Sequence[ProgrammeReceipt]:
    """The archive of a programme, newest first."""
    mine = select(ProgrammeReceipt).where(ProgrammeReceipt.programme_id == programme_id)
    return (await session.exec(mine.order_by(col(ProgrammeReceipt.created_at).desc()))).all()


async def list_for_client(
    session: AsyncSession, client_id: UUID, limit: int = 50
) -> Sequence[ProgrammeReceipt]:
    """What of all his programmes was given to a client, newest first."""
    mine = select(ProgrammeReceipt).where(ProgrammeReceipt.client_id == client_id)
    newest = mine.order_by(col(ProgrammeReceipt.created_at).desc())
    return (await session.exec(newest.limit(limit))).all()


def place_key(programme: Programme, place: str) -> str:
    return f"{place}:{programme.id}:{programme.shown_version}"


async def _insert(session: AsyncSession, receipt: ProgrammeReceipt) -> None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(ProgrammeReceipt).values(**receipt.model_dump())
    await session.exec(insert.on_conflict_do_nothing(index_elements=["dedupe_key"]))
