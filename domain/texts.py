"""Texts: what the trainer says in his own words instead of ours; every version is kept.

What can be reworded, and what stands there by itself, is `app.words.editable`.
"""

from collections.abc import Collection, Mapping, Sequence
from string import Formatter
from uuid import UUID

from sqlalchemy import Index, update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.ledger import Row

LONGEST = 600
"""Four paragraphs of a greeting and a quoted message together stay below Telegram's 4096."""
LONGEST_BODY, LONGEST_SUBJECT = 2000, 120
"""Of a letter: with its links and its foot it is one message of Telegram still."""


class TextVersion(Row, table=True):
    """A wording as it was saved; the current one of its key is said."""

    # A partial index would do, but SQLite takes it only for a condition spelt alike.
    __table_args__ = (Index("ix_textversion_current", "key", "is_current"),)

    key: str = Field(max_length=60)
    body: str = Field(max_length=LONGEST_BODY)
    """Empty: ours again."""
    subject: str = Field(default="", max_length=LONGEST_SUBJECT)
    """Only a letter has one."""
    is_current: bool = True
    author_id: UUID | None = None


def find_fault(body: str, allowed: Collection[str], longest: int = LONGEST) -> str | None:
    """Why this cannot be said: missing, too_long, brace, variable, repeated; None when it can."""
    if not body.strip():
        return "missing"
    if len(body) > longest:
        return "too_long"
    try:
        pieces = [piece[1:] for piece in Formatter().parse(body) if piece[1] is not None]
    except ValueError:
        return "brace"
    if any(name not in allowed or form or turned for name, form, turned in pieces):
        return "variable"
    names = [name for name, _, _ in pieces]
    return "repeated" if len(names) != len(set(names)) else None


def find_letter_faults(subject: str, body: str, allowed: Collection[str]) -> dict[str, str]:
    """The faults of a letter by field: `subject`, `body`."""
    line = " ".join(subject.split())
    found = {
        "subject": find_fault(line, allowed, LONGEST_SUBJECT),
        "body": find_fault(body, allowed, LONGEST_BODY),
    }
    return {field: fault for field, fault in found.items() if fault is not None}


async def reword(
    session: AsyncSession, key: str, body: str, allowed: Collection[str], author_id: UUID | None
) -> TextVersion:
    """Say it so from now on; Refused with the fault of `body`."""
    if (fault := find_fault(body, allowed)) is not None:
        raise Refused({"body": fault})
    return await _keep(session, TextVersion(key=key, body=body.strip(), author_id=author_id))


async def reword_letter(
    session: AsyncSession,
    key: str,
    written: tuple[str, str],
    allowed: Collection[str],
    author_id: UUID | None,
) -> TextVersion:
    """The same for a letter, `written` being its subject and its body."""
    subject, body = " ".join(written[0].split()), written[1].strip()
    if faults := find_letter_faults(subject, body, allowed):
        raise Refused(faults)
    version = TextVersion(key=key, body=body, subject=subject, author_id=author_id)
    return await _keep(session, version)


async def restore(session: AsyncSession, key: str, author_id: UUID | None) -> TextVersion:
    """Say ours again; what the trainer had written stays among the versions."""
    return await _keep(session, TextVersion(key=key, body="", author_id=author_id))


async def read_wordings(
    session: AsyncSession, keys: Collection[str] = ()
) -> Mapping[str, TextVersion]:
    """The trainer's words by key, where he has his own; `keys` empty: of all texts."""
    current = select(TextVersion).where(col(TextVersion.is_current).is_(True))
    if keys:
        current = current.where(col(TextVersion.key).in_(keys))
    rows = await session.exec(current.order_by(col(TextVersion.created_at), col(TextVersion.id)))
    newest = {row.key: row for row in rows.all()}
    return {key: row for key, row in newest.items() if row.body}


async def list_versions(session: AsyncSession, key: str) -> Sequence[TextVersion]:
    """The last twenty wordings of one text, newest first."""
    mine = select(TextVersion).where(TextVersion.key == key)
    newest = mine.order_by(col(TextVersion.created_at).desc(), col(TextVersion.id).desc())
    return (await session.exec(newest.limit(20))).all()


async def _keep(session: AsyncSession, version: TextVersion) -> TextVersion:
    mine = col(TextVersion.key) == version.key, col(TextVersion.is_current).is_(True)
    await session.exec(update(TextVersion).where(*mine).values(is_current=False))
    session.add(version)
    return version
