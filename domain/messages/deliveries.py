"""Looking at the post: what was said to whom, what waits, what needs a person."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, tuple_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, NotFound
from domain.ledger import Begin, record
from domain.messages import outcomes
from domain.messages.preferences import unblock
from domain.messages.queueing import queue
from domain.messages.rows import (
    Message,
    MessageFailed,
    MessageQueued,
    Purpose,
    Reason,
    State,
)

NEEDS_A_PERSON = (State.FAILED, State.UNKNOWN)


class AlreadyDecided(Conflict):
    """The message is not in a state in which this can be done."""

    def __init__(self, message_id: UUID, state: State) -> None:
        super().__init__(f"message {message_id} is {state}")
        self.message_id = message_id
        self.state = state


async def get_message(session: AsyncSession, message_id: UUID) -> Message:
    """The message, or NotFound."""
    message = await session.get(Message, message_id)
    if message is None:
        raise NotFound("message", message_id)
    return message


async def find_message(session: AsyncSession, message_id: UUID) -> Message | None:
    """The message; None once it is forgotten."""
    return await session.get(Message, message_id)


async def find_owner_notice(
    session: AsyncSession, channel: str, external_id: str
) -> Message | None:
    """What told the owner something, by the channel's own id of it."""
    his = select(Message).where(col(Message.client_id).is_(None), Message.channel == channel)
    return (await session.exec(his.where(Message.external_id == external_id))).first()


async def list_for_client(
    session: AsyncSession, client_id: UUID, limit: int = 50
) -> Sequence[Message]:
    """All that was or will be said to a client, newest first, whatever channel reached him."""
    return await list_deliveries(session, client_id=client_id, limit=limit)


async def list_deliveries(
    session: AsyncSession,
    *,
    client_id: UUID | None = None,
    state: State | None = None,
    limit: int = 50,
    before: tuple[datetime, UUID] | None = None,
) -> Sequence[Message]:
    """Messages, newest first.

    Args:
        before: only those older than this (created_at, id), for paging.
    """
    found = select(Message)
    if client_id is not None:
        found = found.where(Message.client_id == client_id)
    if state is not None:
        found = found.where(Message.state == state)
    if before is not None:
        found = found.where(tuple_(col(Message.created_at), col(Message.id)) < tuple_(*before))
    newest = found.order_by(col(Message.created_at).desc(), col(Message.id).desc())
    return (await session.exec(newest.limit(limit))).all()


async def list_waiting(session: AsyncSession, limit: int = 100) -> Sequence[Message]:
    """The visible outbox: what has not gone yet, newest first, each with its reason."""
    return await list_deliveries(session, state=State.QUEUED, limit=limit)


async def count_waiting(session: AsyncSession) -> dict[str | None, int]:
    """How many messages wait, by reason; None for those that simply have not gone yet."""
    waiting = select(Message.reason, func.count()).where(Message.state == State.QUEUED)
    return dict((await session.exec(waiting.group_by(col(Message.reason)))).all())


async def list_failed(session: AsyncSession, limit: int = 100) -> Sequence[Message]:
    """What needs a person: not delivered, or perhaps delivered; newest first."""
    found = select(Message).where(col(Message.state).in_(NEEDS_A_PERSON))
    newest = found.order_by(col(Message.created_at).desc())
    return (await session.exec(newest.limit(limit))).all()


async def count_failed(session: AsyncSession) -> int:
    """How many messages need a person."""
    found = select(func.count()).select_from(Message)
    return (await session.exec(found.where(col(Message.state).in_(NEEDS_A_PERSON)))).one()


async def retry(session: AsyncSession, message_id: UUID) -> None:
    """Say it again from the beginning, over every channel and to every address.

    Raises:
        AlreadyDecided: it neither failed nor is in doubt.
    """
    message = await _take(session, message_id, NEEDS_A_PERSON)
    if message.client_id is not None:
        await unblock(session, message.client_id)
    message.attempts, message.refused, message.error = 0, [], None
    message.wanted_at = clock.now()
    message.state, message.reason, message.due_at = State.QUEUED, None, clock.now()
    record(session, MessageQueued(message_id=message.id, client_id=message.client_id))


async def cancel(session: AsyncSession, message_id: UUID) -> None:
    """Say it no more: one that waits, failed, or is in doubt.

    Raises:
        AlreadyDecided: it is being carried, or is over.
    """
    message = await _take(session, message_id, (State.QUEUED, *NEEDS_A_PERSON))
    outcomes.drop(session, message, Reason.CANCELLED)


async def cancel_waiting(
    session: AsyncSession, client_id: UUID, kinds: Collection[str], reason: str
) -> None:
    """Drop what of these kinds still waits for the client."""
    waiting = select(Message).where(
        Message.client_id == client_id,
        Message.state == State.QUEUED,
        col(Message.kind).in_(kinds),
    )
    for message in (await session.exec(waiting.with_for_update())).all():
        outcomes.drop(session, message, reason)


async def _take(session: AsyncSession, message_id: UUID, states: Collection[State]) -> Message:
    mine = select(Message).where(Message.id == message_id).with_for_update()
    message = (await session.exec(mine)).first()
    if message is None:
        raise NotFound("message", message_id)
    if message.state not in states:
        raise AlreadyDecided(message_id, message.state)
    return message


async def list_owner_notices(session: AsyncSession, limit: int = 30) -> Sequence[Message]:
    """What the house told its owner, newest first, sent or not."""
    his = select(Message).where(col(Message.client_id).is_(None))
    return (await session.exec(his.order_by(col(Message.created_at).desc()).limit(limit))).all()


async def count_unread_notices(session: AsyncSession) -> int:
    """How many notices the owner has not seen in the dashboard."""
    unread = select(func.count()).select_from(Message)
    unread = unread.where(col(Message.client_id).is_(None), col(Message.read_at).is_(None))
    return (await session.exec(unread)).one()


async def mark_notices_read(session: AsyncSession) -> None:
    """The owner has looked at his notices."""
    unread = update(Message).where(col(Message.client_id).is_(None), col(Message.read_at).is_(None))
    await session.exec(unread.values(read_at=clock.now()))


async def tell_owner_of_failure(fact: MessageFailed, begin: Begin) -> None:
    """A client was not reached: the owner hears of it, once for each message."""
    if fact.client_id is None:
        return
    async with begin() as session:
        await queue(
            session,
            kind="delivery_failed",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key=f"delivery_failed:{fact.message_id}",
            about={"message_id": str(fact.message_id), "client_id": str(fact.client_id)},
        )
