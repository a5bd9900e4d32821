"""What people ask in their own words: kept for the trainer until he has answered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import Begin, Fact, Moment, Row, jot, record
from domain.messages import Purpose, queue

LENGTH = 4000


class Question(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    text: str
    channel: str
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
    """None while somebody waits for the trainer."""


class QuestionAsked(Fact):
    question_id: UUID
    client_id: UUID


class QuestionAnswered(Fact):
    """The trainer's first answer: the question is closed."""

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


async def list_open(session: AsyncSession, client_id: UUID) -> Sequence[Question]:
    """What the person waits to be answered, oldest first."""
    his = select(Question).where(Question.client_id == client_id)
    waiting = his.where(col(Question.answered_at).is_(None))
    return (await session.exec(waiting.order_by(col(Question.created_at)))).all()


async def close(session: AsyncSession, question: Question) -> bool:
    """It is answered; False when it was already."""
    mine = update(Question).where(
        col(Question.id) == question.id, col(Question.answered_at).is_(None)
    )
    if not (await session.exec(mine.values(answered_at=clock.now()))).rowcount:
        return False
    record(session, QuestionAnswered(question_id=question.id, client_id=question.client_id))
    return True


async def tell_owner_of_question(fact: QuestionAsked, begin: Begin) -> None:
    """Somebody waits for an answer: the trainer hears of it, at night in the morning."""
    async with begin() as session:
        await queue(
            session,
            kind="question_asked",
            purpose=Purpose.SERVICE,
            dedupe_key=f"question_asked:{fact.question_id}",
            about={"question_id": str(fact.question_id), "client_id": str(fact.client_id)},
        )
