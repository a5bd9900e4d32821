"""What waits for a channel or an address, and goes when one appears."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, update
from sqlmodel import col, false, select

from domain import clock
from domain.ledger import Begin
from domain.messages.gate import Rules, address_kinds
from domain.messages.rows import Message, State
from domain.people import Contact


async def wake(begin: Begin, read: Begin, channels: Sequence[str], rules: Rules) -> None:
    """Make due whatever is parked although its person can now be reached."""
    if not channels:
        return
    async with read() as session:
        owners = await rules.owner_addresses(session)
        reachable = _reachable(channels, is_owner_reachable=bool(set(owners) & set(channels)))
        if (await session.exec(select(Message.id).where(*reachable).limit(1))).first() is None:
            return
    async with begin() as session:
        await session.exec(update(Message).where(*reachable).values(due_at=clock.now()))


def _reachable(
    channels: Sequence[str], *, is_owner_reachable: bool
) -> tuple[ColumnElement[bool], ...]:
    to_owner = col(Message.client_id).is_(None) if is_owner_reachable else false()
    parked = (col(Message.state) == State.QUEUED, col(Message.due_at).is_(None))
    return (*parked, or_(to_owner, _has_address(channels), *map(_has_own, channels)))


def _has_own(channel: str) -> ColumnElement[bool]:
    """Whether it waits for this very channel, and its person has an address there."""
    return and_(col(Message.over) == channel, _has_contact([channel]))


def _has_address(channels: Sequence[str]) -> ColumnElement[bool]:
    return and_(col(Message.over).is_(None), _has_contact(channels))


def _has_contact(channels: Sequence[str]) -> ColumnElement[bool]:
    contact = select(Contact.id).where(
        col(Contact.client_id) == Message.client_id,
        col(Contact.kind).in_(address_kinds(channels)),
        col(Contact.is_trusted).is_(True),
    )
    return contact.exists()
