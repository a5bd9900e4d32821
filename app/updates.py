"""What people send to the bot, kept under its own number before it is acted upon.

Answers wait in the same row until they are said: handling is one transaction with all its effects,
so a crash neither loses nor doubles them, and at worst an answer is said twice. Once over, a row
forgets what was said; its number stays a while, so that a copy is known.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    Index,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import Moment, Row, new_id

KNOWN_FOR = timedelta(days=3)
"""How long a number is remembered: Telegram repeats an update for a day."""
LONGEST_NUMBER = 2**63 - 1
HEARD = {"replies", "handled_at", "client_id", "died_at", "error"}
"""What is known of an update once it was heard."""


class BotUpdate(Row, table=True):
    """One update of one bot, on its way through its chat's lane."""

    __table_args__ = (
        UniqueConstraint("bot_id", "number"),
        Index(
            "ix_botupdate_open",
            "lane",
            "number",
            sqlite_where=text("is_open"),
            postgresql_where=text("is_open"),
        ),
        Index("ix_botupdate_created_at", "created_at"),
    )

    bot_id: int = Field(sa_type=BigInteger)
    number: int = Field(sa_type=BigInteger)
    lane: str
    """The chat it came from: what is of one chat is handled in order."""
    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)
    """Whose it turned out to be."""
    body: dict[str, Any] = Field(sa_type=JSON)
    """As it came; empty once it is over."""
    replies: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    is_open: bool = True
    """Whether something is still to be done with it."""
    handled_at: datetime | None = Field(default=None, sa_type=Moment)
    attempts: int = 0
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    """When to try again; None for now."""
    died_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    """Set when it is over badly: it waits for a person in the dashboard."""
    error: str | None = None


class Lane(NamedTuple):
    name: str
    due_at: datetime | None
    """When its first update may be tried; None for now."""


async def keep(session: AsyncSession, bot_id: int, bodies: Sequence[dict[str, Any]]) -> int:
    """Keep updates; how many of them were news."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    now = clock.now()
    rows = [
        {
            "id": new_id(),
            "created_at": now,
            "bot_id": bot_id,
            "number": body["update_id"],
            "lane": lane_of(body),
            "body": body,
            "replies": [],
            "is_open": True,
            "attempts": 0,
        }
        for body in bodies
        if is_update(body)
    ]
    if not rows:
        return 0
    insert = dialect.insert(BotUpdate).values(rows)
    kept = await session.exec(insert.on_conflict_do_nothing(index_elements=["bot_id", "number"]))
    return int(kept.rowcount)


def is_update(body: Any) -> bool:
    """Whether it has what every update has: a number."""
    number = body.get("update_id") if isinstance(body, dict) else None
    return isinstance(number, int) and 0 <= number <= LONGEST_NUMBER


def lane_of(body: dict[str, Any]) -> str:
    """The chat, or else the person, that an update is about."""
    for content in body.values():
        if isinstance(content, dict):
            message = content.get("message")
            holder = message if isinstance(message, dict) else content
            for key in ("chat", "from"):
                found = holder.get(key)
                if isinstance(found, dict) and isinstance(found.get("id"), int):
                    return str(found["id"])
    return ""


async def list_lanes(session: AsyncSession, limit: int) -> list[Lane]:
    """Chats with something to be done, who has waited longest first."""
    first = select(BotUpdate.lane, func.min(BotUpdate.number).label("number"))
    first = first.where(col(BotUpdate.is_open)).group_by(BotUpdate.lane)
    first = first.order_by(func.min(BotUpdate.number)).limit(limit)
    heads = first.subquery()
    found = select(BotUpdate.lane, BotUpdate.due_at).join(
        heads,
        (col(BotUpdate.lane) == heads.c.lane) & (col(BotUpdate.number) == heads.c.number),
    )
    mine = found.where(col(BotUpdate.is_open)).order_by(col(BotUpdate.number))
    return [Lane(*row) for row in (await session.exec(mine)).all()]


async def list_next(
    session: AsyncSession, lanes: Sequence[str], each: int
) -> dict[str, list[BotUpdate]]:
    """The first updates of these chats that are not over, `each` of one chat at most."""
    place = func.row_number().over(partition_by=BotUpdate.lane, order_by=col(BotUpdate.number))
    placed = select(BotUpdate.id, place.label("place"))
    placed = placed.where(col(BotUpdate.is_open), col(BotUpdate.lane).in_(lanes))
    first = placed.subquery()
    mine = select(BotUpdate).join(first, col(BotUpdate.id) == first.c.id)
    mine = mine.where(first.c.place <= each).order_by(col(BotUpdate.number))
    found: dict[str, list[BotUpdate]] = {}
    for row in (await session.exec(mine)).all():
        found.setdefault(row.lane, []).append(row)
    return found


async def note_heard(session: AsyncSession, rows: Sequence[BotUpdate]) -> None:
    """Write down what is to be said in answer to these updates, and whose they are."""
    await session.flush()
    heard = [{"its_id": row.id, **row.model_dump(include=HEARD)} for row in rows]
    mine = update(BotUpdate).where(col(BotUpdate.id) == bindparam("its_id"))
    await (await session.connection()).execute(mine, heard)


async def close(session: AsyncSession, ids: Sequence[UUID]) -> None:
    """They are over: what was said is forgotten."""
    over = update(BotUpdate).where(col(BotUpdate.id).in_(ids))
    await session.exec(over.values(is_open=False, replies=[], due_at=None))
    # A dead one is kept whole: somebody may want it handled again.
    forgotten = over.where(col(BotUpdate.died_at).is_(None))
    await session.exec(forgotten.values(body={}, error=None))


async def put_off(session: AsyncSession, update_id: UUID, error: str, until: datetime) -> None:
    """Try it again later; the chat's other updates wait behind it."""
    row = await session.get(BotUpdate, update_id)
    if row is not None:
        row.attempts += 1
        row.due_at, row.error = until, error[:500]


def bury(row: BotUpdate, error: str) -> None:
    """It is over badly: a person must look."""
    row.is_open, row.died_at, row.error, row.due_at = False, clock.now(), error[:500], None


async def list_dead(session: AsyncSession, limit: int = 100) -> Sequence[BotUpdate]:
    """Updates that wait for a person, newest first."""
    dead = select(BotUpdate).where(col(BotUpdate.died_at).is_not(None))
    return (await session.exec(dead.order_by(col(BotUpdate.died_at).desc()).limit(limit))).all()


async def count_dead(session: AsyncSession) -> int:
    dead = select(func.count()).select_from(BotUpdate).where(col(BotUpdate.died_at).is_not(None))
    return (await session.exec(dead)).one()


async def revive(session: AsyncSession, update_id: UUID) -> None:
    """Handle a dead update again, from the beginning."""
    row = await session.get(BotUpdate, update_id)
    if row is None:
        raise NotFound("update", update_id)
    row.is_open, row.died_at, row.error, row.attempts = True, None, None, 0
    row.handled_at, row.replies, row.due_at = None, [], None


async def forget_old(session: AsyncSession) -> None:
    """Numbers of which no copy will come any more; the dead wait for their person."""
    old = delete(BotUpdate).where(
        col(BotUpdate.created_at) < clock.now() - KNOWN_FOR,
        col(BotUpdate.is_open).is_(False),
        col(BotUpdate.died_at).is_(None),
    )
    await session.exec(old)
