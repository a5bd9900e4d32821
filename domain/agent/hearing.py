"""Hearing: what a message is about before anything is looked up, read from its own words.

Whether somebody is in danger or in pain, wants a human, is about to buy, or merely says hello.
A modest reader of stems, like `domain.health_words`; it only ever adds caution.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain import site
from domain.clauses import Clause, Stems, read_clauses
from domain.health_words import read_grammar

FEW = 6
"""Words of a message that may be small talk."""
ALWAYS = "crisis"
"""Heard in a denial too: better one answer too careful."""


@dataclass(frozen=True)
class Hearing:
    """What was heard in one message."""

    care: str | None = None
    """The gravest reason for care: crisis, urgent, disordered_eating, pregnancy or pain."""
    wants_human: bool = False
    is_hot: bool = False
    """Ready to buy."""
    small_talk: str | None = None
    """greeting, bot, thanks or bye, when it says nothing else."""


def hear(text: str) -> Hearing:
    lexicon = _load()
    clauses = read_clauses(text, read_grammar())
    care = next((code for code, stems in lexicon.care.items() if _cares(clauses, code, stems)), "")
    is_short = sum(len(clause.words) for clause in clauses) <= FEW
    small = (code for code, stems in lexicon.small.items() if _has_any(clauses, stems))
    return Hearing(
        care=care or None,
        wants_human=_has_any(clauses, lexicon.human),
        is_hot=_has_any(clauses, lexicon.hot),
        small_talk=next(small, None) if is_short else None,
    )


def _cares(clauses: Iterable[Clause], code: str, phrases: Iterable[Stems]) -> bool:
    asserted = [clause for clause in clauses if code == ALWAYS or not clause.is_negative]
    return any(c.has_all(p) and not c.denies_word(p) for c in asserted for p in phrases)


def _has_any(clauses: Iterable[Clause], phrases: Iterable[Stems]) -> bool:
    return any(clause.has_all(stems) for clause in clauses for stems in phrases)


@dataclass(frozen=True)
class _Lexicon:
    care: Mapping[str, tuple[Stems, ...]]
    human: tuple[Stems, ...]
    hot: tuple[Stems, ...]
    small: Mapping[str, tuple[Stems, ...]]


@cache
def _load() -> _Lexicon:
    raw = tomllib.loads((site.CONTENT / "talk_words.toml").read_text(encoding="utf-8"))
    return _Lexicon(
        care={kind["code"]: _stems(kind) for kind in raw["care"]},
        human=_stems(raw["human"]),
        hot=_stems(raw["hot"]),
        small={kind["code"]: _stems(kind) for kind in raw["small"]},
    )


def _stems(raw: Mapping[str, Any]) -> tuple[Stems, ...]:
    return tuple(tuple(entry.split()) for entry in raw["phrases"])
