"""What talks teach: questions of real people, each with the entry that turned out to answer it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.faq.knowing import Answered
from domain.talks import Source, TalkLine

MOST = 20_000
NOT_OURS = frozenset({Source.FALLBACK, Source.OPERATOR})


class Label(NamedTuple):
    text: str
    question: str | None
    """The entry's; None where there was no answer."""


async def read_labels(session: AsyncSession, known: Sequence[Answered]) -> list[Label]:
    """Labels of the newest talks.

    A question is labelled by the button its writer pressed after it, by the answer that satisfied
    him, or as nothing of ours where only the trainer could answer.
    """
    newest = select(TalkLine).order_by(col(TalkLine.id).desc()).limit(MOST)
    lines = sorted((await session.exec(newest)).all(), key=_place)
    said = {one.answer: one.question for one in known}
    questions = {one.question for one in known}
    found: list[Label] = []
    for _, talk in groupby(lines, key=lambda line: line.talk_id):
        found += _label_talk(list(talk), said, questions)
    return found


def _place(line: TalkLine) -> tuple[UUID, datetime]:
    # Ids are in order to the millisecond only.
    return line.talk_id, line.created_at


def _label_talk(
    lines: Sequence[TalkLine], said: dict[str, str], questions: set[str]
) -> Iterator[Label]:
    for asked, answer, following in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        if asked.source is not Source.VISITOR or asked.text in questions:
            continue
        pressed = following.text if following is not None else None
        if pressed in answer.suggestions and pressed in questions:
            yield Label(asked.text, pressed)
        elif answer.source is Source.FAQ and answer.text in said:
            yield Label(asked.text, said[answer.text])
        elif answer.source in NOT_OURS:
            yield Label(asked.text, None)
