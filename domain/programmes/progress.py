"""Progress: the sets of each week, from the first to the last, and where the deloads are.

Source: Bell et al. 2023-2024 (deloads every four to eight weeks, sets halved); rises: [P].
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from domain.exercises import Level
from domain.programmes.allocation import (
    Limits,
    Sets,
    ease,
    fill,
    grow,
    limits_for,
)
from domain.programmes.allotments import allot, ceilings_for
from domain.programmes.items import Moment
from domain.programmes.shapes import INTRO_SETS, Shape, intro_shape, least_sets
from domain.programmes.skeletons import Skeleton
from domain.programmes.volumes import INTRO_WEEKS, has_introduction, volume_in, volume_of

BEGINNER_EVERY, TRAINED_EVERY = 7, 4
FIRST_WEEK = 0.85
"""A trained person's first week against the fullest [P]."""


@dataclass(frozen=True)
class WeekSets:
    moment: Moment
    sets: Sets


def deload_weeks(level: Level, weeks: int) -> frozenset[int]:
    """Which weeks are deloads: a beginner's seventh, and the others' fourth.

    A beginner's programme does not end in one; a trained person's may, as in 4, 8, 12.
    """
    if level is Level.BEGINNER:
        return frozenset(range(BEGINNER_EVERY, weeks, BEGINNER_EVERY))
    return frozenset(range(TRAINED_EVERY, weeks + 1, TRAINED_EVERY))


def progress(skeleton: Skeleton, weeks: int) -> Iterator[WeekSets]:
    """Sets week by week. The first week does not depend on how many follow."""
    profile, sessions = skeleton.profile, skeleton.sessions
    deloads = deload_weeks(profile.level, weeks)
    first, second, later = (week_limits(skeleton, week) for week in (1, 2, INTRO_WEEKS + 1))
    loading = block_first = fill(profile, sessions, first)
    into_block = 0
    yield WeekSets(Moment(1, 0), loading)
    for week in range(2, weeks + 1):
        limits = second if week <= INTRO_WEEKS else later
        if week in deloads:
            yield WeekSets(Moment(week, 0, deload=True), ease(sessions, loading, limits))
            into_block = -1
            continue
        into_block += 1
        before = loading
        loading = grow(sessions, before, limits, _total(block_first))
        if into_block == 0:
            block_first = loading
        yield WeekSets(Moment(week, into_block), loading)


def week_limits(skeleton: Skeleton, week: int) -> Limits:
    """What a week may hold: never more than the fullest, less in the first ones."""
    profile = skeleton.profile
    introduces = has_introduction(profile) and volume_in(profile, week) != volume_of(profile)
    shapes = _intro(skeleton) if introduces else skeleton.shapes
    if week == 1 and not introduces:
        shapes = _first(skeleton)
    most = [[INTRO_SETS if introduces else 9] * len(s.picks) for s in skeleton.sessions]
    volume = volume_in(profile, week)
    titles = list(skeleton.layout.strength.values())
    allotted = allot(profile, titles, shapes, volume)
    open_ = ceilings_for(profile, skeleton.sessions, shapes, allotted)
    ceilings = [_least(*rows) for rows in zip(skeleton.full, most, open_, strict=True)]
    return limits_for(profile, volume, shapes, ceilings)


def _intro(skeleton: Skeleton) -> tuple[Shape, ...]:
    count = len(skeleton.sessions)
    volume = volume_in(skeleton.profile, 1)
    return tuple(intro_shape(skeleton.profile, s, count, volume) for s in skeleton.shapes)


def _first(skeleton: Skeleton) -> tuple[Shape, ...]:
    """A trained person begins a little below his fullest week."""
    count = len(skeleton.sessions)
    return tuple(
        replace(
            shape,
            sets=max(
                least_sets(skeleton.profile, session.title, count), ceil(shape.sets * FIRST_WEEK)
            ),
        )
        for shape, session in zip(skeleton.shapes, skeleton.sessions, strict=True)
    )


def _least(*rows: Sequence[int]) -> list[int]:
    return [min(column) for column in zip(*rows, strict=True)]


def _total(sets: Sets) -> int:
    return sum(map(sum, sets))
