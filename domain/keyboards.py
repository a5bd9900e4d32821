"""Two keyboards: what was typed with the wrong layout on.

The keys are in `content/keyboard.toml`, in the same order for both layouts.
"""

import tomllib
from functools import cache
from pathlib import Path

_KEYS = Path(__file__).parent / "content" / "keyboard.toml"

Layout = dict[int, int]


def other_layout(text: str) -> str:
    """The keys of `text` pressed on the other layout; a Russian text becomes Latin."""
    to_russian, to_latin = _layouts()
    lowered = text.lower()
    is_russian = any(ord(letter) in to_latin for letter in lowered if letter.isalpha())
    return lowered.translate(to_latin if is_russian else to_russian)


@cache
def _layouts() -> tuple[Layout, Layout]:
    keys = tomllib.loads(_KEYS.read_text(encoding="utf-8"))
    return str.maketrans(keys["latin"], keys["russian"]), str.maketrans(
        keys["russian"], keys["latin"]
    )
