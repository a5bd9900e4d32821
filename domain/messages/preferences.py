"""What a person wants and does not want: his channels, his hours, what he switched off.

A withdrawn consent is written in `domain.consents`; here is what he is sent in spite of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import consents
from domain.consents import ConsentKind
from domain.errors import NotFound, Refused
from domain.ledger import record
from domain.messages.rows import Block, Preference, Purpose, Unsubscribed, UnsubscribeKey
from domain.tokens import new_token

MARKETING = "marketing"
REMINDERS = "reminders"
TOPICS = (MARKETING, REMINDERS)
"""What a person may switch off by itself."""


@dataclass(frozen=True)
class Wishes:
    """A person's preferences as they stand."""

    channels: tuple[str, ...] = ()
    topics_off: frozenset[str] = frozenset()
    day_starts: int | None = None
    day_ends: int | None = None


def topics_of(kind: str, purpose: Purpose) -> frozenset[str]:
    """Under which topics a message falls; what falls under none cannot be switched off."""
    topics = set()
    if purpose is Purpose.MARKETING:
        topics.add(MARKETING)
    if kind.startswith("reminder_"):
        topics.add(REMINDERS)
    return frozenset(topics)


async def read_wishes(session: AsyncSession, client_id: UUID) -> Wishes:
    """The client's preferences; the plain ones when he never said any."""
    rows = await _list_preferences(session, client_id)
    if not rows:
        return Wishes()
    latest = rows[-1]
    return Wishes(
        channels=tuple(latest.channels),
        topics_off=frozenset(topic for row in rows for topic in row.topics_off),
        day_starts=latest.day_starts,
        day_ends=latest.day_ends,
    )


async def change_wishes(
    session: AsyncSession,
    client_id: UUID,
    *,
    channels: Sequence[str] | None = None,
    topics_off: Iterable[str] | None = None,
    hours: tuple[int, int] | None = None,
) -> None:
    """Change what is given and leave the rest.

    Raises:
        Refused: hours outside of a day, or an unknown topic.
    """
    if hours is not None and not (0 <= hours[0] <= 23 and 0 <= hours[1] <= 24):
        raise Refused({"hours": "not_hours"})
    off = None if topics_off is None else sorted(set(topics_off))
    if off is not None and not set(off) <= set(TOPICS):
        raise Refused({"topics_off": "unknown"})
    rows = list(await _list_preferences(session, client_id)) or [Preference(client_id=client_id)]
    latest = rows[-1]
    if channels is not None:
        latest.channels = list(channels)
    if hours is not None:
        latest.day_starts, latest.day_ends = hours
    if off is not None:
        for row in rows:
            row.topics_off = off if row is latest else []
    session.add_all(rows)


async def _list_preferences(session: AsyncSession, client_id: UUID) -> Sequence[Preference]:
    mine = select(Preference).where(Preference.client_id == client_id)
    return (await session.exec(mine.order_by(col(Preference.created_at)))).all()


async def unsubscribe_token(session: AsyncSession, client_id: UUID) -> str:
    """What goes into the link at the foot of this client's letters; the same each time."""
    mine = select(UnsubscribeKey).where(UnsubscribeKey.client_id == client_id)
    key = (await session.exec(mine.order_by(col(UnsubscribeKey.created_at)))).first()
    if key is None:
        key = UnsubscribeKey(client_id=client_id, token=new_token())
        session.add(key)
    return key.token


async def find_unsubscriber(session: AsyncSession, token: str) -> UUID:
    """Whose link it is; NotFound for any other text."""
    found = select(UnsubscribeKey).where(UnsubscribeKey.token == token[:64])
    key = (await session.exec(found)).first()
    if key is None:
        raise NotFound("unsubscribe key", "***")
    return key.client_id


async def unsubscribe(session: AsyncSession, token: str, topic: str | None = None) -> UUID:
    """Switch a topic off for whoever's link it is, all of them when none is named.

    Doing it twice changes nothing. Returns the client's id.

    Raises:
        NotFound: no such link.
        Refused: no such topic.
    """
    client_id = await find_unsubscriber(session, token)
    await switch_off(session, client_id, TOPICS if topic is None else (topic,))
    return client_id


async def switch_off(session: AsyncSession, client_id: UUID, topics: Sequence[str]) -> None:
    """The client wants no more of `topics`; with marketing goes the consent to it."""
    wishes = await read_wishes(session, client_id)
    new = [topic for topic in topics if topic not in wishes.topics_off]
    if new:
        await change_wishes(session, client_id, topics_off=wishes.topics_off | set(new))
    if MARKETING in topics:
        await consents.withdraw(session, client_id, ConsentKind.MARKETING)
    for topic in new:
        record(session, Unsubscribed(client_id=client_id, topic=topic))


async def switch_on(session: AsyncSession, client_id: UUID, topic: str) -> None:
    """The client wants `topic` again; a consent to marketing he gives by itself."""
    wishes = await read_wishes(session, client_id)
    if topic in wishes.topics_off:
        await change_wishes(session, client_id, topics_off=wishes.topics_off - {topic})


async def list_blocked(
    session: AsyncSession, addresses: Sequence[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Which of these (channel, address hash) take nothing any more."""
    if not addresses:
        return set()
    # One by one: for a list of pairs SQLite takes no index.
    each = ((Block.channel == channel) & (Block.address_hash == sha) for channel, sha in addresses)
    mine = select(Block).where(or_(*each))
    return {(row.channel, row.address_hash) for row in (await session.exec(mine)).all()}


async def unblock(session: AsyncSession, client_id: UUID) -> None:
    """Try the client's dead addresses once more."""
    await session.exec(delete(Block).where(col(Block.client_id) == client_id))
