"""What the client waits to be answered, each with a field for the answer."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from app.words import messages as spoken
from app.words import talk as words
from app.words.days import say_moment
from components import bits
from domain.questions import Question

Answer = Callable[[Question, str], Awaitable[None]]


def draw_questions(
    asked: Sequence[Question],
    channels: Sequence[str],
    *,
    now: datetime,
    timezone: str,
    on_answer: Answer,
) -> None:
    """`channels` are those that reach the client, his favourite first."""
    for question in asked:
        with bits.sheet(words.QUESTION), bits.box("sheet-body stack is-tight"):
            bits.text(question.text, "quote prose")
            bits.text(say_moment(question.created_at, now, timezone), "row-sub")
            if channels:
                _draw_field(question, channels[0], on_answer)
            else:
                bits.text(words.NOWHERE, "hint is-warn")


def _draw_field(question: Question, channel: str, on_answer: Answer) -> None:
    field = bits.field(words.ANSWER, lines=3)
    field.props("maxlength=3500").mark("answer")
    name = spoken.CHANNEL.get(channel, channel)
    bits.text(words.WHERE.format(channel=name), "soft small")

    async def send() -> None:
        await on_answer(question, field.value or "")

    with bits.box("line"):
        bits.press(words.SEND, send, size="small").mark("send-answer")
