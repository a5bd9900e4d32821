"""Stems: the words of a text without their endings, so that forms of one word are the same."""

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

SHORTEST = 2
_WORD = re.compile(r"[^\W_]+")


def list_stems(text: str) -> list[str]:
    """The stems in order, repeated ones too; a word of one letter says nothing."""
    found = _WORD.findall(_bare(text))
    words = (word for word in found if len(word) >= SHORTEST or word.isdigit())
    return [_stem(word) for word in words]


def key_of(text: str) -> str:
    """What two spellings of one question have in common: its stems, in order."""
    return " ".join(list_stems(text))


def _bare(text: str) -> str:
    """Small letters without marks, as people type them: the one with dots is the one without."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


# A stemmer keeps the word it works on in itself, so that threads cannot share one.
@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    return str(snowballstemmer.stemmer("russian").stemWord(word))
