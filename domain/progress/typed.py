"""Typed logs: a line such as "squat 3x10 60", read against the exercises of a day.

Finds the exercise by its name or an everyday one among those of the day, and the numbers by their
shape; the words of `content/log_words.toml` tell them apart. Writes nothing: `sets.log_set` does.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from domain.errors import Refused
from domain.exercises import Catalogue, Exercise, Unit, load_catalogue
from domain.programmes.plan import Day
from domain.progress.sets import MOST_SETS, Done, check

WORDS = Path(__file__).parents[1] / "content" / "log_words.toml"
USUAL_SETS = 10
"""A first number up to this counts sets, as in 3x10; beyond it is a weight, as in 60x10."""
MOST_WORDS = 6
LONGEST = 120
STEM = 4
"""Letters by which a word is known whatever its ending."""


@dataclass(frozen=True)
class Typed:
    """What was read: one exercise and its sets, or several that may be meant."""

    slug: str | None
    """None when no exercise of the day is named, or more than one fits."""
    sets: tuple[Done, ...] = ()
    candidates: tuple[str, ...] = ()
    """Slugs that fit equally; all of the day's when none was named."""


def parse_log(text: str, day: Day, catalogue: Catalogue | None = None) -> Typed:
    """Read a line a client typed.

    Args:
        day: as it is trained, stand-ins included.
        catalogue: as the trainer has it; None for what ships.

    Raises:
        Refused: numbers out of bounds, or none at all, by field.
    """
    book = catalogue or load_catalogue()
    there = [book[item.slug] for item in day.exercises if item.slug in book]
    line = _plain(text)
    words, numbers = _parted(line)
    fit = _fitting(words, there)
    in_seconds = len(fit) == 1 and fit[0].unit is not Unit.REPS
    sets = _read_sets(numbers, in_seconds=in_seconds)
    if len(fit) != 1:
        return Typed(None, sets, tuple(e.slug for e in fit or there))
    return Typed(fit[0].slug, sets)


def is_line(text: str) -> bool:
    """Whether it is a name of a few words, numbers, and nothing else: no question, no sentence."""
    words, numbers = _parted(_plain(text))
    if not numbers or len(words) > MOST_WORDS or "?" in text or len(text) > LONGEST:
        return False
    shapes, rest = _shapes(), numbers
    for shape in (
        shapes.reserve,
        shapes.pain,
        shapes.minutes,
        shapes.seconds,
        shapes.kilograms,
        _TIMES,
    ):
        rest, _ = _matched(shape, rest)
    return not _WORD.search(rest)


@dataclass(frozen=True)
class _Shapes:
    reserve: re.Pattern[str]
    pain: re.Pattern[str]
    minutes: re.Pattern[str]
    seconds: re.Pattern[str]
    kilograms: re.Pattern[str]
    cross: re.Pattern[str]
    """What stands between sets and repetitions."""
    same_letters: tuple[str, str]


_TIMES = re.compile(r"(\d+(?:\.\d+)?)x(\d+)(?:x(\d+(?:\.\d+)?))?")
_LIST = re.compile(r"\d+(?:/\d+)+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _shapes() -> _Shapes:
    told = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    before, after = told["reserve_before"], told["reserve_after"]
    return _Shapes(
        reserve=re.compile(rf"(?:{before})\D{{0,3}}(\d+)|(\d+)\s*(?:{after})"),
        pain=re.compile(rf"(?:{told['pain']})\D{{0,3}}(\d+)"),
        minutes=re.compile(rf"(\d+)\s*(?:{told['minutes']})\b"),
        seconds=re.compile(rf"(\d+)\s*(?:{told['seconds']})\b"),
        kilograms=re.compile(rf"(\d+(?:\.\d+)?)\s*(?:{told['kilograms']})\b"),
        cross=re.compile(rf"(?<=\d)\s*{told['times']}\s*(?=\d)"),
        same_letters=tuple(told["same_letters"]),
    )


def _plain(text: str) -> str:
    """Small letters, and one way of writing what people write in several."""
    shapes = _shapes()
    line = text.lower().replace(*shapes.same_letters).replace(",", ".")
    return re.sub(r"\s*/\s*", "/", shapes.cross.sub("x", line))


def _parted(line: str) -> tuple[list[str], str]:
    """The words before the first number, and the rest."""
    found = re.search(r"\d", line)
    name, rest = (line[: found.start()], line[found.start() :]) if found else (line, "")
    return _WORD.findall(name), rest


def _fitting(words: Sequence[str], there: Sequence[Exercise]) -> list[Exercise]:
    """Exercises that are called so: by a whole alias first, else by most of their words."""
    said = " ".join(words)
    exact = [e for e in there if said in {_plain(name) for name in (e.name, *e.aliases)}]
    if exact or not words:
        return exact
    scored = [(max(_likeness(words, name) for name in (e.name, *e.aliases)), e) for e in there]
    best = max((score for score, _ in scored), default=0)
    return [e for score, e in scored if score == best] if best else []


def _likeness(words: Sequence[str], name: str) -> int:
    """How many of the words said are in the name; nothing when one is not."""
    stems = [_stem(word) for word in _WORD.findall(_plain(name))]
    hits = sum(_stem(word) in stems for word in words)
    return hits if hits == len(words) else 0


def _stem(word: str) -> str:
    return word[:STEM]


def _read_sets(numbers: str, *, in_seconds: bool) -> tuple[Done, ...]:
    shapes = _shapes()
    rest, rir = _taken(shapes.reserve, numbers)
    rest, pain = _taken(shapes.pain, rest)
    rest, minutes = _taken(shapes.minutes, rest)
    rest, seconds = _taken(shapes.seconds, rest)
    rest, weight = _taken(shapes.kilograms, rest)
    rest, times = _matched(_TIMES, rest)
    rest, listed = _matched(_LIST, rest)
    loose = [float(number) for number in _NUMBER.findall(rest)]
    held = seconds if minutes is None else minutes * 60 + (seconds or 0)
    amounts, beside = _amounts(times, listed)
    weight = beside if weight is None else weight
    if not amounts and held is None and loose:
        amounts = [loose.pop()]
    if weight is None and loose:
        weight = loose.pop(0)
    done = Done(weight=_grams(weight), rir=_whole(rir), pain=_whole(pain))
    sets = tuple(_each(done, amounts, held, in_seconds=in_seconds))
    for one in sets or (done,):
        check(one)
    return sets


def _amounts(
    times: re.Match[str] | None, listed: re.Match[str] | None
) -> tuple[list[float], float | None]:
    """Repetitions set by set, and the weight where it is written with them (3x10x60, 60x10x3)."""
    if listed is not None:
        return [float(number) for number in listed.group().split("/")], None
    if times is None:
        return [], None
    first, amount = float(times.group(1)), float(times.group(2))
    last = None if times.group(3) is None else float(times.group(3))
    count, weight = (first, last) if first <= USUAL_SETS else (last or 1.0, first)
    if not (count.is_integer() and 1 <= count <= MOST_SETS):
        raise Refused({"number": "out_of_range"})
    return [amount] * int(count), weight


def _each(
    done: Done, amounts: Sequence[float], held: float | None, *, in_seconds: bool
) -> Iterator[Done]:
    """One set for each amount; a time told beside the amounts says how long each lasted."""
    if held is not None:
        for _ in amounts or [1]:
            yield replace(done, seconds=_whole(held))
        return
    for amount in amounts:
        whole = _whole(amount)
        yield replace(done, seconds=whole) if in_seconds else replace(done, reps=whole)


def _taken(shape: re.Pattern[str], text: str) -> tuple[str, float | None]:
    rest, found = _matched(shape, text)
    told = next((group for group in found.groups() if group), None) if found else None
    return rest, None if told is None else float(told)


def _matched(shape: re.Pattern[str], text: str) -> tuple[str, re.Match[str] | None]:
    found = shape.search(text)
    return (text[: found.start()] + " " + text[found.end() :] if found else text), found


def _whole(value: float | None) -> int | None:
    return None if value is None else round(min(value, 10**9))


def _grams(kilograms: float | None) -> int | None:
    return None if kilograms is None else round(min(kilograms, 10**6) * 1000)
