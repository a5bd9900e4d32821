"""What became of an attempt, written into the row: sent, again later, over, or in doubt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain import clock
from domain.ledger import Begin, new_id, record
from domain.messages.gate import Go, hash_address
from domain.messages.rows import (
    AddressBlocked,
    Block,
    Message,
    MessageFailed,
    MessageInDoubt,
    MessageSent,
    MessageSkipped,
    Purpose,
    Reason,
    State,
)

PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
)
"""Before each new attempt at a channel that is down; the last one repeats."""
GIVE_UP_AFTER = timedelta(hours=48)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    state: State
    reason: str | None = None
    error: str | None = None
    external_id: str | None = None
    refused_over: str | None = None
    """The channel that will not take this letter."""
    blocked: Go | None = None
    """The address that takes nothing any more."""


def sent(external_id: str) -> Outcome:
    return Outcome(state=State.SENT, external_id=external_id)


def skipped(reason: str) -> Outcome:
    return Outcome(state=State.SKIPPED, reason=reason)


def failed(reason: str, error: str) -> Outcome:
    return Outcome(state=State.FAILED, reason=reason, error=error)


def unavailable(error: str) -> Outcome:
    """It certainly did not go."""
    return Outcome(state=State.QUEUED, reason=Reason.UNAVAILABLE, error=error)


def in_doubt(error: str) -> Outcome:
    """It may have gone."""
    return Outcome(state=State.UNKNOWN, reason=Reason.IN_DOUBT, error=error)


def refused(go: Go, error: str) -> Outcome:
    return Outcome(state=State.QUEUED, reason=Reason.REFUSED, error=error, refused_over=go.channel)


def address_refused(go: Go, error: str) -> Outcome:
    return Outcome(state=State.QUEUED, reason=Reason.BLOCKED, error=error, blocked=go)


async def settle(session: AsyncSession, carried: Message, outcome: Outcome) -> None:
    """Note the outcome of the attempt for which `carried` was leased.

    Nothing happens when the person was erased meanwhile, or when the lease has gone to another.
    """
    mine = select(Message).where(Message.id == carried.id).with_for_update()
    message = (await session.exec(mine)).first()
    if message is None or message.attempts != carried.attempts:
        return
    # A lease given up meanwhile left it queued or in doubt: the late answer still is the truth.
    if message.state not in {State.SENDING, State.QUEUED, State.UNKNOWN}:
        return
    message.error = outcome.error
    if outcome.blocked is not None:
        await block(session, message.client_id, outcome.blocked, outcome.error or "")
    if outcome.refused_over is not None:
        message.refused = [*message.refused, outcome.refused_over]
    _move(session, message, outcome)


def _move(session: AsyncSession, message: Message, outcome: Outcome) -> None:
    if outcome.state is State.SENT:
        _close(message, State.SENT, None)
        message.sent_at, message.external_id = clock.now(), outcome.external_id
        fact = MessageSent(
            message_id=message.id,
            client_id=message.client_id,
            kind=message.kind,
            channel=message.channel or "",
        )
        record(session, fact)
    elif outcome.state is State.SKIPPED:
        drop(session, message, outcome.reason or "")
    elif outcome.state is State.FAILED:
        fail(session, message, outcome.reason or "")
    elif outcome.state is State.UNKNOWN and message.purpose is Purpose.MARKETING:
        leave_in_doubt(session, message)
    elif outcome.reason in {Reason.REFUSED, Reason.BLOCKED}:
        # At once: the gate finds the next channel, or that there is none.
        put_back(message, outcome.reason or "", clock.now())
    else:
        _try_later(session, message)


def _try_later(session: AsyncSession, message: Message) -> None:
    if clock.now() - message.wanted_at > GIVE_UP_AFTER:
        fail(session, message, Reason.UNAVAILABLE)
        return
    pause = PAUSES[min(message.attempts, len(PAUSES)) - 1]
    put_back(message, Reason.UNAVAILABLE, clock.now() + pause)


def put_back(message: Message, reason: str, due_at: datetime | None) -> None:
    """Let it wait until `due_at`, or parked when that is None."""
    message.state, message.reason = State.QUEUED, reason
    message.due_at, message.leased_until = due_at, None


def drop(session: AsyncSession, message: Message, reason: str) -> None:
    """It will not be said."""
    _close(message, State.SKIPPED, reason)
    fact = MessageSkipped(
        message_id=message.id, client_id=message.client_id, kind=message.kind, reason=reason
    )
    record(session, fact)


def fail(session: AsyncSession, message: Message, reason: str) -> None:
    """It could not be said: a person must look."""
    _close(message, State.FAILED, reason)
    fact = MessageFailed(message_id=message.id, client_id=message.client_id, kind=message.kind)
    record(session, fact)


def leave_in_doubt(session: AsyncSession, message: Message) -> None:
    """It may have been said: a person must decide."""
    _close(message, State.UNKNOWN, Reason.IN_DOUBT)
    record(session, MessageInDoubt(message_id=message.id, client_id=message.client_id))


def _close(message: Message, state: State, reason: str | None) -> None:
    message.state, message.reason = state, reason
    message.due_at, message.leased_until = None, None


async def block(session: AsyncSession, client_id: UUID | None, go: Go, error: str) -> None:
    """This address takes nothing any more."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(Block).values(
        id=new_id(),
        created_at=clock.now(),
        client_id=client_id,
        channel=go.channel,
        address_hash=hash_address(go.address),
        error=error,
    )
    kept = insert.on_conflict_do_nothing(index_elements=["channel", "address_hash"])
    if (await session.exec(kept)).rowcount:
        record(session, AddressBlocked(client_id=client_id, channel=go.channel))


async def block_address(
    session: AsyncSession, client_id: UUID, channel: str, address: str, error: str
) -> None:
    """The client has shut this channel, as the channel itself has told."""
    await block(session, client_id, Go(channel, address), error)


async def has_expired_lease(read: Begin) -> bool:
    """Whether someone died while carrying."""
    async with read() as session:
        return (await session.exec(_leased(clock.now()).limit(1))).first() is not None


async def give_up_leases(session: AsyncSession, *, until: datetime | None) -> None:
    """Free what dead carriers held: what is owed goes again, what sells is in doubt.

    Args:
        until: only leases that have ended by then; None for every one.
    """
    held = _leased(until).with_for_update(skip_locked=True)
    for message in (await session.exec(held)).all():
        if message.purpose is Purpose.MARKETING:
            leave_in_doubt(session, message)
        else:
            put_back(message, Reason.UNAVAILABLE, clock.now())


def _leased(until: datetime | None) -> SelectOfScalar[Message]:
    held = select(Message).where(
        Message.state == State.SENDING, col(Message.leased_until).is_not(None)
    )
    return held if until is None else held.where(col(Message.leased_until) <= until)
