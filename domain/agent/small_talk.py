"""Small talk: messages that ask for nothing, and those that ask for a human."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from domain.clauses import PLAIN_YO

WORDS = Path(__file__).parent.parent / "content" / "small_talk.toml"
KINDS = ("hello", "thanks", "bye", "bot")


def find_small_talk(text: str) -> str | None:
    """Which of `KINDS` the whole message is; one that asks for more is none of them."""
    said = " ".join(_words(text))
    return next((kind for kind in KINDS if said in _load()[kind]), None)


def wants_human(text: str) -> bool:
    said = f" {' '.join(_words(text))} "
    return any(f" {phrase} " in said for phrase in _load()["calls"]["human"])


def asks_price(text: str) -> bool:
    return any(word.startswith(tuple(_load()["price"]["stems"])) for word in _words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().translate(PLAIN_YO))


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))
