"""Utterances: what may be said beside a plan, and what may not.

Every number in a text must be the plan's own, and of its own kind: "60 kg" needs a load of 60 kg,
"70 %" a prescription of 70 %. Medical words, promises and markup are refused whole; the product's
own guard-rail (I39), not a style.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.people import YE, YO
from domain.programmes.plan import Item, Plan, Voice

WORDS = Path(__file__).parents[1] / "content" / "voice_words.toml"
LONGEST = {"intro": 1200, "week_note": 300, "cue": 300}
MARKUP = re.compile(r"[<>{}\[\]`#*_|]|https?:|www\.|@\w")


@dataclass(frozen=True)
class Fault:
    """What must not be said: a code, and the words that show it."""

    code: str
    found: str


@dataclass(frozen=True)
class _Numbers:
    """The plan's numbers, by kind."""

    any: frozenset[float]
    loads: frozenset[float]
    percents: frozenset[float]
    pulses: frozenset[float]
    doses: frozenset[tuple[int, int]]


def check_voice(voice: Voice, plan: Plan) -> list[Fault]:
    """All that is wrong with the texts; an empty list lets them out."""
    faults = [Fault("slug", slug) for slug in voice.cues if slug not in _slugs(plan)]
    if len(voice.week_notes) not in {0, len(plan.weeks)}:
        faults.append(Fault("week_notes", str(len(voice.week_notes))))
    numbers = _numbers(plan)
    for kind, text in _texts(voice):
        if len(text) > LONGEST[kind]:
            faults.append(Fault("too_long", kind))
        faults += _check_text(text, numbers)
    return faults


def _texts(voice: Voice) -> Iterator[tuple[str, str]]:
    yield "intro", voice.intro
    yield from (("week_note", note) for note in voice.week_notes)
    yield from (("cue", cue) for cue in voice.cues.values())


def _check_text(text: str, numbers: _Numbers) -> Iterator[Fault]:
    lexicon = _lexicon()
    told = text.casefold().replace(YO, YE)
    for code in ("medical", "promises"):
        for pattern in lexicon.banned[code]:
            if found := pattern.search(told):
                yield Fault(code, found[0])
    if found := MARKUP.search(text):
        yield Fault("markup", found[0])
    if found := lexicon.units["spelled"].search(told):
        yield Fault("number", found[0])
    yield from _check_numbers(told, numbers, lexicon)


def _check_numbers(told: str, numbers: _Numbers, lexicon: "_Lexicon") -> Iterator[Fault]:
    kinds = {"weight": numbers.loads, "percent": numbers.percents, "pulse": numbers.pulses}
    for kind, known in (kinds | {"energy": frozenset[float]()}).items():
        for found in lexicon.units[kind].finditer(told):
            if _read(found[1]) not in known:
                yield Fault(kind, found[0])
    for found in lexicon.units["dose"].finditer(told):
        if (int(found[1]), int(found[2])) not in numbers.doses:
            yield Fault("dose", found[0])
    for found in re.finditer(r"\d+(?:[.,]\d+)?", told):
        if _read(found[0]) not in numbers.any:
            yield Fault("number", found[0])


def _read(number: str) -> float:
    return float(number.replace(",", "."))


def _slugs(plan: Plan) -> frozenset[str]:
    return frozenset(item.slug for item in _items(plan))


def _items(plan: Plan) -> Iterator[Item]:
    yield from (i for w in plan.weeks for d in w.days for i in d.exercises)


def _numbers(plan: Plan) -> _Numbers:
    items = list(_items(plan))
    loads = {item.load_g / 1000 for item in items if item.load_g}
    percents = {float(item.percent_1rm) for item in items if item.percent_1rm}
    pulses = {float(beat) for item in items for beat in item.pulse or ()}
    doses = {(item.sets, reps) for item in items for reps in item.reps}
    others = {float(n) for item in items for n in _plain(item)}
    others |= {float(week.number) for week in plan.weeks} | {float(len(plan.weeks))}
    others |= {float(day.minutes) for week in plan.weeks for day in week.days}
    others |= {float(plan.days_per_week), float(plan.minutes)}
    whole = frozenset(others | loads | percents | pulses)
    return _Numbers(
        whole, frozenset(loads), frozenset(percents), frozenset(pulses), frozenset(doses)
    )


def _plain(item: Item) -> Iterator[int]:
    yield from (item.sets, *item.reps, item.rest_s, *(item.effort or ()))
    if item.rir is not None:
        yield item.rir


@dataclass(frozen=True)
class _Lexicon:
    banned: dict[str, tuple[re.Pattern[str], ...]]
    units: dict[str, re.Pattern[str]]


@cache
def _lexicon() -> _Lexicon:
    read = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    banned = {
        code: tuple(re.compile(pattern) for pattern in read[code])
        for code in ("medical", "promises")
    }
    names = ("weight", "percent", "energy", "pulse", "dose", "spelled")
    return _Lexicon(banned, {name: re.compile(read[name]) for name in names})
