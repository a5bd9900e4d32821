"""What a person and the bot have said to each other, line by line, for the trainer to read.

Letters that went over the same chat are `domain.messages`; here is the talk itself. It belongs to
the person: it is moved, exported and erased with his card.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Row, jot
from domain.messages import Message, State

LENGTH = 4000
PAGE = 40
CHANNEL = "telegram"


class Direction(StrEnum):
    IN = "in"
    """From the person."""
    OUT = "out"


class Line(NamedTuple):
    """One thing said."""

    direction: Direction
    text: str
    kind: str = "text"
    """"text", "press" for a button, or what else was sent, such as "voice"."""


class Utterance(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    direction: Direction
    kind: str
    text: str
    place: int
    """Within what was said at one moment."""


class Said(NamedTuple):
    """A line of the talk as it is read."""

    at: datetime
    line: Line
    message: Message | None = None
    """Set for a letter of the post that went over the same chat."""


def keep(session: AsyncSession, client_id: UUID, lines: Sequence[Line]) -> None:
    """Keep what was said at this moment, in its order."""
    now = clock.now()
    for place, line in enumerate(lines):
        jot(
            session,
            Utterance,
            created_at=now,
            client_id=client_id,
            direction=line.direction,
            kind=line.kind,
            text=line.text[:LENGTH],
            place=place,
        )


async def read(session: AsyncSession, client_id: UUID, limit: int = PAGE) -> list[Said]:
    """The newest `limit` lines of the talk, the newest last, with the letters among them."""
    talk = select(Utterance).where(Utterance.client_id == client_id)
    newest = talk.order_by(col(Utterance.created_at).desc(), col(Utterance.place).desc())
    rows = (await session.exec(newest.limit(limit))).all()
    told = [Said(row.created_at, Line(row.direction, row.text, row.kind)) for row in reversed(rows)]
    sent = select(Message).where(
        Message.client_id == client_id,
        Message.channel == CHANNEL,
        Message.state == State.SENT,
    )
    letters = (await session.exec(sent.order_by(col(Message.sent_at).desc()).limit(limit))).all()
    told += [
        Said(letter.sent_at, Line(Direction.OUT, letter.text or ""), letter)
        for letter in letters
        if letter.sent_at is not None
    ]
    return sorted(told, key=lambda said: said.at)[-limit:]
