"""Rewriting: a plan as a script hands it back, told apart from the plan it was given.

Days that are not spoken of stay; in those that are, what stands there is what was handed back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.errors import Refused
from domain.programmes.editing import (
    MOST_ITEMS,
    Value,
    change_walking,
    day_at,
    prescribed,
    with_items,
)
from domain.programmes.grounds import Ground
from domain.programmes.newcomers import prescribe_new
from domain.programmes.plan import Day, Item, Plan


@dataclass(frozen=True)
class Wanted:
    """An exercise as it is to be; numbers that are not given stay, or are the table's."""

    slug: str
    given: Mapping[str, Value]


@dataclass(frozen=True)
class WantedDay:
    week: int
    weekday: int
    exercises: Sequence[Wanted]


def rewrite(
    plan: Plan, days: Sequence[WantedDay], walking: Mapping[int, int], ground: Ground
) -> Plan:
    """The plan with those days as they are wanted.

    Args:
        walking: minutes of brisk walking, by week.

    Raises:
        NotFound: a week or day that the plan has not got.
        Refused: an exercise nobody knows, or a number nobody could do.
    """
    for wanted in days:
        day = day_at(plan, wanted.week, wanted.weekday)
        items = _items(plan, wanted, day, ground)
        if items != day.exercises:
            plan = with_items(plan, wanted.week, day, items, ground)
    for week, minutes in walking.items():
        plan = change_walking(plan, week, minutes)
    return plan


def _items(plan: Plan, wanted: WantedDay, day: Day, ground: Ground) -> tuple[Item, ...]:
    if len(wanted.exercises) > MOST_ITEMS:
        raise Refused({"exercises": "too_many"})
    left = list(day.exercises)
    slugs = [each.slug for each in wanted.exercises]
    items = []
    for each in wanted.exercises:
        known = next((item for item in left if item.slug == each.slug), None)
        if known is not None:
            left.remove(known)
        elif each.slug not in ground.catalogue:
            raise Refused({"slug": "unknown_value"})
        item = known or prescribe_new(plan, wanted.week, each.slug, ground, taken=slugs)
        items.append(prescribed(item, each.given))
    return tuple(items)
