"""Freedoms: what the same person would reach if he could or would do more.

Who may do less must not be given more. Exercises share their muscles, so six days of push, pull
and legs may have room for fewer sets than five, a longer session for fewer than a shorter one,
and an exercise taken away may leave room for another. So nobody is given more than he would be
given with a day more, with a longer session, before his last dislike was named, or his last
condition; and what he would be given then is found in the same way. A step never gains, so no
number of steps does.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from domain.exercises import Catalogue
from domain.programmes.choices import choose
from domain.programmes.pool import Pool, left_to_rules, pool_for
from domain.programmes.profiles import Profile, cap_minutes
from domain.programmes.schedules import Schedule, fullest, progress, schedule_for, steps_of
from domain.programmes.selection import Session
from domain.programmes.splits import lay_out

MOST_DAYS = 7
SEEN_WEEKS = 7
"""Weeks that are compared one by one; later ones have no more than the last of them."""

Reached = tuple[int, ...]
"""Sets of each of the first weeks; a deload counts as the week before it."""


@dataclass(frozen=True)
class Freedom:
    """How free: so many days and minutes, and only the first conditions and dislikes told."""

    days: int
    minutes: int
    conditions: int
    dislikes: int


@dataclass(frozen=True)
class Outcome:
    schedule: Schedule
    sessions: tuple[Session, ...]
    reached: Reached

    @cached_property
    def slugs(self) -> frozenset[str]:
        return frozenset(pick.exercise.slug for s in self.sessions for pick in s.picks)


@dataclass(frozen=True)
class Freedoms:
    """One person, and what he would be given as freely as he likes; each is worked out once."""

    told: Sequence[Profile]
    """Before any condition was told, and after each; the last is the person as he is."""
    disliked: Sequence[str]
    """In the order in which they were named."""
    catalogue: Catalogue
    seed: int
    outcomes: dict[Freedom, Outcome] = field(default_factory=dict)
    pools: dict[tuple[int, int], Pool] = field(default_factory=dict)

    def most(self) -> Reached:
        """Sets of each of the first weeks at most; empty for no such limit."""
        person = self.told[-1]
        at = Freedom(person.days, person.minutes, len(self.told) - 1, len(self.disliked))
        return _least([self._outcome(other) for other in self._freer(self._stepped(at))])

    def _outcome(self, at: Freedom) -> Outcome:
        if at not in self.outcomes:
            self.outcomes[at] = self._work_out(at)
        return self.outcomes[at]

    def _work_out(self, at: Freedom) -> Outcome:
        """One who may do all that was chosen for a freer one is given the same."""
        profile, pool = self._profile(at), self._pool(at)
        schedule = schedule_for(profile, SEEN_WEEKS)
        freer = [self._outcome(other) for other in self._freer(at)]
        most, may = _least(freer), {exercise.slug for exercise in pool}
        alike = next((o for o in freer if o.schedule is schedule and o.slugs <= may), None)
        if alike and alike.reached == most:
            return alike
        sessions = (
            alike.sessions
            if alike
            else choose(profile, pool, lay_out(profile), schedule, self.seed)
        )
        return Outcome(schedule, sessions, _reached(profile, sessions, schedule, most))

    def _profile(self, at: Freedom) -> Profile:
        disliked = frozenset(self.disliked[: at.dislikes])
        told = self.told[at.conditions]
        return replace(told, days=at.days, minutes=at.minutes, disliked=disliked)

    def _pool(self, at: Freedom) -> Pool:
        key = at.conditions, at.dislikes
        if key not in self.pools:
            self.pools[key] = left_to_rules(pool_for(self.catalogue, self._profile(at)))
        return self.pools[key]

    def _freer(self, at: Freedom) -> Iterator[Freedom]:
        """A step freer in each way."""
        if at.dislikes:
            yield replace(at, dislikes=at.dislikes - 1)
        if at.conditions:
            yield self._stepped(replace(at, conditions=at.conditions - 1))
        if at.days < MOST_DAYS:
            yield self._stepped(replace(at, days=at.days + 1))
        longer = [n for n in self._steps(at) if n > at.minutes]
        if longer:
            yield replace(at, minutes=longer[0])

    def _stepped(self, at: Freedom) -> Freedom:
        """The fewest minutes that make the same sessions."""
        steps = self._steps(at)
        return replace(at, minutes=steps[bisect(steps, at.minutes) - 1])

    def _steps(self, at: Freedom) -> Sequence[int]:
        profile = self._profile(at)
        most = cap_minutes(profile.age, profile.level)
        return [n for n in steps_of(profile) if n <= most]


def _least(outcomes: Sequence[Outcome]) -> Reached:
    return tuple(map(min, zip(*(outcome.reached for outcome in outcomes), strict=True)))


def _reached(
    profile: Profile, sessions: Sequence[Session], schedule: Schedule, most: Reached
) -> Reached:
    totals: list[int] = []
    full = fullest(profile, sessions, schedule)
    for week in progress(profile, sessions, full, SEEN_WEEKS, most):
        totals.append(totals[-1] if week.moment.deload else sum(map(sum, week.sets)))
    return tuple(totals)
