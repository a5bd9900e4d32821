"""The trainer's own words to one person: in answer to a question, to a notice, or just so.

He writes them here or in his messenger; the post carries them over the person's own channel.
"""

from enum import StrEnum
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import questions
from domain.errors import Conflict, NotFound, Refused
from domain.messages import Message, Purpose, find_channels, queue
from domain.people import Client, get_client

LENGTH = 3500
"""One message of any messenger, with its address and its foot."""


class Sending(StrEnum):
    """When the words will go."""

    NOW = "now"
    BY_DAY = "by_day"
    """Nobody waits for them: not in the person's night."""


class NoWayToWrite(Conflict):
    """The person has no channel that reaches him."""

    def __init__(self, client_id: UUID) -> None:
        super().__init__(f"nothing reaches client {client_id}")
        self.client_id = client_id


class NotAboutAnybody(Conflict):
    """A notice that speaks of no client, or of one who is no more."""

    def __init__(self, message_id: UUID) -> None:
        super().__init__(f"notice {message_id} is about no client")
        self.message_id = message_id


async def answer(session: AsyncSession, question_id: UUID, text: str, key: str) -> Client:
    """Say `text` to whoever asked, at once, and close the question.

    Args:
        key: makes it the same answer, however often it is sent.

    Raises:
        Refused: there are no words, or too many.
        NoWayToWrite: nothing reaches the person.
    """
    words = _clean(text)
    question = await questions.get_question(session, question_id)
    client = await _reach(session, question.client_id)
    await queue(
        session,
        kind="chat_answer",
        purpose=Purpose.TRANSACTIONAL,
        dedupe_key=f"answer:{key}",
        client_id=client.id,
        about={"question_id": str(question.id)},
        text=words,
    )
    await questions.close(session, question)
    return client


async def write(session: AsyncSession, client_id: UUID, text: str, key: str) -> Client:
    """Say `text` to a client who has not asked; raises what `answer` does."""
    words = _clean(text)
    client = await _reach(session, client_id)
    await queue(
        session,
        kind="trainer_message",
        purpose=Purpose.TRAINER,
        dedupe_key=f"answer:{key}",
        client_id=client.id,
        text=words,
    )
    return client


async def reply_to_notice(
    session: AsyncSession, notice: Message, text: str, key: str
) -> tuple[Client, Sending]:
    """Say `text` to whom the notice speaks of; raises what `answer` does, and NotAboutAnybody."""
    question_id, client_id = notice.about.get("question_id"), notice.about.get("client_id")
    try:
        if question_id is not None:
            return await answer(session, UUID(question_id), text, key), Sending.NOW
        if client_id is not None:
            return await write(session, UUID(client_id), text, key), Sending.BY_DAY
    except NotFound as e:
        raise NotAboutAnybody(notice.id) from e
    raise NotAboutAnybody(notice.id)


async def find_addressee(session: AsyncSession, notice: Message) -> Client:
    """Whom a notice speaks of; NotAboutAnybody when nobody, or nobody any more."""
    client_id = notice.about.get("client_id")
    if client_id is None:
        raise NotAboutAnybody(notice.id)
    try:
        return await get_client(session, UUID(client_id))
    except NotFound as e:
        raise NotAboutAnybody(notice.id) from e


def _clean(text: str) -> str:
    words = text.strip()
    if not words:
        raise Refused({"text": "missing"})
    if len(words) > LENGTH:
        raise Refused({"text": "too_long"})
    return words


async def _reach(session: AsyncSession, client_id: UUID) -> Client:
    client = await get_client(session, client_id)
    if not await find_channels(session, client.id):
        raise NoWayToWrite(client.id)
    return client
