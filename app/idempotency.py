"""Idempotency keys: a request that is sent again gets the answer it was given before.

The answer is written in the transaction of what it answers for, so there is never one without the
other. Two requests with one key take turns: on SQLite every writer does, on PostgreSQL by a lock
on the key.
"""

import hashlib
from datetime import timedelta
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint, delete, text
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, Refused
from domain.ledger import Row

KEPT_FOR = timedelta(hours=24)
LEASE = timedelta(minutes=1)
"""How long a claimed key waits for its answer before it may be claimed anew."""
KEY_LENGTH = 255


class Answer(Row, table=True):
    """What was answered to a key; `status` 0 while the work is being done."""

    __table_args__ = (UniqueConstraint("route", "key"), Index("ix_answer_age", "created_at"))

    route: str
    key: str = Field(max_length=KEY_LENGTH)
    sha256: str
    """Of the request's body."""
    status: int = 0
    body: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class KeyReused(Conflict):
    """The key has been sent with another body."""


class KeyBusy(Conflict):
    """The first request with this key is still being worked on."""

    retry_after = 1


async def find_answer(session: AsyncSession, route: str, key: str, raw: bytes) -> Answer | None:
    """What this key was answered in the last day; None if it is new and yours to answer.

    Raises:
        KeyReused: it came with another body.
        KeyBusy: it is claimed, and not answered yet.
        Refused: it is no key at all.
    """
    check_key(key)
    await _take_turn(session, route, key)
    kept = await _find(session, route, key)
    if kept is None:
        return None
    is_abandoned = kept.status == 0 and kept.created_at < clock.now() - LEASE
    if is_abandoned or kept.created_at < clock.now() - KEPT_FOR:
        await session.delete(kept)
        await session.flush()
        return None
    if kept.sha256 != _digest(raw):
        raise KeyReused(f"{route}: the key came with another body")
    if kept.status == 0:
        raise KeyBusy(f"{route}: the key is being worked on")
    return kept


async def claim_key(session: AsyncSession, route: str, key: str, raw: bytes) -> None:
    """Say that a new key is being worked on, for work that takes more than one transaction."""
    session.add(Answer(route=route, key=key, sha256=_digest(raw)))
    await session.flush()


async def keep_answer(
    session: AsyncSession, route: str, key: str, raw: bytes, status: int, body: dict[str, Any]
) -> Answer:
    """Keep what a new or a claimed key is answered."""
    kept = await _find(session, route, key)
    if kept is None:
        kept = Answer(route=route, key=key, sha256=_digest(raw))
        session.add(kept)
    kept.status, kept.body = status, body
    await session.flush()
    return kept


async def forget_old(session: AsyncSession) -> None:
    """Drop the answers nobody may ask for any more."""
    await session.exec(delete(Answer).where(col(Answer.created_at) < clock.now() - KEPT_FOR))


def check_key(key: str) -> None:
    """Raises Refused for a key that is empty, too long, or no plain ASCII."""
    if not 0 < len(key) <= KEY_LENGTH or not (key.isascii() and key.isprintable()):
        raise Refused({"idempotency_key": "malformed"})


async def _find(session: AsyncSession, route: str, key: str) -> Answer | None:
    kept = select(Answer).where(Answer.route == route, Answer.key == key)
    return (await session.exec(kept)).first()


async def _take_turn(session: AsyncSession, route: str, key: str) -> None:
    if session.get_bind().dialect.name != "postgresql":
        return
    digest = hashlib.sha256(f"{route}\0{key}".encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    connection = await session.connection()
    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": number})


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
