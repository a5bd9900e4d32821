"""Answering: one way for the site's chat and the bot, from what was heard to what is said.

The layers are asked in turn and the first that has something to say answers: the FAQ, then the
trainer. Nothing here opens a socket while a transaction is open.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from domain import talks
from domain.agent.ports import Certainty, Retriever, Talker
from domain.ledger import Begin
from domain.talks import Source, TalkLine

TRAINER_WILL_ANSWER = "talk.trainer_will_answer"
"""The key of an editable text."""


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

    What was heard before under the same id is answered with the same words. A model that fails is
    no failure of the answer: another layer speaks.
    """
    async with begin() as session:
        kept = await talks.find_reply(session, talk_id, heard.client_message_id)
        mine = heard.client_message_id
        # What a crash left unanswered was heard before: it is answered now, and kept once.
        if kept is None and not await talks.has_heard(session, talk_id, mine):
            talks.say(
                session,
                talk_id,
                Source.VISITOR,
                heard.text,
                client_message_id=heard.client_message_id,
            )
    if kept is not None:
        yield kept.text
        yield _as_reply(kept)
        return
    found = await doors.retriever.find(heard.text)
    if found.certainty is Certainty.SURE:
        source, text = Source.FAQ, found.candidates[0].answer
    else:
        source, text = Source.FALLBACK, TRAINER_WILL_ANSWER
    yield text
    async with begin() as session:
        line_id = talks.say(
            session, talk_id, source, text, client_message_id=heard.client_message_id
        )
    yield Reply(line_id, source, text)


def _as_reply(line: TalkLine) -> Reply:
    return Reply(line.id, line.source, line.text, tuple(line.suggestions))
