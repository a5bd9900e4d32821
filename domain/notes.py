"""Notes: what the trainer writes on a client's card for himself."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound, Refused
from domain.ledger import Fact, Row, record

NOTE_LENGTH = 4000


class Note(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    author_id: UUID | None = None
    """The user who wrote it; None for a script."""
    text: str = Field(max_length=NOTE_LENGTH)


class NoteWritten(Fact):
    note_id: UUID
    client_id: UUID


class NoteRemoved(Fact):
    note_id: UUID
    client_id: UUID


def write_note(
    session: AsyncSession, client_id: UUID, text: str, author_id: UUID | None = None
) -> Note:
    """Put a note on the card; Refused when it is empty or too long."""
    cleaned = text.strip()
    if not cleaned or len(cleaned) > NOTE_LENGTH:
        raise Refused({"text": "missing" if not cleaned else "too_long"})
    note = Note(client_id=client_id, author_id=author_id, text=cleaned)
    session.add(note)
    record(session, NoteWritten(note_id=note.id, client_id=client_id))
    return note


async def list_notes(session: AsyncSession, client_id: UUID) -> Sequence[Note]:
    """A client's notes, newest first."""
    mine = select(Note).where(Note.client_id == client_id)
    return (await session.exec(mine.order_by(col(Note.created_at).desc()))).all()


async def remove_note(session: AsyncSession, note_id: UUID) -> Note:
    """Take a note away and give back what it was, to undo it by; NotFound."""
    note = await session.get(Note, note_id)
    if note is None:
        raise NotFound("note", note_id)
    await session.delete(note)
    record(session, NoteRemoved(note_id=note.id, client_id=note.client_id))
    return note
