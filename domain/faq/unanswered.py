"""What people have asked without an answer: the ground for new ones."""

from collections.abc import Collection, Sequence

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.faq.labels import NOT_OURS
from domain.faq.rows import FaqHandled
from domain.faq.vectors import hash_text
from domain.ledger import jot
from domain.questions import Question
from domain.talks import Source, TalkLine

MOST = 300
LONGEST = 300
"""Longer is a story, not a question others ask too."""


async def list_unanswered(session: AsyncSession) -> list[str]:
    """The newest questions nobody had an answer to, each as often as it was asked."""
    asked = [*await _of_talks(session), *await _of_bot(session)]
    handled = set((await session.exec(select(FaqHandled.text_hash))).all())
    lines = (" ".join(text.split()) for text in asked)
    return [line for line in lines if line and hash_text(line) not in handled]


async def mark_handled(session: AsyncSession, texts: Collection[str]) -> None:
    """The trainer has seen to them; they are proposed no more."""
    wanted = {hash_text(text) for text in texts}
    there = select(FaqHandled.text_hash).where(col(FaqHandled.text_hash).in_(wanted))
    for text_hash in wanted - set((await session.exec(there)).all()):
        jot(session, FaqHandled, text_hash=text_hash)


async def _of_talks(session: AsyncSession) -> Sequence[str]:
    answer = aliased(TalkLine)
    wanted = (
        select(TalkLine.text)
        .join(
            answer,
            (col(answer.talk_id) == col(TalkLine.talk_id))
            & (col(answer.client_message_id) == col(TalkLine.client_message_id)),
        )
        .where(TalkLine.source == Source.VISITOR, col(answer.source).in_(NOT_OURS))
        .where(col(TalkLine.client_message_id).is_not(None))
        # Greetings and what is for a doctor were answered as they should be.
        .where(col(answer.text).not_like("talk.small.%"))
        .where(col(answer.text).not_like("talk.safety.%"))
        .order_by(col(TalkLine.created_at).desc())
        .limit(MOST)
    )
    return [text for text in (await session.exec(wanted)).all() if len(text) <= LONGEST]


async def _of_bot(session: AsyncSession) -> Sequence[str]:
    newest = select(Question.text).order_by(col(Question.created_at).desc()).limit(MOST)
    return [text for text in (await session.exec(newest)).all() if len(text) <= LONGEST]
