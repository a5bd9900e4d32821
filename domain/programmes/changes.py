"""Changes: what differs between two plans, as data; `app.words.changes` says it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.programmes.plan import Day, Item, Plan, Week

FIELDS = ("sets", "reps", "rir", "rest_s", "tempo", "percent_1rm", "load_g", "pulse", "effort")
WEEK_FIELDS = ("deload", "walking_minutes")
DAY_FIELDS = ("kind", "title", "minutes")


class What(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """The same exercises in another order."""
    DAY = "day"
    WEEK = "week"
    LENGTH = "length"


@dataclass(frozen=True)
class Change:
    what: What
    weeks: tuple[int, ...]
    """The weeks in which exactly this has changed."""
    weekday: int | None = None
    slug: str | None = None
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Before and after, by field."""


def compare(before: Plan, after: Plan) -> list[Change]:
    """Everything that differs, from Monday of the first week; the same in many weeks once."""
    found = [*_length(before, after)]
    for old, new in zip(before.weeks, after.weeks, strict=False):
        if old is not new:
            found += _in_week(old, new)
    return _gathered(found)


def _length(before: Plan, after: Plan) -> Iterator[Change]:
    if len(before.weeks) != len(after.weeks):
        yield Change(What.LENGTH, (), fields={"weeks": (len(before.weeks), len(after.weeks))})


def _in_week(old: Week, new: Week) -> Iterator[Change]:
    fields = _differing(old, new, WEEK_FIELDS)
    if fields:
        yield Change(What.WEEK, (new.number,), fields=fields)
    for before, after in zip(old.days, new.days, strict=True):
        if before is not after:
            yield from _in_day(new.number, before, after)


def _in_day(week: int, old: Day, new: Day) -> Iterator[Change]:
    fields = _differing(old, new, DAY_FIELDS)
    if fields:
        yield Change(What.DAY, (week,), new.weekday, fields=fields)
    before, after = _numbered(old.exercises), _numbered(new.exercises)
    for key in before.keys() - after.keys():
        yield Change(What.REMOVED, (week,), new.weekday, key[0], _dose(before[key], is_old=True))
    for key, item in after.items():
        if key not in before:
            yield Change(What.ADDED, (week,), new.weekday, key[0], _dose(item, is_old=False))
        elif differing := _differing(before[key], item, FIELDS):
            yield Change(What.CHANGED, (week,), new.weekday, key[0], differing)
    stayed = [key for key in before if key in after]
    if stayed != [key for key in after if key in before]:
        yield Change(What.MOVED, (week,), new.weekday)


def _dose(item: Item, *, is_old: bool) -> dict[str, tuple[Any, Any]]:
    told = {"sets": item.sets, "reps": item.reps, "unit": item.unit.value}
    return {name: (value, None) if is_old else (None, value) for name, value in told.items()}


def _numbered(items: Sequence[Item]) -> dict[tuple[str, int], Item]:
    """By slug; the second of the same slug is another."""
    seen: Counter[str] = Counter()
    numbered = {}
    for item in items:
        numbered[item.slug, seen[item.slug]] = item
        seen[item.slug] += 1
    return numbered


def _differing(old: Any, new: Any, names: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in names}
    return {name: (a, b) for name, (a, b) in pairs.items() if a != b}


def _gathered(found: Sequence[Change]) -> list[Change]:
    same: dict[tuple[Any, ...], Change] = {}
    for change in found:
        key = (change.what, change.weekday, change.slug, *change.fields.items())
        known = same.get(key)
        weeks = (*known.weeks, *change.weeks) if known else change.weeks
        same[key] = Change(change.what, weeks, change.weekday, change.slug, change.fields)
    order = list(What)
    return sorted(
        same.values(),
        key=lambda c: (c.weeks[:1], c.weekday or 0, order.index(c.what), c.slug or ""),
    )
