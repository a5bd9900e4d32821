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
from typing import NamedTuple

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


class Freedom(NamedTuple):
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
    schedules: dict[tuple[int, int, int], Schedule] = field(default_factory=dict)
    steps: dict[tuple[int, int], Sequence[int]] = field(default_factory=dict)
    pools: dict[tuple[int, int], Pool] = field(default_factory=dict)

    def most(self) -> Reached:
        """Sets of each of the first weeks at most; empty for no such limit."""
        person = self.told[-1]
        at = self._step(person.days, person.minutes, len(self.told) - 1, len(self.disliked))
        return _least([self._outcome(other) for other in self._freer(at)])

    def _outcome(self, at: Freedom) -> Outcome:
        if at not in self.outcomes:
            self.outcomes[at] = self._work_out(at)
        return self.outcomes[at]

    def _work_out(self, at: Freedom) -> Outcome:
        """One who may do all that was chosen for a freer one is given the same."""
        freer = [self._outcome(other) for other in self._freer(at)]
        most, schedule = _least(freer), self._schedule(at)
        alike = next((o for o in freer if o.schedule is schedule and self._may(at, o)), None)
        if alike and alike.reached == most:
            return alike
        profile = self._profile(at)
        sessions = alike.sessions if alike else self._choose(profile, at)
        return Outcome(schedule, sessions, _reached(profile, sessions, schedule, most))

    def _choose(self, profile: Profile, at: Freedom) -> tuple[Session, ...]:
        return choose(profile, self._pool(at), lay_out(profile), self._schedule(at), self.seed)

    def _may(self, at: Freedom, outcome: Outcome) -> bool:
        return outcome.slugs <= {exercise.slug for exercise in self._pool(at)}

    def _profile(self, at: Freedom) -> Profile:
        disliked = frozenset(self.disliked[: at.dislikes])
        told = self.told[at.conditions]
        return replace(told, days=at.days, minutes=at.minutes, disliked=disliked)

    def _schedule(self, at: Freedom) -> Schedule:
        key = at.conditions, at.days, at.minutes
        if key not in self.schedules:
            self.schedules[key] = schedule_for(self._profile(at), SEEN_WEEKS)
        return self.schedules[key]

    def _pool(self, at: Freedom) -> Pool:
        key = at.conditions, at.dislikes
        if key not in self.pools:
            self.pools[key] = left_to_rules(pool_for(self.catalogue, self._profile(at)))
        return self.pools[key]

    def _freer(self, at: Freedom) -> Iterator[Freedom]:
        """A step freer in each way."""
        days, minutes, conditions, dislikes = at
        if dislikes:
            yield Freedom(days, minutes, conditions, dislikes - 1)
        if conditions:
            yield self._step(days, minutes, conditions - 1, dislikes)
        if days < MOST_DAYS:
            yield self._step(days + 1, minutes, conditions, dislikes)
        steps = self._steps(days, conditions)
        longer = bisect(steps, minutes)
        if longer < len(steps):
            yield Freedom(days, steps[longer], conditions, dislikes)

    def _step(self, days: int, minutes: int, conditions: int, dislikes: int) -> Freedom:
        """With the fewest minutes that make the same sessions."""
        steps = self._steps(days, conditions)
        return Freedom(days, steps[bisect(steps, minutes) - 1], conditions, dislikes)

    def _steps(self, days: int, conditions: int) -> Sequence[int]:
        """Minutes at which sessions change."""
        key = days, conditions
        if key not in self.steps:
            profile = replace(self.told[conditions], days=days)
            most = cap_minutes(profile.age, profile.level)
            self.steps[key] = [minutes for minutes in steps_of(profile) if minutes <= most]
        return self.steps[key]


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
