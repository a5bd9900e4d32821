"""Texts: what the trainer says in his own words instead of ours; every version is kept.

What can be reworded, and what stands there by itself, is `app.words.editable`.
"""

from collections.abc import Collection, Mapping, Sequence
from string import Formatter
from uuid import UUID

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.ledger import Row

LONGEST = 600
"""Four paragraphs of a greeting and a quoted message together stay below Telegram's 4096."""


class TextVersion(Row, table=True):
    """A wording as it was saved; the newest of its key is said."""

    key: str = Field(index=True, max_length=60)
    body: str = Field(max_length=LONGEST)
    """Empty: ours again."""
    author_id: UUID | None = None


def find_fault(body: str, allowed: Collection[str]) -> str | None:
    """Why this cannot be said: missing, too_long, brace, variable, repeated; None when it can."""
    if not body.strip():
        return "missing"
    if len(body) > LONGEST:
        return "too_long"
    try:
        pieces = [piece[1:] for piece in Formatter().parse(body) if piece[1] is not None]
    except ValueError:
        return "brace"
    if any(name not in allowed or form or turned for name, form, turned in pieces):
        return "variable"
    names = [name for name, _, _ in pieces]
    return "repeated" if len(names) != len(set(names)) else None


def reword(
    session: AsyncSession, key: str, body: str, allowed: Collection[str], author_id: UUID | None
) -> TextVersion:
    """Say it so from now on; Refused with the fault of `body`."""
    if (fault := find_fault(body, allowed)) is not None:
        raise Refused({"body": fault})
    return _keep(session, key, body.strip(), author_id)


def restore(session: AsyncSession, key: str, author_id: UUID | None) -> TextVersion:
    """Say ours again; what the trainer had written stays among the versions."""
    return _keep(session, key, "", author_id)


async def read_wordings(session: AsyncSession) -> Mapping[str, str]:
    """The trainer's words by key, where he has his own."""
    rows = select(TextVersion).order_by(col(TextVersion.created_at), col(TextVersion.id))
    newest = {row.key: row.body for row in (await session.exec(rows)).all()}
    return {key: body for key, body in newest.items() if body}


async def list_versions(session: AsyncSession, key: str) -> Sequence[TextVersion]:
    """The last twenty wordings of one text, newest first."""
    mine = select(TextVersion).where(TextVersion.key == key)
    newest = mine.order_by(col(TextVersion.created_at).desc(), col(TextVersion.id).desc())
    return (await session.exec(newest.limit(20))).all()


def _keep(session: AsyncSession, key: str, body: str, author_id: UUID | None) -> TextVersion:
    version = TextVersion(key=key, body=body, author_id=author_id)
    session.add(version)
    return version
