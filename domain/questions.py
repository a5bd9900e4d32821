"""What people ask in their own words and nobody has answered yet: kept for the trainer."""

from uuid import UUID

from sqlmodel import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound
from domain.ledger import Begin, Fact, Row, jot, record
from domain.messages import Purpose, queue

LENGTH = 4000


class Question(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    text: str
    channel: str


class QuestionAsked(Fact):
    question_id: UUID
    client_id: UUID


def ask(session: AsyncSession, client_id: UUID, text: str, channel: str) -> UUID:
    """Keep a question; the trainer is told of it."""
    asked = jot(session, Question, client_id=client_id, text=text[:LENGTH], channel=channel)
    record(session, QuestionAsked(question_id=asked, client_id=client_id))
    return asked


async def get_question(session: AsyncSession, question_id: UUID) -> Question:
    """The question; NotFound once its person was erased."""
    question = await session.get(Question, question_id)
    if question is None:
        raise NotFound("question", question_id)
    return question


async def tell_owner_of_question(fact: QuestionAsked, begin: Begin) -> None:
    """Somebody waits for an answer: the trainer hears of it at once."""
    async with begin() as session:
        await queue(
            session,
            kind="question_asked",
            purpose=Purpose.TRANSACTIONAL,
            dedupe_key=f"question_asked:{fact.question_id}",
            about={"question_id": str(fact.question_id), "client_id": str(fact.client_id)},
        )
