"""Answering: one way for the site's chat and the bot, from what was heard to what is said.

The layers (`domain.agent.layers`) are asked in turn and the first that has something to say
answers. While the trainer himself speaks in a talk the agent is silent. Nothing here opens a socket
while a transaction is open.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import handing_over, talks
from domain.agent.hints import read_hints
from domain.agent.layers import LAYERS, Asked, Said, as_said, leave_to_trainer
from domain.agent.ports import Retriever, Talker
from domain.agent.small_talk import asks_price
from domain.agent.speaking import Ask, speak
from domain.errors import GatewayError, NotFound
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
    contact: Mapping[str, str] = MappingProxyType({})
    """What he has named of himself, to be confirmed: name, phone, email."""


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
    said: Said | None = None
    async with aclosing(_ask_layers(asked, doors.talker)) as pieces:
        async for piece in pieces:
            if isinstance(piece, Said):
                said = piece
            else:
                yield piece
    if said is None:
        raise AssertionError("the last layer always says something")
    async with begin() as session:
        line_id = await _keep(session, talk_id, said, heard.client_message_id)
    yield Reply(line_id, said.source, said.text, said.suggestions, _find_contact(asked))


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


def _find_contact(asked: Asked) -> Mapping[str, str]:
    """Of somebody known there is nothing to ask; a name alone leads nowhere."""
    hints = read_hints(asked.text)
    return hints.as_contact() if asked.client_id is None and hints.is_reachable else {}


async def _ask_layers(asked: Asked, talker: Talker | None) -> AsyncGenerator[str | Said, None]:
    """The pieces of what the first layer says that has something to say, and then it whole."""
    for layer in LAYERS:
        said = await layer(asked)
        if said is not None:
            yield said.text
            yield said
            return
    words = ""
    if talker is not None:
        ask = Ask(talk_id=asked.talk_id, text=asked.text)
        # What keeps a model from speaking is no failure of the answer: the last layer speaks.
        with suppress(GatewayError):
            async with aclosing(speak(asked.begin, talker, ask)) as pieces:
                async for piece in pieces:
                    words += piece
                    yield piece
    if words:
        yield as_said(asked, words)
        return
    left = await leave_to_trainer(asked)
    yield left.text
    yield left


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
