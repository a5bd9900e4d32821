"""The inbox: what came from outside is kept, committed, answered, and only then acted upon.

A knock is kept under its own key, so its second copy changes nothing. The fact that it was kept
goes to the outbox, which gives it lanes, pauses and dead letters like any other.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, UniqueConstraint, not_, tuple_
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Moment, Row, new_id, record
from domain.payments import Status


class Outcome(StrEnum):
    """What knocks come to, as a person sorts them."""

    ACTED = "acted"
    WAITS = "waits"
    ASIDE = "aside"
    """Turned away, or about nothing of ours."""


class NothingToReplay(Conflict):
    """The knock was turned away at the door."""


class Knock(Row, table=True):
    """A body as a provider sent it."""

    __table_args__ = (UniqueConstraint("source", "key"),)

    source: str
    key: str
    body: dict[str, Any] = Field(sa_type=JSON)
    address: str
    """Whence it came, as far as trusted proxies tell."""
    verdict: str | None = None
    """What became of it; None while it waits."""
    judged_at: datetime | None = Field(default=None, sa_type=Moment)

    @property
    def can_replay(self) -> bool:
        """Whether it was understood, and so can be acted on again."""
        return "external_id" in self.body


class KnockKept(Fact):
    knock_id: UUID
    source: str


class KnockJudged(Fact):
    """It is known what became of a knock."""

    knock_id: UUID


async def keep(
    session: AsyncSession, source: str, key: str, body: dict[str, Any], address: str
) -> bool:
    """Keep a knock; False when its copy is here already and nothing changed."""
    knock_id = await _insert(session, source=source, key=key, body=body, address=address)
    if knock_id is None:
        return False
    record(session, KnockKept(knock_id=knock_id, source=source))
    return True


async def keep_judged(
    session: AsyncSession,
    source: str,
    key: str,
    body: dict[str, Any],
    address: str,
    verdict: str,
) -> None:
    """Keep a knock that nothing follows from."""
    row = {"source": source, "key": key, "body": body, "address": address}
    await _insert(session, **row, verdict=verdict, judged_at=clock.now())


async def _insert(session: AsyncSession, **columns: Any) -> UUID | None:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    knock_id = new_id()
    insert = dialect.insert(Knock).values(id=knock_id, created_at=clock.now(), **columns)
    kept = await session.exec(insert.on_conflict_do_nothing(index_elements=["source", "key"]))
    return knock_id if kept.rowcount else None


async def judge(session: AsyncSession, knock_id: UUID, verdict: str) -> None:
    """Note what became of a knock."""
    knock = await session.get_one(Knock, knock_id)
    knock.verdict, knock.judged_at = verdict, clock.now()
    record(session, KnockJudged(knock_id=knock_id))


async def replay(session: AsyncSession, knock_id: UUID) -> None:
    """Act on a knock again, as if it had just been kept; what it led to already stays once.

    Raises:
        NothingToReplay: it was turned away at the door, and nothing of it can be acted on.
    """
    knock = await session.get(Knock, knock_id)
    if knock is None:
        raise NotFound("knock", knock_id)
    if not knock.can_replay:
        raise NothingToReplay(f"knock {knock_id} is {knock.verdict}")
    knock.verdict, knock.judged_at = None, None
    record(session, KnockKept(knock_id=knock_id, source=knock.source))


async def list_knocks(
    session: AsyncSession,
    *,
    source: str | None = None,
    outcome: Outcome | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> Sequence[Knock]:
    """Knocks of those who take money, newest first, after the one that `before` points at."""
    wanted = select(Knock).order_by(col(Knock.created_at).desc(), col(Knock.id).desc())
    if source is not None:
        wanted = wanted.where(Knock.source == source)
    if outcome is not None:
        wanted = wanted.where(_came_to(outcome))
    if before is not None:
        place = tuple_(col(Knock.created_at), col(Knock.id))
        wanted = wanted.where(place < tuple_(*before))
    return (await session.exec(wanted.limit(limit))).all()


def _came_to(outcome: Outcome) -> ColumnElement[bool]:
    verdict = col(Knock.verdict)
    if outcome is Outcome.WAITS:
        return verdict.is_(None)
    acted = verdict.in_([str(status) for status in Status])
    return acted if outcome is Outcome.ACTED else not_(acted)


async def list_sources(session: AsyncSession) -> Sequence[str]:
    """Everybody who ever knocked."""
    return (await session.exec(select(Knock.source).distinct().order_by(Knock.source))).all()


async def list_about(
    session: AsyncSession, source: str, external_id: str | None, limit: int = 50
) -> Sequence[Knock]:
    """Knocks of one provider that name this payment of his, newest first."""
    if external_id is None:
        return []
    named = select(Knock).where(Knock.source == source)
    named = named.where(col(Knock.body)["external_id"].as_string() == external_id)
    return (await session.exec(named.order_by(col(Knock.created_at).desc()).limit(limit))).all()
