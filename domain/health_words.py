"""Health in the client's own words: free text read for signs, to add caution and never to clear.

A modest reader of stems: it takes a text clause by clause (`domain.clauses`), finds the signs of
`content/health_words.toml` in them, and lets a clause that says "no" take its own signs back.
It is no diagnosis; what it cannot make out, it says so.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from domain.clauses import Clause, Grammar, Stems, read_clauses

WORDS = Path(__file__).parent / "content" / "health_words.toml"
_Judge = Callable[..., str | None]
UNREAD = "unread_text"
"""Something was written and none of it understood: a person should look."""

UNCONTROLLED, RAISED = (160, 100), (140, 90)
"""At or over either number, pressure counts as such.

Source: the product's stop rule [U]; ESC/ESH 2018 for the lower line.
"""
WELL = "well"
FEVER_FROM = 37.1
SUGAR_FROM = 6.1
"""Millimoles a litre, fasting. Source: WHO 2006, impaired fasting glucose."""


@dataclass(frozen=True)
class _Sign:
    code: str
    parts: tuple[Stems, ...]
    nouns: tuple[Stems, ...]
    phrases: tuple[Stems, ...]
    everywhere: bool
    is_recent: bool
    """Long ago it was no sign."""


@dataclass(frozen=True)
class _Lexicon:
    signs: tuple[_Sign, ...]
    aching: Stems
    measures: tuple[tuple[re.Pattern[str], _Judge], ...]
    well: str
    """What a measure that is fine is read as."""
    grammar: Grammar


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


def read_grammar() -> Grammar:
    """How plain Russian says no; others who read a text for signs need it too."""
    return _load().grammar


def all_codes() -> frozenset[str]:
    """Every code that words can be read for."""
    return frozenset(sign.code for sign in _load().signs)


def _read(text: str, signs: Sequence[_Sign]) -> set[str]:
    codes = {sign.code for sign in signs}
    plain, measured = _read_measures(text.lower())
    clauses = read_clauses(plain, _load().grammar)
    found = {sign.code for clause in clauses for sign in signs if _speaks_of(clause, sign)}
    return found | (measured & codes)


def _speaks_of(clause: Clause, sign: _Sign) -> bool:
    if sign.is_recent and clause.is_long_ago:
        return False
    happens = (s for s in sign.phrases if clause.has_all(s) and not clause.denies_word(s))
    if any(True for _ in happens) and not clause.says_never_is and not clause.in_denied_list:
        return True
    if _names(clause, sign.nouns) and not clause.is_negative:
        return True
    return _names(clause, sign.parts) and (_aches(clause) or not clause.is_calm)


def _names(clause: Clause, entries: Sequence[Stems]) -> bool:
    return any(clause.has_all(stems) and not clause.denies_word(stems) for stems in entries)


def _aches(clause: Clause) -> bool:
    """Whether something is said to hurt, and not "does not hurt"."""
    aching = [stem for stem in _load().aching if clause.has(stem)]
    return any(not clause.denies_word((stem,)) for stem in aching)


def _is_calm(text: str) -> bool:
    """Whether every clause of it, if there is any, says that nothing is the matter."""
    clauses = read_clauses(_read_measures(text.lower())[0], _load().grammar)
    return all(c.is_calm or _denies_a_sign(c) for c in clauses)


def _denies_a_sign(clause: Clause) -> bool:
    return any(
        clause.has_all(stems)
        and (clause.denies_word(stems) or (sign.is_recent and clause.is_long_ago))
        for sign in _load().signs
        for stems in (*sign.phrases, *sign.nouns, *sign.parts)
    )


def _read_measures(text: str) -> tuple[str, set[str]]:
    """The text with every measure that is fine called so, and the codes of those that are not."""
    found: set[str] = set()
    for pattern, judge in _load().measures:

        def say(match: re.Match[str], judge: _Judge = judge) -> str:
            said = match.group(0)
            code = judge(*(float(number.replace(",", ".")) for number in match.groups()))
            if code:
                found.add(code)
            return re.sub(r"\d.*", _load().well, said) if code == WELL else said

        text = pattern.sub(say, text)
    return text, found - {WELL}


def _judge_pressure(systolic: float, diastolic: float = 60) -> str | None:
    """A sign, `WELL`, or None for numbers that are no pressure."""
    if not (70 <= systolic <= 280 and 40 <= diastolic <= 180 and diastolic < systolic):
        return None
    if systolic >= UNCONTROLLED[0] or diastolic >= UNCONTROLLED[1]:
        return "high_pressure"
    return "hypertension" if systolic >= RAISED[0] or diastolic >= RAISED[1] else WELL


def _judge_temperature(degrees: float) -> str | None:
    return "fever" if degrees >= FEVER_FROM else WELL


def _judge_sugar(amount: float) -> str | None:
    return "diabetes" if amount >= SUGAR_FROM else WELL


_JUDGES: dict[str, _Judge] = {
    "pressure": _judge_pressure,
    "temperature": _judge_temperature,
    "sugar": _judge_sugar,
}


@cache
def _load() -> _Lexicon:
    raw = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return _Lexicon(
        signs=tuple(_read_sign(sign) for sign in raw["sign"]),
        aching=tuple(raw["aching"]),
        well=raw["well"],
        measures=tuple(_read_patterns(raw["measures"])),
        grammar=Grammar(**{field.name: _frozen(raw[field.name]) for field in fields(Grammar)}),
    )


def _read_sign(raw: dict[str, Any]) -> _Sign:
    return _Sign(
        code=raw["code"],
        parts=_stems(raw.get("parts", [])),
        nouns=_stems(raw.get("nouns", [])),
        phrases=_stems(raw.get("phrases", [])),
        everywhere=raw.get("everywhere", False),
        is_recent=raw.get("recent", False),
    )


def _read_patterns(raw: dict[str, list[str]]) -> Iterator[tuple[re.Pattern[str], _Judge]]:
    for name, patterns in raw.items():
        yield from ((re.compile(pattern), _JUDGES[name]) for pattern in patterns)


def _stems(entries: Sequence[str]) -> tuple[Stems, ...]:
    return tuple(tuple(entry.split()) for entry in entries)


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
