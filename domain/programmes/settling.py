"""Settling: a day whose exercises have changed, made whole again.

Its kind, its title, what stands before and after the work, the minutes, and what may be swapped
for what all follow from the exercises.
"""

from collections import Counter

from domain.programmes.durations import Frame, day_minutes, frame_for
from domain.programmes.grounds import Ground, alternatives, slugs_of
from domain.programmes.plan import Day, Item, Kind
from domain.programmes.splits import HIP, KNEE, PULL, PUSH
from domain.programmes.volumes import is_strength
from domain.programmes.warmups import cool_down, warm_up

REST, CARDIO = "rest", "cardio"
LOWER = frozenset({*KNEE, *HIP})
UPPER = frozenset({*PUSH, *PULL})


def settle(day: Day, ground: Ground) -> Day:
    """The day with everything that follows from its exercises worked out anew."""
    if not day.exercises:
        return Day(weekday=day.weekday, title=REST, kind=Kind.REST, minutes=0)
    kind = _kind(day, ground)
    frame = _frame(day, ground)
    items = tuple(_unpaired(day, _refreshed(day, item, ground)) for item in day.exercises)
    location = ground.profile.location
    changed = day.model_copy(
        update={
            "kind": kind,
            "title": day.title if kind is day.kind else _title(kind, day, ground),
            "exercises": items,
            "warmup": warm_up(frame, location, items, ground.pool, ground.catalogue),
            "cooldown": cool_down(frame, items, ground.pool),
        }
    )
    return _timed(changed)


def _timed(day: Day) -> Day:
    """With its minutes, and with reasons that speak of them."""
    minutes = day_minutes(day)
    reasons = {
        name: reason.model_copy(update={"data": reason.data | {"minutes": minutes}})
        if reason.data.get("minutes") == day.minutes
        else reason
        for name, reason in day.reasons.items()
    }
    return day.model_copy(update={"minutes": minutes, "reasons": reasons})


def _kind(day: Day, ground: Ground) -> Kind:
    works = any(is_strength(ground.catalogue[slug]) for slug in slugs_of(day))
    return Kind.STRENGTH if works else Kind.CARDIO


def _title(kind: Kind, day: Day, ground: Ground) -> str:
    if kind is Kind.CARDIO:
        return CARDIO
    patterns = {ground.catalogue[slug].pattern for slug in slugs_of(day)}
    is_lower, is_upper = bool(patterns & LOWER), bool(patterns & UPPER)
    if is_lower is is_upper:
        return "full_body_a"
    return "lower_a" if is_lower else "upper_a"


def _frame(day: Day, ground: Ground) -> Frame:
    """The minutes around the work stay as they were; a new day has this person's."""
    before, after = (
        sum(int(line.data.get("minutes", 0)) for line in lines)
        for lines in (day.warmup, day.cooldown)
    )
    return Frame(before, after) if before and after else frame_for(ground.profile)


def _refreshed(day: Day, item: Item, ground: Ground) -> Item:
    """What may be swapped for it is not in the day already."""
    if set(item.alternatives).isdisjoint(slugs_of(day)):
        return item
    others = alternatives(ground, item.slug, slugs_of(day))
    return item.model_copy(update={"alternatives": others})


def _unpaired(day: Day, item: Item) -> Item:
    """One of a pair whose other half is gone is done by itself."""
    together = Counter(other.pair for other in day.exercises)
    alone = item.pair is not None and together[item.pair] != 2
    return item.model_copy(update={"pair": None}) if alone else item
