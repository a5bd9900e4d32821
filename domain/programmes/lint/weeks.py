"""Checks of each week: its days, its volumes, its coverage."""

from collections.abc import Iterator
from itertools import pairwise

from domain.exercises import Level
from domain.programmes.lint.findings import Case, Check, Finding, strength_days
from domain.programmes.plan import Day, Kind, Week
from domain.programmes.profiles import Profile, muscles_of
from domain.programmes.splits import (
    FAMILIES,
    PULL,
    PUSH,
    STRENGTH_DAYS,
    column,
    is_full_body,
    works_legs,
)
from domain.programmes.volumes import (
    BIG,
    MERGED,
    PULL_TO_PUSH,
    SMALL,
    tally_items,
    volume_in,
    volume_of,
    working_items,
)

SLACK = 1e-9
BALANCE_DAYS = 3
HARD = frozenset({"cardio_interval", "plyo"})
HARD_MOST, HARD_FROM = 2, 5
"""Times a week, and the week from which a beginner may."""
MOST_HARD_DAYS = 2
SMALL_SHARE = 0.5
"""Of the exercises of two full-body days, at most this share is the same."""


def follows_the_split(case: Case) -> Iterator[Finding]:
    """I03: as many strength days as the table says, six at most, and a day of rest."""
    expected = STRENGTH_DAYS[column(case.profile)][case.profile.days - 1]
    for week in case.plan.weeks:
        count = len(strength_days(week))
        rests = 7 - sum(1 for day in week.days if day.kind is not Kind.REST)
        if count != expected or rests < 1:
            yield Finding("I03", week.number, data={"strength": count, "rest": rests})


def leaves_time_to_recover(case: Case) -> Iterator[Finding]:
    """I04: no full body on consecutive days. I05: no muscle loaded hard day after day."""
    for week in case.plan.weeks:
        full = [day.weekday for day in strength_days(week) if is_full_body(day.title)]
        for first, second in pairwise(full):
            if second - first < 2:
                yield Finding("I04", week.number, second)
        direct = {day.weekday: _direct(case, day) for day in strength_days(week)}
        for muscle in {m for loads in direct.values() for m in loads}:
            yield from _recovery(case, week, muscle, direct)


def _recovery(
    case: Case, week: Week, muscle: str, direct: dict[int, dict[str, int]]
) -> Iterator[Finding]:
    hard = [weekday for weekday in range(1, 8) if direct.get(weekday, {}).get(muscle, 0) >= 3]
    runs = [w for w in hard if all(w + n in hard for n in range(MOST_HARD_DAYS + 1))]
    if runs:
        yield Finding("I05", week.number, runs[0], {"muscle": muscle})
    slow = case.profile.level is Level.BEGINNER or case.profile.is_senior
    heavy = [weekday for weekday in hard if direct[weekday][muscle] >= 4]
    for first, second in pairwise(heavy):
        if slow and second - first < 2:
            yield Finding("I05", week.number, second, {"muscle": muscle})


def trains_all_twice(case: Case) -> Iterator[Finding]:
    """I06: each big muscle on two days where there are two, or a note."""
    for week in case.plan.weeks:
        days = strength_days(week)
        for muscle in BIG if len(days) >= 2 else ():
            least = 0.5 if week.deload else 1.0
            hits = sum(1 for d in days if _load(case, d).get(muscle, 0.0) >= least)
            if hits < 2 and not case.tells_of("low_frequency", muscle):
                yield Finding("I06", week.number, data={"muscle": muscle, "days": hits})


def keeps_to_volumes(case: Case) -> Iterator[Finding]:
    """I07: weekly sets in the range or a note. I08: never over the cap."""
    for week in case.plan.weeks:
        volume = volume_in(case.profile, week.number)
        cap = volume_of(case.profile).cap if week.deload else volume.cap
        amounts = _week_load(case, week)
        for muscle, amount in amounts.items():
            if amount > cap + SLACK:
                yield Finding("I08", week.number, data={"muscle": muscle, "sets": amount})
        for muscle in (*BIG, *SMALL) if not week.deload else ():
            low, high = volume.bounds(muscle)
            amount = amounts.get(muscle, 0.0)
            noted = case.tells_of("low_volume", muscle)
            if amount > high + SLACK or (amount < low and not noted):
                yield Finding("I07", week.number, data={"muscle": muscle, "sets": amount})


def covers_every_family(case: Case) -> Iterator[Finding]:
    """I16: two sets of each family a week, all five in a full-body session.

    A family for which the person may do nothing at all must be told of, and reviewed.
    """
    for family, patterns in FAMILIES.items():
        if case.has_note("family_missing", family=family):
            if case.plan.status != "needs_review":
                yield Finding("I16", data={"family": family, "status": case.plan.status})
            continue
        for week in case.plan.weeks:
            yield from _coverage(case, week, family, patterns)


def _coverage(case: Case, week: Week, family: str, patterns: tuple[str, ...]) -> Iterator[Finding]:
    by_day = {day.weekday: _sets_of(case, day, patterns) for day in strength_days(week)}
    if sum(by_day.values()) < 2:
        yield Finding("I16", week.number, data={"family": family, "sets": sum(by_day.values())})
    for day in strength_days(week):
        if is_full_body(day.title) and by_day[day.weekday] < 1:
            yield Finding("I16", week.number, day.weekday, {"family": family})


def pulls_as_much_as_it_pushes(case: Case) -> Iterator[Finding]:
    """I17: pulls are nine tenths of pushes at least."""
    if case.has_note("family_missing", family="pull"):
        return
    for week in case.plan.weeks:
        pull, push = (
            sum(_sets_of(case, day, patterns) for day in week.days) for patterns in (PULL, PUSH)
        )
        if pull < PULL_TO_PUSH * push - SLACK:
            yield Finding("I17", week.number, data={"pull": pull, "push": push})


def differs_from_day_to_day(case: Case) -> Iterator[Finding]:
    """I23: half of the exercises of two full-body days differ, or a note."""
    for week in case.plan.weeks if not case.has_note("little_variety") else ():
        full = [
            {item.slug for item in working_items(day, case.catalogue)}
            for day in strength_days(week)
            if is_full_body(day.title)
        ]
        for n, one in enumerate(full):
            for other in full[n + 1 :]:
                if len(one & other) > SMALL_SHARE * min(len(one), len(other)):
                    yield Finding("I23", week.number, data={"same": sorted(one & other)})


def minds_age(case: Case) -> Iterator[Finding]:
    """I29: over sixty, balance on three days and strength on three at most."""
    for week in case.plan.weeks if case.profile.is_senior else ():
        balance = sum(
            any(case.exercise(i).pattern == "balance" for i in day.exercises) for day in week.days
        )
        days, told = len(strength_days(week)), case.has_note("balance_at_home")
        least = 0 if days == 1 and told else min(days, BALANCE_DAYS)
        if balance < least or (balance < BALANCE_DAYS and not told) or days > 3:
            yield Finding("I29", week.number, data={"balance": balance})


def goes_hard_seldom(case: Case) -> Iterator[Finding]:
    """I28: jumps and intervals for those who may, twice a week, never before legs."""
    for week in case.plan.weeks:
        hard = [
            (day, item)
            for day in week.days
            for item in day.exercises
            if case.exercise(item).pattern in HARD
        ]
        may = _may_go_hard(case.profile, week.number)
        for n, (day, item) in enumerate(hard):
            before_legs = any(
                next_day.weekday == day.weekday + 1 and works_legs(next_day.title)
                for next_day in week.days
            )
            if not may or n >= HARD_MOST or before_legs:
                yield Finding("I28", week.number, day.weekday, {"slug": item.slug})


def _may_go_hard(profile: Profile, week: int) -> bool:
    barred = profile.is_tender or profile.is_obese
    return not barred and (profile.level > Level.BEGINNER or week >= HARD_FROM)


def favours_priorities(case: Case) -> Iterator[Finding]:
    """I32: a muscle asked for is among the two with most sets of its size, on two days."""
    last = case.loading()[-1]
    amounts, days = _week_load(case, last), strength_days(last)
    for name in case.answers.priority_muscles:
        muscle = MERGED.get(muscles_of(name)[0], muscles_of(name)[0])
        peers = BIG if muscle in BIG else SMALL
        ahead = [m for m in peers if amounts.get(m, 0.0) > amounts.get(muscle, 0.0)]
        often = sum(1 for day in days if _load(case, day).get(muscle, 0.0) >= 1)
        is_behind = len(ahead) > 1 or often < min(2, len(days))
        if is_behind and not case.tells_of("priority_limited", name):
            yield Finding("I32", last.number, data={"muscle": name, "ahead": ahead})


def _direct(case: Case, day: Day) -> dict[str, int]:
    """Sets by primary muscle."""
    sets: dict[str, int] = {}
    for item in working_items(day, case.catalogue):
        for muscle in case.exercise(item).primary:
            sets[muscle] = sets.get(muscle, 0) + item.sets
    return sets


def _sets_of(case: Case, day: Day, patterns: tuple[str, ...]) -> int:
    return sum(i.sets for i in day.exercises if case.exercise(i).pattern in patterns)


def _load(case: Case, day: Day) -> dict[str, float]:
    return tally_items(day.exercises, case.catalogue)


def _week_load(case: Case, week: Week) -> dict[str, float]:
    return tally_items((item for day in week.days for item in day.exercises), case.catalogue)


CHECKS: tuple[Check, ...] = (
    follows_the_split,
    leaves_time_to_recover,
    trains_all_twice,
    keeps_to_volumes,
    covers_every_family,
    pulls_as_much_as_it_pushes,
    differs_from_day_to_day,
    minds_age,
    goes_hard_seldom,
    favours_priorities,
)
