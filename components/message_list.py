"""Messages of the post, one row each: to whom, what, how it stands and why."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from app.words import messages as kinds
from app.words import outbox as words
from components import bits
from components.bits import Tone
from components.payment_list import When
from domain.messages import Message, State

Act = Callable[[UUID], Awaitable[None]]
TONES: Mapping[State, Tone] = {
    State.SENT: "good",
    State.FAILED: "danger",
    State.UNKNOWN: "warn",
    State.SENDING: "warn",
}
ICONS: Mapping[str | None, str] = {"email": "mail", "telegram": "telegram"}


def message_rows(
    found: Sequence[Message],
    names: Mapping[UUID | None, str],
    when: When,
    *,
    on_cancel: Act,
    on_retry: Act,
) -> None:
    """A row for each message; those that wait or failed have a button."""
    with bits.box("rows"):
        for message in found:
            with bits.box("row has-face").mark("message"):
                bits.icon_face(
                    ICONS.get(message.channel, "mail"), TONES.get(message.state, "plain")
                )
                _draw_main(message, names, when)
                _draw_button(message, on_cancel, on_retry)


def _draw_main(message: Message, names: Mapping[UUID | None, str], when: When) -> None:
    to = words.TO_OWNER
    if message.client_id is not None:
        to = names.get(message.client_id, words.NO_NAME)
    with bits.box("row-main"):
        bits.text(kinds.TITLE.get(message.kind, message.kind), "row-title")
        if message.client_id is not None:
            with bits.link_box(f"/clients/{message.client_id}", "row-sub"):
                bits.text(to)
        else:
            bits.text(to, "row-sub")
        bits.text(_state(message, when), "row-sub is-free")


def _state(message: Message, when: When) -> str:
    """How it stands, in words: when it went and how, or why it has not."""
    if message.state is State.SENT and message.sent_at is not None:
        channel = kinds.CHANNEL.get(message.channel or "", message.channel or "")
        return words.SENT.format(channel=channel, when=when.say(message.sent_at))
    if message.reason:
        said = kinds.REASON.get(message.reason, message.reason)
    elif message.state is State.QUEUED and message.due_at and message.due_at > when.now:
        said = words.SOON.format(when=when.say(message.due_at))
    else:
        said = words.NOW if message.state is State.QUEUED else kinds.STATE[message.state]
    return f"{said} · {when.say(message.created_at)}"


def _draw_button(message: Message, on_cancel: Act, on_retry: Act) -> None:
    if message.state is State.QUEUED:
        bits.tool("close", words.CANCEL, lambda: on_cancel(message.id)).mark("act")
    elif message.state in {State.FAILED, State.UNKNOWN}:
        bits.press(words.AGAIN, lambda: on_retry(message.id), look="soft", size="small").mark("act")
