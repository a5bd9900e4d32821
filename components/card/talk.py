"""The talk with the bot, both sides, the newest last."""

from collections.abc import Sequence
from datetime import datetime

from app.words import messages as spoken
from app.words import talk as words
from app.words.days import say_moment
from components import bits
from domain.conversations import Direction, Said


def draw_talk(said: Sequence[Said], *, now: datetime, timezone: str) -> None:
    """Lines of the talk; who speaks is told by the side, the colour and a word."""
    if not said:
        bits.text(words.NOTHING, "soft pad")
        return
    for one in said:
        side = "is-his" if one.line.direction is Direction.IN else "is-ours"
        with bits.box(f"talk-line {side}"):
            bits.text(text_of(one), "prose")
            when = say_moment(one.at, now, timezone)
            who = _who(one)
            bits.text(f"{who} · {when}" if who else when, "row-sub")


def text_of(one: Said) -> str:
    """What is read of a line: its words, or the name of what was sent instead."""
    line = one.line
    if one.message is not None and not line.text:
        return spoken.TITLE.get(one.message.kind, one.message.kind)
    if line.kind == "press":
        return words.PRESSED.format(label=line.text)
    thing = words.THING.get(line.kind, "")
    return ". ".join(part for part in (thing, line.text) if part)


def _who(one: Said) -> str:
    if one.line.direction is Direction.IN:
        return ""
    is_by_hand = one.message is not None and one.message.kind in words.BY_HAND
    return words.TRAINER if is_by_hand else words.BOT
