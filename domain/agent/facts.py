"""The facts of the house: every number, price, link and promise that a model may say.

They are read of the very texts a model is told, and of what its visitor himself has said. A number
of the visitor's own is none of a price.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from domain.numerals import find_numbers
from domain.people import YE, YO

WORDS = Path(__file__).parent.parent / "content" / "agent_words.toml"
STEM = 4
"""Letters by which a word is known again in another form."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    text: str
    """All that the house has said, folded."""
    numbers: frozenset[float]
    money: frozenset[float]
    percents: frozenset[float]
    own: frozenset[float] = frozenset()
    """The visitor's own numbers: his weight, his age, his telephone."""
    prices: Mapping[str, float] = field(default_factory=dict)
    """Each tariff's price in roubles by its folded title."""
    stems: frozenset[str] = frozenset()
    """Of every word the house or the visitor has said."""
    price_list: str = ""
    """What is said in place of a wrong price."""


@dataclass(frozen=True)
class Lexicon:
    units: Mapping[str, re.Pattern[str]]
    spelled: re.Pattern[str]
    values: Sequence[tuple[re.Pattern[str], float]]
    promises: Sequence[re.Pattern[str]]
    medical: Sequence[re.Pattern[str]]
    wary: re.Pattern[str]
    names: frozenset[str]
    introduced: re.Pattern[str]
    instead: Mapping[str, str]


def collect(
    texts: Sequence[str], own: Sequence[str], prices: Mapping[str, int], price_list: str
) -> Facts:
    """The facts of the house's `texts`, the visitor's `own` words and prices in kopecks."""
    said, heard = fold("\n".join(texts)), fold("\n".join(own))
    roubles = {fold(title): kopecks / 100 for title, kopecks in prices.items()}
    return Facts(
        text=said,
        numbers=frozenset(n for n, _ in list_kinds(said)) | _spelled_in(said),
        money=frozenset(n for n, kind in list_kinds(said) if kind == "money")
        | frozenset(roubles.values()),
        percents=frozenset(n for n, kind in list_kinds(said) if kind == "percent"),
        own=frozenset(n for n, _ in list_kinds(heard)) | _spelled_in(heard),
        prices=roubles,
        stems=frozenset(stem(word) for word in words_of(said) + words_of(heard)),
        price_list=price_list,
    )


def fold(text: str) -> str:
    return text.casefold().replace(YO, YE)


def words_of(folded: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", folded)


def stem(word: str) -> str:
    return word[:STEM]


def list_kinds(folded: str) -> Iterator[tuple[float, str]]:
    """Every number in digits with its kind: money, percent, counted or bare."""
    units = lexicon().units
    for number in find_numbers(folded):
        after = folded[number.end : number.end + 40]
        value = number.value * (1000 if units["thousand"].match(after) else 1)
        is_thousands = value != number.value
        kind = next((k for k in ("money", "percent", "counted") if units[k].match(after)), "bare")
        yield value, "money" if is_thousands else kind


def list_spelled(folded: str) -> Iterator[float | None]:
    """Every number in letters; None for one that is not read."""
    for found in lexicon().spelled.finditer(folded):
        yield next((v for form, v in lexicon().values if form.fullmatch(found[0])), None)


def _spelled_in(folded: str) -> frozenset[float]:
    return frozenset(value for value in list_spelled(folded) if value is not None)


@cache
def lexicon() -> Lexicon:
    read = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    voice = tomllib.loads((WORDS.parent / "voice_words.toml").read_text(encoding="utf-8"))
    promises = [*read["promises"]["patterns"], *voice["promises"]]
    return Lexicon(
        {name: re.compile(form) for name, form in read["units"].items()},
        re.compile(read["spelled"]["any"]),
        [(re.compile(form), float(value)) for form, value in read["spelled"]["values"]],
        [re.compile(rf"\b{form}") for form in promises],
        [re.compile(rf"\b{form}") for form in voice["medical"]],
        re.compile(read["promises"]["wary"]),
        frozenset(read["names"]["known"]),
        re.compile(read["names"]["introduced"]),
        read["instead"],
    )
