"""Answering: one way for the site's chat and the bot, from what was heard to what is said.

The layers (`domain.agent.layers`) are asked in turn and the first that has something to say
answers. While the trainer himself speaks in a talk the agent is silent. Nothing here opens a socket
while a transaction is open.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import handing_over, talks
from domain.agent.layers import LAYERS, Asked, Said
from domain.agent.ports import Retriever, Talker
from domain.agent.small_talk import asks_price
from domain.errors import NotFound
from domain.ledger import Begin
from domain.talks import Source, Speaker, Talk, TalkLine


@dataclass(frozen=True, kw_only=True)
class Doors:
    """Whom the agent may ask."""

    retriever: Retriever
    talker: Talker | None = None


class Heard(NamedTuple):
    text: str
    client_message_id: str


class Reply(NamedTuple):
    """The answer as it is kept; `text` is all the pieces together."""

    id: UUID
    source: Source
    text: str
    suggestions: tuple[str, ...] = ()


async def answer(
    begin: Begin, doors: Doors, talk_id: UUID, heard: Heard
) -> AsyncIterator[str | Reply]:
    """Yield the answer in pieces, then the Reply that is kept.

    What was heard before under the same id is answered with the same words. While the trainer
    speaks, the Reply has no words and is not kept: he will say them.
    """
    async with begin() as session:
        kept = await talks.find_reply(session, talk_id, heard.client_message_id)
        asked = await _hear(session, begin, doors, talk_id, heard) if kept is None else None
    if kept is not None:
        yield kept.text
        yield _as_reply(kept)
        return
    if asked is None:
        yield Reply(talk_id, Source.OPERATOR, "")
        return
    said = await _ask_layers(asked)
    yield said.text
    async with begin() as session:
        line_id = await _keep(session, talk_id, said, heard.client_message_id)
    yield Reply(line_id, said.source, said.text, said.suggestions)


async def _hear(
    session: AsyncSession, begin: Begin, doors: Doors, talk_id: UUID, heard: Heard
) -> Asked | None:
    """Keep what was heard; None when the trainer himself is to answer."""
    talk = await _get_talk(session, talk_id)
    # What a crash left unanswered was heard before: it is answered now, and kept once.
    is_new = not await talks.has_heard(session, talk_id, heard.client_message_id)
    if is_new:
        mine = heard.client_message_id
        talks.say(session, talk_id, Source.VISITOR, heard.text, client_message_id=mine)
        await session.flush()
    lines = await talks.read_lines(session, talk_id)
    if talk.speaker is Speaker.OPERATOR and (
        not is_new or handing_over.hear_visitor(session, talk, lines[-1].id, lines)
    ):
        return None
    return Asked(
        begin=begin,
        retriever=doors.retriever,
        talk_id=talk_id,
        client_id=talk.client_id,
        text=heard.text,
        may_sell=await handing_over.may_sell(session, talk),
        has_asked_price=any(asks_price(x.text) for x in lines if x.source is Source.VISITOR),
    )


async def _ask_layers(asked: Asked) -> Said:
    for layer in LAYERS:
        said = await layer(asked)
        if said is not None:
            return said
    raise AssertionError("the last layer always says something")


async def _keep(session: AsyncSession, talk_id: UUID, said: Said, client_message_id: str) -> UUID:
    talk = await _get_talk(session, talk_id)
    line_id = talks.say(
        session,
        talk_id,
        said.source,
        said.text,
        client_message_id=client_message_id,
        suggestions=said.suggestions,
    )
    if said.calls is not None:
        await handing_over.call(session, talk, line_id, said.calls)
    return line_id


async def _get_talk(session: AsyncSession, talk_id: UUID) -> Talk:
    talk = await session.get(Talk, talk_id)
    if talk is None:
        raise NotFound("talk", talk_id)
    return talk


def _as_reply(line: TalkLine) -> Reply:
    return Reply(line.id, line.source, line.text, tuple(line.suggestions))
