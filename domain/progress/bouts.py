"""Bouts: an exercise on one day, all its sets together, held against what was asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.programmes.plan import Item, Plan
from domain.progress.rows import SetLog

HURTS_FROM = 4
"""Pain, of ten, that changes what is done."""


@dataclass(frozen=True)
class Bout:
    on: date
    weight: int | None
    """Grams: the middle one of the sets, the lower of two; None where none was told."""
    least: int
    """The fewest repetitions, or seconds, of a set."""
    count: int
    """Sets."""
    rir: int
    """The least reserve told, or, where nothing was told, the one asked for."""
    told_reserve: bool
    succeeded: bool
    """All sets asked for, at the top of the range, with the reserve asked for."""
    fell_short: bool
    """Some set under the bottom of the range."""
    hurt: bool


def bouts_of(plan: Plan, item: Item, logs: Sequence[SetLog]) -> list[Bout]:
    """The days on which the item's exercise was trained in loading weeks, oldest first."""
    deloads = {week.number for week in plan.weeks if week.deload}
    by_day: dict[tuple[int, int], list[SetLog]] = {}
    for log in logs:
        counts = log.slug == item.slug and not log.is_skipped and log.week not in deloads
        if counts and _amount(log) is not None:
            by_day.setdefault((log.week, log.weekday), []).append(log)
    bouts = [_bout(_asked(plan, item, *place), sets) for place, sets in by_day.items()]
    return sorted(bouts, key=lambda bout: bout.on)


def last_day(item: Item, logs: Sequence[SetLog]) -> date:
    """When the item's exercise was last done, in a deload week too; some set of it is there."""
    return max(log.done_on for log in logs if log.slug == item.slug and not log.is_skipped)


def _bout(asked: Item, logs: Sequence[SetLog]) -> Bout:
    low, high = asked.reps
    amounts = [amount for log in logs if (amount := _amount(log)) is not None]
    told = [log.rir for log in logs if log.rir is not None]
    rir = min(told, default=asked.rir or 0)
    return Bout(
        on=max(log.done_on for log in logs),
        weight=_middle(log.weight for log in logs if log.weight),
        least=min(amounts),
        count=len(amounts),
        rir=rir,
        told_reserve=bool(told) or asked.rir is None,
        succeeded=len(amounts) >= asked.sets and min(amounts) >= high and rir >= (asked.rir or 0),
        fell_short=min(amounts) < low,
        hurt=any(log.pain is not None and log.pain >= HURTS_FROM for log in logs),
    )


def _asked(plan: Plan, item: Item, week: int, weekday: int) -> Item:
    """What the plan asked for on that day; an exercise that was swapped in is asked for as now."""
    for found in plan.weeks:
        if found.number == week:
            day = found.days[weekday - 1]
            return next((i for i in day.exercises if i.slug == item.slug), item)
    return item


def _amount(log: SetLog) -> int | None:
    return log.reps if log.reps is not None else log.seconds


def _middle(weights: Iterable[int]) -> int | None:
    ordered = sorted(weights)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
