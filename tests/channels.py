"""A channel for tests that are not about any provider: keeps what it is given, fails on demand."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import consents, messages
from domain.consents import ConsentKind
from domain.contacts import ContactKind
from domain.messages import Channel, Letter, Message, Post, Purpose, Rules
from domain.people import add_contact

NOON = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""Noon in Moscow, a Tuesday."""


@dataclass
class ChannelStandIn:
    """Takes every letter unless `errors` holds one to raise next."""

    name: str = "email"
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Address and text of each letter that was taken."""
    errors: list[Exception] = field(default_factory=list)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    was_called: asyncio.Event = field(default_factory=asyncio.Event)
    in_flight: int = 0
    most_in_flight: int = 0

    def __post_init__(self) -> None:
        self.may_answer.set()

    async def deliver(self, address: str, letter: Letter) -> str:
        self.was_called.set()
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            await self.may_answer.wait()
            await asyncio.sleep(0)
            if self.errors:
                raise self.errors.pop(0)
            self.sent.append((address, letter.text))
            return f"{self.name}-{len(self.sent)}"
        finally:
            self.in_flight -= 1


async def render(_: AsyncSession, message: Message) -> Letter:
    """The kind itself for words."""
    return Letter(subject=message.kind, text=message.kind, message_id=message.id.hex)


def post(db: Database, *channels: ChannelStandIn, rules: Rules | None = None) -> Post:
    """A post that carries over these channels."""
    by_name: dict[str, Channel] = {channel.name: channel for channel in channels}
    return Post(db.begin, db.read, by_name, render, rules)


async def say(
    db: Database,
    client_id: UUID | None,
    purpose: Purpose = Purpose.TRANSACTIONAL,
    kind: str = "programme_ready",
    key: str = "one",
) -> bool:
    """Queue one message in a transaction of its own."""
    async with db.begin() as session:
        return await messages.queue(
            session, kind=kind, purpose=purpose, dedupe_key=key, client_id=client_id
        )


async def reach(session: AsyncSession, client_id: UUID, email: str = "anna@mail.ru") -> None:
    """Give the client an address."""
    add_contact(session, client_id, ContactKind.EMAIL, email, is_trusted=True)


async def agree_to_marketing(session: AsyncSession, client_id: UUID) -> None:
    """Have the client consent to advertisements."""
    text = await consents.publish_text(session, ConsentKind.MARKETING, "You may send offers.")
    consents.give(session, client_id, text, "site")


async def kept(db: Database) -> Sequence[Message]:
    """Every message, oldest first."""
    async with db.read() as session:
        return list(reversed(await messages.list_deliveries(session)))


async def only(db: Database) -> Message:
    """The one message there is."""
    (message,) = await kept(db)
    return message


async def under_key(db: Database, key: str) -> Message:
    """The message that was queued under `key`."""
    return next(message for message in await kept(db) if message.dedupe_key == key)
