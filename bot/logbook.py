"""What is said in a private chat, as lines for the trainer to read on the person's card."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.replies import Kind, Reply, bare
from domain.conversations import Direction, Line

SAID = frozenset({Kind.SAY, Kind.EDIT, Kind.DOCUMENT, Kind.PHOTO})
THINGS = (
    "voice",
    "video_note",
    "audio",
    "sticker",
    "animation",
    "photo",
    "video",
    "document",
    "contact",
    "location",
    "dice",
)
"""What is no text, by the messenger's own names; the first that is there names the message."""


def lines_of(
    content: Mapping[str, Any], replies: Sequence[Reply], *, is_press: bool
) -> Iterator[Line]:
    """What came, then what is said back."""
    came = _pressed(content) if is_press else _written(content)
    if came is not None:
        yield came
    for reply in replies:
        if reply.kind in SAID and (reply.text or reply.file):
            kind = reply.kind.value if reply.file else "text"
            yield Line(Direction.OUT, bare(reply.text), kind)


def _written(message: Mapping[str, Any]) -> Line | None:
    thing = next((name for name in THINGS if name in message), "text")
    text = str(message.get("text") or message.get("caption") or "")
    return Line(Direction.IN, text, thing) if text or thing != "text" else None


def _pressed(query: Mapping[str, Any]) -> Line | None:
    """The words on the button; None when the message does not show it any more."""
    shown = (query.get("message") or {}).get("reply_markup", {}).get("inline_keyboard", ())
    data = query.get("data")
    label = next((b["text"] for row in shown for b in row if b.get("callback_data") == data), None)
    return Line(Direction.IN, str(label), "press") if label else None
