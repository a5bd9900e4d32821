"""Putting a message into the post: once per key, in the transaction of its cause."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import record
from domain.messages.rows import Message, MessageQueued, Purpose
from domain.people import get_client

NOTHING: Mapping[str, str] = MappingProxyType({})


async def queue(
    session: AsyncSession,
    *,
    kind: str,
    purpose: Purpose,
    dedupe_key: str,
    client_id: UUID | None = None,
    about: Mapping[str, str] = NOTHING,
    text: str | None = None,
    over: str | None = None,
    due_at: datetime | None = None,
) -> bool:
    """Say something of this kind to the client once; False when it was said or queued before.

    To a person erased meanwhile nothing is said: False, too.

    Args:
        kind: one of `app.words.letters`.
        dedupe_key: says what makes it the same message, such as "programme_ready:ID:VERSION".
        client_id: None for the owner.
        about: ids and numbers only.
        text: only for the trainer's own words.
        over: the only channel it may take; None for whichever reaches him.
        due_at: not before; None for now.
    """
    if client_id is not None:
        try:
            client_id = (await get_client(session, client_id)).id
        except NotFound:
            return False
    wanted_at = max(due_at or clock.now(), clock.now())
    message = Message(
        client_id=client_id,
        kind=kind,
        purpose=purpose,
        dedupe_key=dedupe_key,
        about=dict(about),
        text=text,
        over=over,
        wanted_at=wanted_at,
        due_at=wanted_at,
    )
    if not await _insert(session, message):
        return False
    if wanted_at <= clock.now() and purpose is not Purpose.MARKETING:
        record(session, MessageQueued(message_id=message.id, client_id=client_id))
    return True


async def _insert(session: AsyncSession, message: Message) -> bool:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(Message).values(**message.model_dump())
    kept = await session.exec(insert.on_conflict_do_nothing(index_elements=["dedupe_key"]))
    return bool(kept.rowcount)
