"""How a code is written, mistyped and made up.

Two codes that a person could take for one another are one code: case, spaces, dashes, letters
that look alike in two alphabets, and a keyboard left in the other layout make no difference.
"""

import secrets
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

LOOKALIKES = Path(__file__).parent.parent / "content" / "lookalikes.toml"
ALPHABET = "ACDEFHJKMNPQRTUVWXY3479"
"""Of a code that is made up: nothing in it is taken for something else, on paper or by ear."""
LONGEST, SHORTEST = 40, 3


@cache
def _tables() -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Look-alikes to one letter; Latin keys to Cyrillic ones; Cyrillic keys to Latin ones."""
    told = tomllib.loads(LOOKALIKES.read_text(encoding="utf-8"))
    twins, keys = told["twins"], told["keys"]
    return (
        str.maketrans(twins["these"], twins["those"]),
        str.maketrans(keys["latin"], keys["cyrillic"]),
        str.maketrans(keys["cyrillic"], keys["latin"]),
    )


def tidy(text: str) -> str:
    """A code as it is shown: upper case, in one word."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def key_of(text: str) -> str:
    """What a code is known by: letters and digits alone, one of each pair of look-alikes."""
    letters = "".join(c for c in tidy(text) if c.isalnum())
    return letters.translate(_tables()[0])


def readings(text: str) -> list[str]:
    """The keys that a typed text may mean: as it stands, then as if in the other layout."""
    _, to_cyrillic, to_latin = _tables()
    typed = unicodedata.normalize("NFKC", text[: 2 * LONGEST]).lower()
    meant = (typed, typed.translate(to_cyrillic), typed.translate(to_latin))
    return [key for key in dict.fromkeys(map(key_of, meant)) if key]


def make_up(prefix: str = "", length: int = 6) -> str:
    """A code nobody can guess or misread."""
    return tidy(prefix) + "".join(secrets.choice(ALPHABET) for _ in range(length))
