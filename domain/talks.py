"""Talks: what a visitor of a site and the one who answers him say to each other, line by line.

A talk is nameless until its visitor has said who he is; then it belongs to his card, and is moved,
exported and erased with it. Whose turn it is to answer, the agent's or a human's, stands here too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.ledger import Fact, Moment, Row, jot, record
from domain.tokens import hash_token, new_token

LENGTH = 4000
PAGE = 100


class Source(StrEnum):
    """Who has answered."""

    FAQ = "faq"
    SCENARIO = "scenario"
    LLM = "llm"
    OPERATOR = "operator"
    """The trainer himself."""
    FALLBACK = "fallback"
    VISITOR = "visitor"
    """Nobody: the line is the visitor's own."""


class Speaker(StrEnum):
    """Whose turn it is to answer."""

    AGENT = "agent"
    OPERATOR = "operator"


class Talk(Row, table=True):
    token_hash: str = Field(unique=True)
    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)
    pass_id: UUID | None = Field(default=None, foreign_key="pass.id")
    channel: str = "site"
    page_url: str | None = None
    referrer: str | None = None
    utm: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    speaker: Speaker = Speaker.AGENT
    waits_since: datetime | None = Field(default=None, sa_type=Moment)
    """Since when the trainer's word is waited for."""
    waits_for: str | None = None
    selling_stopped_at: datetime | None = Field(default=None, sa_type=Moment)
    """Something was said that matters more than a sale."""


class TalkLine(Row, table=True):
    __table_args__ = (UniqueConstraint("talk_id", "client_message_id", "source"),)

    talk_id: UUID = Field(foreign_key="talk.id", index=True)
    source: Source
    text: str
    client_message_id: str | None = None
    """The browser's name for what it has sent; the answer bears it too."""
    suggestions: list[str] = Field(default_factory=list, sa_type=JSON)


class TalkAnswered(Fact):
    """The trainer himself has said something in a talk."""

    talk_id: UUID
    line_id: UUID


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """From where a visitor begins to talk."""

    channel: str = "site"
    page_url: str | None = None
    referrer: str | None = None
    utm: Mapping[str, str] = field(default_factory=dict)


class Begun(NamedTuple):
    talk: Talk
    token: str
    """Known to its visitor alone: only its hash is kept."""


def begin_talk(session: AsyncSession, arrival: Arrival) -> Begun:
    token = new_token()
    talk = Talk(
        token_hash=hash_token(token),
        channel=arrival.channel,
        page_url=arrival.page_url,
        referrer=arrival.referrer,
        utm=dict(arrival.utm),
    )
    session.add(talk)
    return Begun(talk, token)


async def of_client(session: AsyncSession, client_id: UUID, channel: str) -> Talk:
    """The client's talk over a messenger, begun with the first call; it needs no token."""
    his = select(Talk).where(Talk.client_id == client_id, Talk.channel == channel)
    found = (await session.exec(his.order_by(col(Talk.created_at)))).first()
    if found is not None:
        return found
    begun = begin_talk(session, Arrival(channel=channel)).talk
    begun.client_id = client_id
    await session.flush()
    return begun


async def find_by_token(session: AsyncSession, token: str) -> Talk | None:
    """The talk of whoever holds this token."""
    mine = select(Talk).where(Talk.token_hash == hash_token(token))
    return (await session.exec(mine)).first()


def say(
    session: AsyncSession,
    talk_id: UUID,
    source: Source,
    text: str,
    *,
    client_message_id: str | None = None,
    suggestions: Sequence[str] = (),
) -> UUID:
    """Keep a line; the same `client_message_id` of one source twice breaks a unique key."""
    line_id = jot(
        session,
        TalkLine,
        talk_id=talk_id,
        source=source,
        text=text[:LENGTH],
        client_message_id=client_message_id,
        suggestions=list(suggestions),
    )
    if source is Source.OPERATOR:
        record(session, TalkAnswered(talk_id=talk_id, line_id=line_id))
    return line_id


async def has_heard(session: AsyncSession, talk_id: UUID, client_message_id: str) -> bool:
    """Whether the visitor's message is kept already, answered or not."""
    heard = select(TalkLine.id).where(
        TalkLine.talk_id == talk_id,
        TalkLine.client_message_id == client_message_id,
        TalkLine.source == Source.VISITOR,
    )
    return (await session.exec(heard)).first() is not None


async def attach_talk(
    session: AsyncSession, talk_id: UUID, *, client_id: UUID, pass_id: UUID
) -> None:
    """From now on the talk is this client's; the pass says what its visitor may see."""
    talk = await session.get(Talk, talk_id)
    if talk is not None:
        talk.client_id, talk.pass_id = client_id, pass_id


async def find_reply(
    session: AsyncSession, talk_id: UUID, client_message_id: str
) -> TalkLine | None:
    """What was answered to this message already."""
    answer = select(TalkLine).where(
        TalkLine.talk_id == talk_id,
        TalkLine.client_message_id == client_message_id,
        TalkLine.source != Source.VISITOR,
    )
    return (await session.exec(answer)).first()


async def read_lines(
    session: AsyncSession, talk_id: UUID, after: UUID | None = None, limit: int = PAGE
) -> Sequence[TalkLine]:
    """The newest `limit` lines, oldest first; only those after a line when it is named."""
    mine = select(TalkLine).where(TalkLine.talk_id == talk_id)
    if after is not None:
        mine = mine.where(col(TalkLine.id) > after)  # Ids grow with time.
    newest = (await session.exec(mine.order_by(col(TalkLine.id).desc()).limit(limit))).all()
    return newest[::-1]
