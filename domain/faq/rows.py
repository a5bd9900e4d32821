"""What is kept of the answers: the entries, their uses, their vectors, and how sure is sure."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, LargeBinary, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import Fact, Moment, Row

QUESTION, ANSWER, CATEGORY = 300, 2000, 60
SYNONYMS = 60
"""How many other wordings one question may have."""


class FaqEntry(Row, table=True):
    question: str = Field(max_length=QUESTION)
    answer: str = Field(max_length=ANSWER)
    """As it is said; `{tariffs}` and other variables are filled from rows, see `filling`."""
    category: str = Field(default="", max_length=CATEGORY)
    synonyms: list[str] = Field(default_factory=list, sa_type=JSON)
    """The same question in other words."""
    priority: int = 0
    """Of two that are as near, the higher is said."""
    position: int = 0
    is_active: bool = True
    used_count: int = 0
    key: str = Field(unique=True, max_length=2 * QUESTION)
    """The question's stems: no question is there twice."""
    stems: str = ""
    """All its words without endings, each between spaces: what the page's search looks in."""
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Moment)


class FaqUse(Row, table=True):
    """An entry was said to somebody."""

    entry_id: UUID = Field(foreign_key="faqentry.id", index=True)
    talk_id: UUID | None = Field(default=None, index=True)
    """No foreign key: that it was asked stays known when a talk is erased."""
    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)


class FaqVector(Row, table=True):
    """What a text means, in a model's numbers: reckoned once for the same words."""

    __table_args__ = (UniqueConstraint("model", "text_hash"),)

    model: str = Field(max_length=60)
    """With its version: another one's numbers mean nothing to this one."""
    text_hash: str = Field(max_length=64)
    vector: bytes = Field(sa_type=LargeBinary)
    """Of float32, little-endian."""


class FaqThresholds(Row, table=True):
    """From what nearness an answer is sure, and from what perhaps meant; the last row rules."""

    sure: float
    perhaps: float


class FaqHandled(Row, table=True):
    """A question without an answer that the trainer has seen to, or does not want answered."""

    text_hash: str = Field(max_length=64, unique=True)


class FaqChanged(Fact):
    """Some entry, or many."""

    entry_id: UUID | None = None


class FaqTuned(Fact):
    """The thresholds are others."""


async def get_entry(session: AsyncSession, entry_id: UUID) -> FaqEntry:
    """The entry; NotFound."""
    entry = await session.get(FaqEntry, entry_id)
    if entry is None:
        raise NotFound("faq entry", entry_id)
    return entry


async def list_entries(
    session: AsyncSession, *, is_active: bool | None = None
) -> Sequence[FaqEntry]:
    """Every entry in the trainer's order."""
    wanted = select(FaqEntry).order_by(col(FaqEntry.position), col(FaqEntry.id))
    if is_active is not None:
        wanted = wanted.where(col(FaqEntry.is_active).is_(is_active))
    return (await session.exec(wanted)).all()
