"""What the client will be sent, and what he was sent: messages and planned reminders."""

from collections.abc import Sequence
from datetime import datetime

from nicegui import ui

from app.words import card as words
from app.words import messages as spoken
from app.words.days import say_moment
from components import bits
from components.bits import Tone
from domain.messages import Message, State
from domain.reminders import Reminder

TONE: dict[State, Tone] = {
    State.QUEUED: "plain",
    State.SENDING: "plain",
    State.SENT: "good",
    State.FAILED: "danger",
    State.UNKNOWN: "warn",
    State.SKIPPED: "plain",
}
WAITING = frozenset({State.QUEUED, State.SENDING})


def draw_upcoming(
    messages: Sequence[Message], reminders: Sequence[Reminder], *, now: datetime, timezone: str
) -> None:
    """First what is to come; what was sent is folded away."""
    waiting = [m for m in messages if m.state in WAITING]
    earlier = [m for m in messages if m.state not in WAITING]
    with bits.sheet(words.UPCOMING), bits.box("sheet-body stack is-tight"):
        if not waiting and not reminders:
            bits.text(words.NOTHING_UPCOMING, "soft")
        for message in waiting:
            due = say_moment(message.due_at or message.wanted_at, now, timezone)
            _draw(spoken.TITLE.get(message.kind, message.kind), _why(message) or due, "plain", "")
        for reminder in sorted(reminders, key=lambda r: r.due_at):
            _draw(words.REMINDER[reminder.kind], say_moment(reminder.due_at, now, timezone))
        if earlier:
            with ui.element("details").classes("fold"):
                with ui.element("summary"):
                    bits.text(words.SENT_EARLIER)
                for message in earlier:
                    _draw_earlier(message, now, timezone)


def _draw_earlier(message: Message, now: datetime, timezone: str) -> None:
    when = say_moment(message.sent_at or message.created_at, now, timezone)
    title = spoken.TITLE.get(message.kind, message.kind)
    said = f"{when} · {why}" if (why := _why(message)) else when
    state = spoken.STATE[message.state]
    _draw(title, said, TONE[message.state], state)


def _draw(title: str, when: str, tone: Tone = "plain", state: str = "") -> None:
    with bits.box("line is-apart pad"):
        with bits.box("grow"):
            bits.text(title, "row-title is-plain")
            bits.text(when, "row-sub is-free")
        if state:
            bits.mark(state, tone)


def _why(message: Message) -> str:
    return spoken.REASON.get(message.reason or "", "")
