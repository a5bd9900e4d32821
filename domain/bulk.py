"""One deed for many clients at once, each with what takes it back.

Every function changes only those whom it changes anything for and returns them: that is what its
undoing takes. What has become of somebody meanwhile stays as it is.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, funnel, messages
from domain.answers import LENGTH
from domain.errors import Refused
from domain.messages import Message, Purpose, State
from domain.people import Client, change_client

MOST = 500
"""How many are dealt with at once."""
TAG_LENGTH = 40
HELD = timedelta(seconds=20)
"""A message to many waits so long before it goes: it can be taken back."""


Tagging = Callable[[AsyncSession, Iterable[UUID], str], Awaitable[list[UUID]]]
"""What `tag` and `untag` are."""


@dataclass(frozen=True)
class Told:
    """A message put into the post for many."""

    message_ids: tuple[UUID, ...]
    unreached: int
    """Those whom no channel reaches."""


async def move(
    session: AsyncSession, client_ids: Iterable[UUID], stage_id: UUID, *, by: str
) -> dict[UUID, UUID | None]:
    """Put them at a stage; where each of the moved stood before."""
    before: dict[UUID, UUID | None] = {}
    for client in await _take(session, client_ids):
        if client.stage_id != stage_id:
            before[client.id] = client.stage_id
            await funnel.move_client(session, client.id, stage_id, by=by)
    return before


async def move_back(
    session: AsyncSession, before: Mapping[UUID, UUID | None], stage_id: UUID, *, by: str
) -> None:
    """Put back those who still stand where they were put."""
    for client in await _take(session, before):
        stood = before[client.id]
        if client.stage_id == stage_id and stood is not None:
            await funnel.move_client(session, client.id, stood, by=by, why="undone")


async def tag(session: AsyncSession, client_ids: Iterable[UUID], word: str) -> list[UUID]:
    """Give them a tag; those who had none such."""
    tag_ = clean_tag(word)
    changed = []
    for client in await _take(session, client_ids):
        if tag_.casefold() not in {one.casefold() for one in client.tags}:
            await change_client(session, client.id, tags=[*client.tags, tag_])
            changed.append(client.id)
    return changed


async def untag(session: AsyncSession, client_ids: Iterable[UUID], word: str) -> list[UUID]:
    """Take a tag from them; those who had it."""
    gone = clean_tag(word).casefold()
    changed = []
    for client in await _take(session, client_ids):
        left = [one for one in client.tags if one.casefold() != gone]
        if len(left) < len(client.tags):
            await change_client(session, client.id, tags=left)
            changed.append(client.id)
    return changed


def clean_tag(word: str) -> str:
    """Refused when it is none."""
    tag_ = " ".join(word.strip().lstrip("#").split())
    if not tag_ or len(tag_) > TAG_LENGTH:
        raise Refused({"tag": "missing" if not tag_ else "too_long"})
    return tag_


async def write(
    session: AsyncSession, client_ids: Iterable[UUID], text: str, key: str, *, sells: bool
) -> Told:
    """Say the same to each over his own channel, a little later; the gate judges every one.

    Args:
        key: makes it the same message, however often it is sent.
        sells: an offer goes to those only who have allowed them.
    """
    words = text.strip()
    if not words or len(words) > LENGTH:
        raise Refused({"text": "missing" if not words else "too_long"})
    unreached, keys = 0, []
    for client in await _take(session, client_ids):
        if not await messages.find_channels(session, client.id):
            unreached += 1
            continue
        keys.append(f"many:{key}:{client.id}")
        await messages.queue(
            session,
            kind="trainer_message",
            purpose=Purpose.MARKETING if sells else Purpose.TRAINER,
            dedupe_key=keys[-1],
            client_id=client.id,
            text=words,
            due_at=clock.now() + HELD,
        )
    queued = select(Message.id).where(col(Message.dedupe_key).in_(keys))
    return Told(tuple((await session.exec(queued)).all()), unreached)


async def take_back(session: AsyncSession, told: Told) -> int:
    """Say it to nobody any more whom it has not reached yet; how many those are."""
    waiting = select(Message.id).where(
        col(Message.id).in_(told.message_ids), Message.state == State.QUEUED
    )
    ids = (await session.exec(waiting)).all()
    for message_id in ids:
        await messages.cancel(session, message_id)
    return len(ids)


async def _take(session: AsyncSession, client_ids: Iterable[UUID]) -> Sequence[Client]:
    """Those of them who are cards of their own, MOST at most."""
    ids = list(dict.fromkeys(client_ids))
    if len(ids) > MOST:
        raise Refused({"clients": "too_many"})
    theirs = select(Client).where(col(Client.id).in_(ids), col(Client.merged_into_id).is_(None))
    return (await session.exec(theirs)).all()
