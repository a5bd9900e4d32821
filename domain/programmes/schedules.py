"""Schedules: sets by week and by slot, before anybody's exercises are known.

A schedule depends on a person's limits, days and minutes, and not on what he may or may not do.
The plan takes from it and never adds, so a restriction more cannot mean more work, and the
exhaustive test of schedules speaks for all plans.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil

from domain.programmes.allocation import Limits, fill, limits_for
from domain.programmes.allotments import ceilings_for, most_sets, typical_sessions
from domain.programmes.prescriptions import SHORT_MINUTES
from domain.programmes.profiles import CAP_ANYONE, Profile
from domain.programmes.progress import WeekSets, unfold
from domain.programmes.selection import Session
from domain.programmes.shapes import INTRO_SETS, Shape, intro_shape, least_sets, room_for, shape_for
from domain.programmes.splits import SESSIONS, strength_days, titles_for
from domain.programmes.volumes import INTRO_WEEKS, Sets, has_introduction, volume_in, volume_of

FIRST_WEEK = 0.85
"""A trained person's first week against the fullest [P]."""
LEAST_MINUTES = 20
"""The shortest session that can be asked for."""
KEPT = 512
"""Schedules remembered: people are alike in what a schedule depends on."""


@dataclass(frozen=True)
class Schedule:
    titles: tuple[str, ...]
    shapes: tuple[Shape, ...]
    full: Sets
    """Sets of the fullest week, by session and by slot of its template."""
    weeks: tuple[WeekSets, ...]


def schedule_for(profile: Profile, weeks: int) -> Schedule:
    """The sets of each week of so many; the first ones do not depend on how many follow.

    Profiles that exercises are chosen for in the same way have the very same one.
    """
    steps = steps_of(profile)
    step = steps[bisect(steps, profile.minutes) - 1]
    return _schedule(replace(_key(profile), minutes=step), weeks)


def steps_of(profile: Profile) -> tuple[int, ...]:
    """Minutes at which this person's sessions change, the fewest first; in between they do not."""
    return _steps(replace(_key(profile), minutes=0))


def shapes_in(profile: Profile, shapes: Sequence[Shape], week: int) -> tuple[Shape, ...]:
    """A beginner's first two weeks and a trained person's first one hold less."""
    volume, count = volume_in(profile, week), len(shapes)
    if has_introduction(profile) and week <= INTRO_WEEKS:
        return tuple(intro_shape(profile, shape, count, volume) for shape in shapes)
    if week > 1:
        return tuple(shapes)
    return tuple(
        replace(shape, sets=max(least_sets(title, count), ceil(shape.sets * FIRST_WEEK)))
        for shape, title in zip(shapes, titles_for(profile), strict=True)
    )


def fullest(profile: Profile, sessions: Sequence[Session], schedule: Schedule) -> Sets:
    """The fullest week of chosen exercises: never above the schedule's."""
    most = [[most_sets(profile, pick.tier) for pick in s.picks] for s in sessions]
    return fill(profile, sessions, _taken(profile, sessions, schedule.shapes, schedule.full, most))


def progress(
    profile: Profile, sessions: Sequence[Session], full: Sets, weeks: int, most: Sequence[int] = ()
) -> Iterator[WeekSets]:
    """The weeks of chosen exercises: never above the schedule, nor above their own fullest.

    Args:
        most: sets of each of the first weeks at most; the last speaks for all that follow.
    """
    schedule = schedule_for(profile, weeks)

    def limits_of(week: int) -> Limits:
        opened = shapes_in(profile, schedule.shapes, week)
        introduces = has_introduction(profile) and week <= INTRO_WEEKS
        each = [[min(n, INTRO_SETS) if introduces else n for n in row] for row in full]
        taken = _taken(profile, sessions, opened, schedule.weeks[week - 1].sets, each)
        total = most[min(week, len(most)) - 1] if most else None
        return replace(taken, volume=volume_in(profile, week), total=total)

    return unfold(profile, sessions, weeks, limits_of)


def _taken(
    profile: Profile,
    sessions: Sequence[Session],
    shapes: Sequence[Shape],
    allotted: Sets,
    most: Sets,
) -> Limits:
    """Limits of chosen exercises: each session has no more sets than the schedule gives it.

    An exercise has its slot's sets first; what others leave of theirs comes next.
    """
    counts = [shape.exercises for shape in shapes]
    own = ceilings_for(sessions, counts, allotted)
    spare = [
        [n if j < count else 0 for j, n in enumerate(row)]
        for row, count in zip(most, counts, strict=True)
    ]
    ceilings = [least(*rows) for rows in zip(own, spare, strict=True)]
    given = tuple(min(shape.sets, sum(row)) for shape, row in zip(shapes, allotted, strict=True))
    limits = limits_for(profile, volume_of(profile), shapes, ceilings)
    return replace(limits, session_sets=given, spare=spare)


def limits_in(profile: Profile, shapes: Sequence[Shape], week: int, ceilings: Sets) -> Limits:
    """What a week may hold, whatever the exercises."""
    introduces = has_introduction(profile) and week <= INTRO_WEEKS
    most = INTRO_SETS if introduces else max(map(max, ceilings), default=0)
    opened = shapes_in(profile, shapes, week)
    held = [
        [min(n, most) if j < shape.exercises else 0 for j, n in enumerate(row)]
        for row, shape in zip(ceilings, opened, strict=True)
    ]
    return limits_for(profile, volume_in(profile, week), opened, held)


def least(*rows: Sequence[int]) -> list[int]:
    return [min(column) for column in zip(*rows, strict=True)]


def _key(profile: Profile) -> Profile:
    """The person without what a schedule does not depend on."""
    nothing = frozenset[str]()
    return replace(
        profile,
        days=strength_days(profile),
        age=0,
        asked_minutes=0,
        is_obese=False,
        is_active=False,
        by_feel=False,
        is_hypertensive=False,
        hr_rest=None,
        at_hand=nothing,
        declared=nothing,
        forbidden=nothing,
        disliked=nothing,
        asked_priorities=(),
    )


@lru_cache(maxsize=KEPT)
def _steps(profile: Profile) -> tuple[int, ...]:
    steps: list[int] = []
    before: object = None
    for minutes in range(LEAST_MINUTES, CAP_ANYONE + 1):
        kind = _kind(replace(profile, minutes=minutes))
        if kind != before:
            steps.append(minutes)
        before = kind
    return tuple(steps)


def _kind(profile: Profile) -> object:
    """All that a schedule, and the choice of exercises, take from the minutes."""
    titles = titles_for(profile)
    least = min(least_sets(title, len(titles)) for title in titles)
    most = volume_of(profile).targets[len(titles) - 1]
    room = min(most, max(least - 1, room_for(profile, len(titles))))
    return titles, room, profile.minutes > SHORT_MINUTES


@lru_cache(maxsize=KEPT)
def _schedule(profile: Profile, weeks: int) -> Schedule:
    titles = titles_for(profile)
    count, volume = len(titles), volume_of(profile)
    shapes = tuple(shape_for(profile, title, count, volume) for title in titles)
    sessions = typical_sessions(profile, titles, shapes)
    ceilings = [[most_sets(profile, pick.tier) for pick in s.picks] for s in sessions]
    first = limits_in(profile, shapes, 1, ceilings) if has_introduction(profile) else None
    start = fill(profile, sessions, first) if first else None
    full = fill(
        profile,
        sessions,
        limits_for(profile, volume, shapes, ceilings),
        start=start,
        mends=True,
    )

    def limits_of(week: int) -> Limits:
        return limits_in(profile, shapes, week, full)

    unfolded = unfold(profile, sessions, weeks, limits_of)
    made = tuple(replace(week, sets=_padded(titles, week.sets)) for week in unfolded)
    return Schedule(titles, shapes, _padded(titles, full), made)


def _padded(titles: Sequence[str], sets: Sets) -> Sets:
    """None for the slots that the session has no room for."""
    return [list(_pad(row, len(SESSIONS[title]))) for title, row in zip(titles, sets, strict=True)]


def _pad(row: Sequence[int], length: int) -> Iterator[int]:
    yield from row
    yield from [0] * (length - len(row))
