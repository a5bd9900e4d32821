"""Progress: the sets of each week, from the first to the last, and where the deloads are.

Source: Bell et al. 2023-2024 (deloads every four to eight weeks, sets halved); rises: [P].
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from domain.exercises import Level
from domain.programmes.allocation import WEEK_RISE, WEEK_RISE_CAREFUL, Limits, ease, fill, grow
from domain.programmes.paces import Moment
from domain.programmes.profiles import Profile
from domain.programmes.selection import Session
from domain.programmes.volumes import Sets

BEGINNER_EVERY, TRAINED_EVERY = 7, 4
LimitsOf = Callable[[int], Limits]
"""What each week may hold."""


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


def unfold(
    profile: Profile, sessions: Sequence[Session], weeks: int, limits_of: LimitsOf
) -> Iterator[WeekSets]:
    """Sets week by week. The first week does not depend on how many follow."""
    deloads = deload_weeks(profile.level, weeks)
    loading = block_first = fill(profile, sessions, limits_of(1))
    rise = WEEK_RISE_CAREFUL if profile.is_careful else WEEK_RISE
    into_block = 0
    yield WeekSets(Moment(1, 0), loading)
    for week in range(2, weeks + 1):
        limits = limits_of(week)
        if week in deloads:
            yield WeekSets(Moment(week, 0, deload=True), ease(sessions, loading, limits))
            into_block = -1
            continue
        into_block += 1
        loading = grow(sessions, loading, limits, _total(block_first), rise=rise)
        if into_block == 0:
            block_first = loading
        yield WeekSets(Moment(week, into_block), loading)


def _total(sets: Sets) -> int:
    return sum(map(sum, sets))
