"""What the trainer may write of an exercise, and in which form it is kept."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from domain.errors import Refused
from domain.exercises.catalogue import Catalogue, Level, Unit, load_catalogue

NAME_LENGTH, LINE_LENGTH, LINES, URL_LENGTH, MUSCLES = 80, 240, 10, 500, 6
LOCATIONS = ("gym", "home", "outdoor")
FATIGUE = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Texts:
    """What is said of an exercise, as it was typed."""

    cues: str = ""
    """One in a line."""
    mistakes: str = ""
    breathing: str = ""
    video_url: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft(Texts):
    """An exercise of the trainer's own, as it was filled in."""

    title: str
    aliases: str = ""
    pattern: str | None = None
    primary: Collection[str] = ()
    secondary: Collection[str] = ()
    needs_all: Collection[str] = ()
    needs_one: Collection[str] = ()
    """Any one of these will do, beside all of the others."""
    locations: Collection[str] = ()
    level: int | None = None
    unit: str | None = None
    fatigue: int | None = None
    is_unilateral: bool = False
    tags: Collection[str] = ()
    is_harmless: bool = False
    """He said that nobody is forbidden it; nothing said is not the same."""
    regress_to: str | None = None
    progress_to: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """The codes of what ships: the generator knows no others."""

    patterns: tuple[str, ...]
    muscles: tuple[str, ...]
    equipment: tuple[str, ...]
    tags: tuple[str, ...]
    units: dict[str, tuple[str, ...]]
    """By pattern."""
    compound: dict[str, bool]
    """By pattern: whether most of its exercises move several joints."""


@cache
def vocabulary() -> Vocabulary:
    book = list(load_catalogue())
    patterns = tuple(dict.fromkeys(e.pattern for e in book))
    of = {pattern: [e for e in book if e.pattern == pattern] for pattern in patterns}
    return Vocabulary(
        patterns=patterns,
        muscles=tuple(dict.fromkeys(muscle for e in book for muscle in e.load)),
        equipment=tuple(sorted({t for e in book for group in e.equipment for t in group})),
        tags=tuple(sorted({tag for e in book for tag in e.tags})),
        units={p: tuple(u for u in Unit if any(e.unit is u for e in of[p])) for p in patterns},
        compound={p: 2 * sum(e.is_compound for e in of[p]) >= len(of[p]) for p in patterns},
    )


def clean(draft: Draft, catalogue: Catalogue) -> dict[str, Any]:
    """The fields of an own exercise; Refused names each that cannot be taken."""
    wrong: dict[str, str] = {}
    cleaned = {
        "name": _line("title", draft.title, wrong, most=NAME_LENGTH, is_needed=True),
        "aliases": _lines("aliases", draft.aliases, wrong),
        **_movement(draft, wrong),
        **_needs(draft, wrong),
        "tags": _tags(draft, wrong),
        "regress_to": _neighbour("regress_to", draft.regress_to, catalogue, wrong),
        "progress_to": _neighbour("progress_to", draft.progress_to, catalogue, wrong),
        **_texts(draft, wrong),
    }
    if wrong:
        raise Refused(_in_order(wrong))
    return cleaned


def clean_words(draft: Texts) -> dict[str, Any]:
    """What may be changed of every exercise; Refused names each field that cannot be taken."""
    wrong: dict[str, str] = {}
    cleaned = _texts(draft, wrong)
    if wrong:
        raise Refused(wrong)
    return cleaned


def _in_order(wrong: dict[str, str]) -> dict[str, str]:
    """As the form has them, so that the first one is told."""
    places = [field.name for field in fields(Draft)]
    return dict(sorted(wrong.items(), key=lambda item: places.index(item[0])))


def _movement(draft: Draft, wrong: dict[str, str]) -> dict[str, Any]:
    known = vocabulary()
    pattern = _one_of("pattern", draft.pattern, known.patterns, wrong)
    primary = _some_of("primary", draft.primary, known.muscles, wrong, is_needed=True)
    secondary = _some_of("secondary", draft.secondary, known.muscles, wrong)
    if not wrong.keys() & {"primary", "secondary"} and {*primary} & {*secondary}:
        wrong["secondary"] = "already_primary"
    unit = _one_of("unit", draft.unit, [u.value for u in Unit], wrong)
    if not wrong.keys() & {"pattern", "unit"} and unit not in known.units[pattern]:
        wrong["unit"] = "unfit"
    return {
        "pattern": pattern,
        "is_compound": known.compound.get(pattern, False),
        "primary": primary,
        "secondary": secondary,
        "unit": unit,
        "level": _one_of("level", draft.level, [level.value for level in Level], wrong),
        "fatigue": _one_of("fatigue", draft.fatigue, FATIGUE, wrong),
        "is_unilateral": bool(draft.is_unilateral),
    }


def _needs(draft: Draft, wrong: dict[str, str]) -> dict[str, Any]:
    things = vocabulary().equipment
    every = _some_of("needs_all", draft.needs_all, things, wrong)
    either = _some_of("needs_one", draft.needs_one, things, wrong)
    groups = [[thing] for thing in every] + ([either] if either else [])
    locations = _some_of("locations", draft.locations, LOCATIONS, wrong, is_needed=True)
    return {"equipment": groups, "locations": locations}


def _tags(draft: Draft, wrong: dict[str, str]) -> list[str]:
    tags = _some_of("tags", draft.tags, vocabulary().tags, wrong)
    if tags and draft.is_harmless:
        wrong["tags"] = "harmless_with_others"
    elif not tags and not draft.is_harmless:
        wrong.setdefault("tags", "unsaid")
    return tags


def _texts(draft: Texts, wrong: dict[str, str]) -> dict[str, Any]:
    return {
        "cues": _lines("cues", draft.cues, wrong),
        "mistakes": _lines("mistakes", draft.mistakes, wrong),
        "breathing": _line("breathing", draft.breathing, wrong),
        "video_url": _video(draft.video_url, wrong),
    }


def _video(text: str, wrong: dict[str, str]) -> str:
    """Only https: the page is not the place where a scheme is judged first."""
    url = text.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        is_link = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    except ValueError:
        is_link = False
    if not is_link or not url.isprintable() or " " in url:
        wrong["video_url"] = "not_https"
    elif len(url) > URL_LENGTH:
        wrong["video_url"] = "too_long"
    return url


def _neighbour(
    key: str, slug: str | None, catalogue: Catalogue, wrong: dict[str, str]
) -> str | None:
    if slug and slug not in catalogue:
        wrong[key] = "unknown_value"
    return slug or None


def _one_of(key: str, value: Any, known: Sequence[Any], wrong: dict[str, str]) -> Any:
    if value is None or value == "":
        wrong[key] = "missing"
    elif value not in known:
        wrong[key] = "unknown_value"
    return value


def _some_of(
    key: str,
    values: Collection[str],
    known: Sequence[str],
    wrong: dict[str, str],
    *,
    is_needed: bool = False,
) -> list[str]:
    """In the order they were given, each once."""
    chosen = [value for value in dict.fromkeys(values) if value in known]
    if len(chosen) != len({*values}):
        wrong[key] = "unknown_value"
    elif is_needed and not chosen:
        wrong[key] = "missing"
    elif key in {"primary", "secondary"} and len(chosen) > MUSCLES:
        wrong[key] = "too_many"
    return chosen


def _lines(key: str, text: str, wrong: dict[str, str]) -> list[str]:
    lines = [line for line in map(_one_line, text.splitlines()) if line]
    if len(lines) > LINES:
        wrong[key] = "too_many"
    elif any(len(line) > LINE_LENGTH for line in lines):
        wrong[key] = "too_long"
    return lines


def _line(
    key: str,
    text: str,
    wrong: dict[str, str],
    *,
    most: int = LINE_LENGTH,
    is_needed: bool = False,
) -> str:
    line = _one_line(text)
    if len(line) > most:
        wrong[key] = "too_long"
    elif is_needed and not line:
        wrong[key] = "missing"
    return line


def _one_line(text: str) -> str:
    kept = "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text)
    return " ".join(word for word in kept.split(" ") if word)
