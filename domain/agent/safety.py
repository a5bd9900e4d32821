"""Safety: what a message says that matters more than any sale, read with its denials.

It is no diagnosis. What is found here is answered with care, and a human is called.
"""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from domain.clauses import Clause, Stems, read_clauses
from domain.health_words import read_grammar

WORDS = Path(__file__).parent.parent / "content" / "safety_words.toml"


class Danger(StrEnum):
    CRISIS = "crisis"
    URGENT = "urgent"
    """It may be the heart or the brain: an ambulance, not a trainer."""
    EATING = "eating"
    PREGNANCY = "pregnancy"
    PAIN = "pain"


class _Signs(NamedTuple):
    danger: Danger
    phrases: Sequence[Stems]
    nouns: Sequence[Stems]


def find_danger(text: str) -> Danger | None:
    """The gravest that the message speaks of and does not deny."""
    clauses = read_clauses(text.lower(), read_grammar())
    for signs in _load():
        if any(_speaks_of(clause, signs) for clause in clauses):
            return signs.danger
    return None


def _speaks_of(clause: Clause, signs: _Signs) -> bool:
    if clause.in_denied_list:
        return False
    return _says_any(clause, signs.phrases) or (
        not clause.is_negative and _says_any(clause, signs.nouns)
    )


def _says_any(clause: Clause, entries: Sequence[Stems]) -> bool:
    return any(clause.has_all(stems) and not clause.denies_word(stems) for stems in entries)


@cache
def _load() -> tuple[_Signs, ...]:
    """In the order of the file: the gravest first."""
    written = tomllib.loads(WORDS.read_text(encoding="utf-8"))["danger"]
    return tuple(
        _Signs(
            Danger(one["code"]),
            tuple(tuple(phrase.split()) for phrase in one["phrases"]),
            tuple(tuple(noun.split()) for noun in one["nouns"]),
        )
        for one in written
    )
