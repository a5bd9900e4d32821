"""Grounds: what an edit stands on: whose plan it is, what he may do, and what else would fit.

The pool forbids; the trainer may choose past it, and then answers for it (`versions`).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.exercises import Catalogue, Exercise, Level
from domain.programmes.plan import Day, Plan
from domain.programmes.pool import Pool, pool_for
from domain.programmes.profiles import Profile, profile_of
from domain.questionnaire import Answers

MOST_ALTERNATIVES = 3


class Fit(StrEnum):
    """Why an exercise may stand for another."""

    EASIER = "easier"
    HARDER = "harder"
    SAME_MOVEMENT = "same_movement"
    SAME_MUSCLE = "same_muscle"


class Bar(StrEnum):
    """Why an exercise is not for this person."""

    FORBIDDEN = "forbidden"
    EQUIPMENT = "equipment"
    LEVEL = "level"
    DISLIKED = "disliked"
    OFF = "off"
    TIRING = "tiring"


@dataclass(frozen=True)
class Suggestion:
    exercise: Exercise
    fit: Fit


@dataclass(frozen=True)
class Ground:
    answers: Answers
    profile: Profile
    catalogue: Catalogue
    pool: Pool


def ground_for(plan: Plan, answers: Answers, catalogue: Catalogue) -> Ground:
    """The ground of a plan: its own place and days stand in for those answered."""
    asked = {"location": plan.location, "days_per_week": plan.days_per_week}
    answers = answers.model_copy(update=asked)
    profile = profile_of(answers, has_logged_weights=plan.rank is Level.ADVANCED)
    return Ground(answers, profile, catalogue, pool_for(catalogue, profile))


def suggest(ground: Ground, slug: str, taken: Collection[str] = ()) -> list[Suggestion]:
    """What may stand for an exercise, the nearest first: its chain, its movement, its muscle.

    Args:
        taken: slugs that are in the day already.
    """
    exercise = ground.catalogue[slug]
    fits = [
        Suggestion(other, fit)
        for other in ground.pool
        if other.slug != slug and other.slug not in taken and (fit := _fit(exercise, other))
    ]
    order = list(Fit)
    return sorted(
        fits,
        key=lambda s: (order.index(s.fit), s.exercise.primary != exercise.primary),
    )


def _fit(exercise: Exercise, other: Exercise) -> Fit | None:
    if other.slug == exercise.regress_to:
        return Fit.EASIER
    if other.slug == exercise.progress_to:
        return Fit.HARDER
    if other.pattern == exercise.pattern:
        return Fit.SAME_MOVEMENT
    return None if set(exercise.primary).isdisjoint(other.primary) else Fit.SAME_MUSCLE


def alternatives(ground: Ground, slug: str, taken: Collection[str]) -> tuple[str, ...]:
    """Of the same movement only: what the client may swap for by himself."""
    same = [s for s in suggest(ground, slug, taken) if s.fit is not Fit.SAME_MUSCLE]
    return tuple(s.exercise.slug for s in same[:MOST_ALTERNATIVES])


def find_bar(ground: Ground, exercise: Exercise) -> Bar | None:
    """What speaks against an exercise; None for one of the pool."""
    profile = ground.profile
    if exercise in ground.pool:
        return None
    if exercise.tags & profile.forbidden:
        return Bar.FORBIDDEN
    if not exercise.feasible(profile.location, profile.at_hand):
        return Bar.EQUIPMENT
    if exercise.level > profile.level:
        return Bar.LEVEL
    if exercise.slug in profile.disliked:
        return Bar.DISLIKED
    return Bar.TIRING if exercise.is_on else Bar.OFF


def slugs_of(day: Day) -> list[str]:
    return [item.slug for item in day.exercises]


def keep_to_pool(plan: Plan, ground: Ground) -> Plan:
    """The plan without alternatives that this person may not do any more."""
    pool = {exercise.slug for exercise in ground.pool}
    offered = {slug for day in _days(plan) for item in day.exercises for slug in item.alternatives}
    if offered <= pool:
        return plan
    weeks = tuple(
        week.model_copy(update={"days": tuple(_kept(day, pool) for day in week.days)})
        for week in plan.weeks
    )
    return plan.model_copy(update={"weeks": weeks})


def _kept(day: Day, pool: Collection[str]) -> Day:
    items = tuple(
        item.model_copy(update={"alternatives": tuple(s for s in item.alternatives if s in pool)})
        for item in day.exercises
    )
    return day.model_copy(update={"exercises": items})


def _days(plan: Plan) -> Iterator[Day]:
    for week in plan.weeks:
        yield from week.days
