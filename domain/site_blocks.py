"""The blocks of the landing: which stand there, and in which order.

The first screen is always first; what each block says is a section of `domain.site`.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

SECTION = "blocks"


class Block(StrEnum):
    """A part of the landing that can be moved and hidden, in the order it ships in."""

    FOR_WHOM = "for_whom"
    ABOUT = "about"
    HOW = "how"
    TARIFFS = "tariffs"
    REVIEWS = "reviews"
    QUESTIONS = "questions"
    LEAD = "lead"


def arrange(section: Mapping[str, Any]) -> tuple[Block, ...]:
    """Every block in the trainer's order, hidden ones too; one he has never seen is put last."""
    known = clean(section.get("order") or ())
    return (*known, *(block for block in Block if block not in known))


def shown(section: Mapping[str, Any]) -> tuple[Block, ...]:
    """Those that stand on the page, in order."""
    hidden = set(clean(section.get("hidden") or ()))
    return tuple(block for block in arrange(section) if block not in hidden)


def clean(keys: Sequence[object]) -> list[Block]:
    """Each known block once."""
    known = {block.value: block for block in Block}
    return list(dict.fromkeys(known[key] for key in map(str, keys) if key in known))


def lift(section: Mapping[str, Any], block: Block) -> dict[str, Any]:
    """The section with `block` one place higher."""
    order = list(arrange(section))
    at = order.index(block)
    if at:
        order[at - 1], order[at] = order[at], order[at - 1]
    return {**section, "order": [kept.value for kept in order]}


def switch(section: Mapping[str, Any], block: Block, *, is_on: bool) -> dict[str, Any]:
    """The section with `block` shown or hidden."""
    hidden = [kept for kept in clean(section.get("hidden") or ()) if kept is not block]
    if not is_on:
        hidden.append(block)
    return {**section, "hidden": [kept.value for kept in hidden]}
