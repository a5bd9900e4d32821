"""Editing: each change the trainer makes, as a function from a plan to a new plan.

Days are worked out again after every change (`settling`), and a number he has typed is from then
on his own choice, reason and all. Whether the result is safe is not asked here: `lint` says so,
and `versions` minds it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from domain.errors import NotFound, Refused
from domain.exercises import Unit
from domain.programmes.grounds import Ground, slugs_of
from domain.programmes.newcomers import prescribe_new, rank, stand_in
from domain.programmes.plan import Datum, Day, Item, Phrase, Plan, Week, phrase
from domain.programmes.settling import settle

Value = int | str | tuple[int, int] | None
BOUNDS: Mapping[str, tuple[int, int]] = {
    "sets": (1, 12),
    "rir": (0, 10),
    "rest_s": (0, 600),
    "percent_1rm": (20, 100),
    "load_g": (500, 500_000),
}
AMOUNTS: Mapping[Unit, tuple[int, int]] = {
    Unit.REPS: (1, 100),
    Unit.SECONDS: (1, 600),
    Unit.MINUTES: (1, 180),
}
OPTIONAL = frozenset({"rir", "tempo", "percent_1rm", "load_g"})
TEMPO = re.compile(r"[0-9](-[0-9]){3}")
MOST_ITEMS = 20
MOST_WALKING = 1000
"""Minutes a week."""
PER_WEEK = frozenset({"sets", "rir", "percent_1rm", "load_g"})
"""Numbers that an easy week has of its own: a change that runs on leaves them there."""
OWN_AMOUNT = {Unit.REPS: "own_reps", Unit.SECONDS: "own_hold", Unit.MINUTES: "own_minutes"}


class Spot(NamedTuple):
    """Where an exercise stands."""

    week: int
    weekday: int
    place: int
    """From 0."""


def week_at(plan: Plan, number: int) -> Week:
    """The week, or NotFound."""
    for week in plan.weeks:
        if week.number == number:
            return week
    raise NotFound("week", number)


def day_at(plan: Plan, number: int, weekday: int) -> Day:
    """The day, or NotFound."""
    for day in week_at(plan, number).days:
        if day.weekday == weekday:
            return day
    raise NotFound("day", f"{number}.{weekday}")


def item_at(plan: Plan, spot: Spot) -> Item:
    """The exercise, or NotFound."""
    items = day_at(plan, spot.week, spot.weekday).exercises
    if not 0 <= spot.place < len(items):
        raise NotFound("exercise", spot)
    return items[spot.place]


def change(plan: Plan, spot: Spot, ground: Ground, given: Mapping[str, Value]) -> Plan:
    """Prescribe other numbers: sets, reps, rir, rest_s, tempo, percent_1rm, load_g.

    Raises:
        Refused: a number that nobody could do, by its field.
    """
    item = item_at(plan, spot)
    changed = prescribed(item, given)
    return plan if changed is item else _replace(plan, spot, ground, changed)


def prescribed(item: Item, given: Mapping[str, Value]) -> Item:
    """The exercise with other numbers; Refused as in `change`."""
    _check(item, given)
    fresh = {name: value for name, value in given.items() if getattr(item, name) != value}
    if not fresh:
        return item
    return item.model_copy(update=fresh | {"reasons": _own_reasons(item, fresh)})


def add(plan: Plan, week: int, weekday: int, slug: str, ground: Ground) -> Plan:
    """Put an exercise into a day, by the table's numbers, where its kind has its place."""
    day = day_at(plan, week, weekday)
    if len(day.exercises) >= MOST_ITEMS:
        raise Refused({"exercises": "too_many"})
    item = prescribe_new(plan, week, _known(slug, ground), ground, taken=slugs_of(day))
    own = rank(ground.catalogue[slug])
    ranks = [rank(ground.catalogue[other.slug]) for other in day.exercises]
    place = next((n for n, other in enumerate(ranks) if other > own), len(ranks))
    items = (*day.exercises[:place], item, *day.exercises[place:])
    return with_items(plan, week, day, items, ground)


def remove(plan: Plan, spot: Spot, ground: Ground) -> Plan:
    """Take an exercise out; a day left empty is for rest."""
    item_at(plan, spot)
    day = day_at(plan, spot.week, spot.weekday)
    items = tuple(item for n, item in enumerate(day.exercises) if n != spot.place)
    return with_items(plan, spot.week, day, items, ground)


def move(plan: Plan, spot: Spot, place: int, ground: Ground) -> Plan:
    """Do it earlier or later in the same day; a place past either end is the end."""
    item = item_at(plan, spot)
    day = day_at(plan, spot.week, spot.weekday)
    items = [other for n, other in enumerate(day.exercises) if n != spot.place]
    items.insert(max(0, min(place, len(items))), item)
    return with_items(plan, spot.week, day, tuple(items), ground)


def move_to_day(
    plan: Plan, spot: Spot, weekday: int, ground: Ground, place: int | None = None
) -> Plan:
    """Do it on another day of the week, at its end or at a place of it."""
    item = item_at(plan, spot)
    if weekday == spot.weekday:
        return plan if place is None else move(plan, spot, place, ground)
    target = day_at(plan, spot.week, weekday)
    items = list(target.exercises)
    items.insert(len(items) if place is None else max(0, place), item)
    moved = with_items(plan, spot.week, target, tuple(items), ground)
    return remove(moved, spot, ground)


def swap(plan: Plan, spot: Spot, slug: str, ground: Ground) -> Plan:
    """Another exercise in its place; numbers that still make sense stay."""
    item = item_at(plan, spot)
    day = day_at(plan, spot.week, spot.weekday)
    taken = [s for n, s in enumerate(slugs_of(day)) if n != spot.place]
    other = stand_in(plan, spot.week, item, _known(slug, ground), ground, taken)
    return _replace(plan, spot, ground, other)


def copy_week(plan: Plan, source: int, targets: Collection[int]) -> Plan:
    """Make other weeks like this one, its easy or hard kind too."""
    model = week_at(plan, source)
    for target in targets:
        week_at(plan, target)
    weeks = tuple(
        model.model_copy(update={"number": week.number}) if week.number in targets else week
        for week in plan.weeks
    )
    return plan.model_copy(update={"weeks": weeks})


def change_walking(plan: Plan, number: int, minutes: int) -> Plan:
    """Other minutes of brisk walking in a week."""
    if not 0 <= minutes <= MOST_WALKING:
        raise Refused({"walking_minutes": "out_of_range"})
    return _with_week(plan, week_at(plan, number).model_copy(update={"walking_minutes": minutes}))


def onwards(
    plan: Plan, spot: Spot, edit: Callable[[Plan, Spot], Plan], *, numbers: Collection[str] = ()
) -> Plan:
    """Edit here, and wherever the same weekday of a later week has the same exercise.

    Args:
        numbers: fields being changed; easy weeks keep those of PER_WEEK to themselves.
    """
    slug = item_at(plan, spot).slug
    is_easy = week_at(plan, spot.week).deload
    for week in plan.weeks:
        if week.number < spot.week or (PER_WEEK & set(numbers) and week.deload != is_easy):
            continue
        slugs = slugs_of(day_at(plan, week.number, spot.weekday))
        if slug in slugs:
            place = spot.place if week.number == spot.week else slugs.index(slug)
            plan = edit(plan, Spot(week.number, spot.weekday, place))
    return plan


def _check(item: Item, given: Mapping[str, Value]) -> None:
    wrong = {name: code for name, value in given.items() if (code := _fault(item, name, value))}
    if wrong:
        raise Refused(wrong)


def _fault(item: Item, name: str, value: Value) -> str | None:
    if name not in {*BOUNDS, "reps", "tempo"}:
        return "unknown_key"
    if value is None:
        return None if name in OPTIONAL else "missing"
    if name == "tempo":
        return None if isinstance(value, str) and TEMPO.fullmatch(value) else "malformed"
    bounds = BOUNDS.get(name) or AMOUNTS[item.unit]
    numbers = value if isinstance(value, tuple) else (value,)
    if not all(type(number) is int for number in numbers):
        return "not_whole"
    within = all(bounds[0] <= int(number) <= bounds[1] for number in numbers)
    return None if within and list(numbers) == sorted(numbers) else "out_of_range"


def _own_reasons(item: Item, fresh: Mapping[str, Value]) -> dict[str, Phrase]:
    reasons = dict(item.reasons)
    for name, value in fresh.items():
        reasons.pop(name, None)
        if value is not None:
            reasons[name] = _own(item, name, value)
    told = reasons.get("percent_1rm")
    if told is not None and told.code == "percent" and {"rir", "reps"} & set(fresh):
        # It spoke of repetitions and reserve that are not prescribed any more.
        reasons["percent_1rm"] = _own(item, "percent_1rm", item.percent_1rm)
    return reasons


def _own(item: Item, name: str, value: Value) -> Phrase:
    if isinstance(value, tuple):
        return phrase(OWN_AMOUNT[item.unit], low=value[0], high=value[1])
    told: dict[str, Datum] = {} if value is None else {name: value}
    return Phrase(code=f"own_{name}", data=told)


def _known(slug: str, ground: Ground) -> str:
    if slug not in ground.catalogue:
        raise NotFound("exercise", slug)
    return slug


def _replace(plan: Plan, spot: Spot, ground: Ground, item: Item) -> Plan:
    day = day_at(plan, spot.week, spot.weekday)
    items = tuple(item if n == spot.place else other for n, other in enumerate(day.exercises))
    return with_items(plan, spot.week, day, items, ground)


def with_items(plan: Plan, number: int, day: Day, items: tuple[Item, ...], ground: Ground) -> Plan:
    """The plan with these exercises on that day, and all that follows from them."""
    changed = settle(day.model_copy(update={"exercises": items}), ground)
    week = week_at(plan, number)
    days = tuple(changed if other.weekday == day.weekday else other for other in week.days)
    return _with_week(plan, week.model_copy(update={"days": days}))


def _with_week(plan: Plan, changed: Week) -> Plan:
    weeks = tuple(changed if week.number == changed.number else week for week in plan.weeks)
    return plan.model_copy(update={"weeks": weeks})
