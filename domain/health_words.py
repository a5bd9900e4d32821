"""Health in the client's own words: free text read for signs, to add caution and never to clear.

A modest reader of stems: it splits a text into clauses, finds the signs of
`content/health_words.toml` in them, and lets a clause that says "no" take its own signs back.
It is no diagnosis; what it cannot make out, it says so.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

WORDS = Path(__file__).parent / "content" / "health_words.toml"
UNREAD = "unread_text"
"""Something was written and none of it understood: a person should look."""

SYSTOLIC_LIMIT = 160
DIASTOLIC_LIMIT = 100
"""At or over either, pressure counts as uncontrolled. Source: the product's stop rule [U]."""

Stems = tuple[str, ...]


@dataclass(frozen=True)
class _Sign:
    code: str
    nouns: tuple[Stems, ...]
    phrases: tuple[Stems, ...]
    everywhere: bool


@dataclass(frozen=True)
class _Lexicon:
    signs: tuple[_Sign, ...]
    negators: Stems
    not_verbs: Stems
    calm: Stems
    unsure: tuple[str, ...]
    not_: str
    """The particle itself, as it stands before a verb."""
    breaks: str
    """What parts one clause from the next: a regular expression."""
    same_letters: tuple[str, str]


def read_health_words(health: str | None, nutrition: str | None = None) -> frozenset[str]:
    """Codes of the signs found, those of the questionnaire among them."""
    lexicon = _load()
    found: set[str] = set()
    if health:
        found |= _read(health, lexicon.signs)
        if not found and not _is_calm(health):
            found.add(UNREAD)
    if nutrition:
        found |= _read(nutrition, tuple(sign for sign in lexicon.signs if sign.everywhere))
    return frozenset(found)


def all_codes() -> frozenset[str]:
    """Every code that words can be read for."""
    return frozenset(sign.code for sign in _load().signs)


def _read(text: str, signs: Sequence[_Sign]) -> set[str]:
    found = {sign.code for clause in _clauses(text) for sign in signs if _speaks_of(clause, sign)}
    if _has_high_pressure(text):
        found.add("high_pressure")
    return found


def _clauses(text: str) -> list[list[str]]:
    """Words of each clause, in lower case."""
    parts = re.split(_load().breaks, _fold(text))
    return [words for part in parts if (words := re.findall(r"[\w-]+", part))]


def _fold(text: str) -> str:
    return text.lower().replace(*_load().same_letters)


def _speaks_of(clause: list[str], sign: _Sign) -> bool:
    return any(_stands(clause, stems) for stems in sign.phrases) or (
        not _is_negative(clause) and any(_stands(clause, stems) for stems in sign.nouns)
    )


def _stands(clause: list[str], stems: Stems) -> bool:
    return _has_all(clause, stems) and not _is_denied(clause, stems)


def _has_all(clause: list[str], stems: Stems) -> bool:
    return all(any(_begins(word, stem) for word in clause) for stem in stems)


def _begins(word: str, stem: str) -> bool:
    return word == stem[1:] if stem.startswith("=") else word.startswith(stem)


def _is_denied(clause: list[str], stems: Stems) -> bool:
    """The particle stands right before one of the words, and is no part of the phrase."""
    not_ = _load().not_
    after = [word for before, word in pairwise(clause) if before == not_]
    return not_ not in stems and any(_begins(word, stem) for word in after for stem in stems)


def _is_negative(clause: list[str]) -> bool:
    lexicon = _load()
    if any(phrase in " ".join(clause) for phrase in lexicon.unsure):
        return False
    pairs = pairwise(clause)
    says_not = any(a == lexicon.not_ and b.startswith(lexicon.not_verbs) for a, b in pairs)
    return says_not or any(w.startswith(lexicon.negators + lexicon.calm) for w in clause)


def _is_calm(text: str) -> bool:
    """Whether some clause of it says that nothing is the matter."""
    return any(_is_negative(clause) or _denies_a_sign(clause) for clause in _clauses(text))


def _denies_a_sign(clause: list[str]) -> bool:
    return any(
        _has_all(clause, stems) and _is_denied(clause, stems)
        for sign in _load().signs
        for stems in (*sign.phrases, *sign.nouns)
    )


def _has_high_pressure(text: str) -> bool:
    pairs = re.findall(r"\b(\d{2,3})\s*(?:/|\\)\s*(\d{2,3})\b", text)
    return any(
        int(systolic) >= SYSTOLIC_LIMIT or int(diastolic) >= DIASTOLIC_LIMIT
        for systolic, diastolic in pairs
    )


@cache
def _load() -> _Lexicon:
    raw = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return _Lexicon(
        signs=tuple(
            _Sign(
                code=sign["code"],
                nouns=_stems(sign.get("nouns", [])),
                phrases=_stems(sign.get("phrases", [])),
                everywhere=sign.get("everywhere", False),
            )
            for sign in raw["sign"]
        ),
        negators=tuple(raw["negators"]),
        not_verbs=tuple(raw["not_verbs"]),
        calm=tuple(raw["calm"]),
        unsure=tuple(raw["unsure"]),
        not_=raw["particle"],
        breaks=raw["breaks"],
        same_letters=(raw["same_letters"][0], raw["same_letters"][1]),
    )


def _stems(entries: Sequence[str]) -> tuple[Stems, ...]:
    return tuple(tuple(entry.split()) for entry in entries)
