"""The pool: which exercises a person may be given at all.

Filters only; taste is for `selection`.
"""

from domain.exercises import Catalogue, Exercise
from domain.programmes.profiles import Profile, profile_of
from domain.questionnaire import Answers

Pool = tuple[Exercise, ...]

MINOR_FATIGUE = 2
"""Minors learn with their own weight and light loads. Source: NSCA youth position, 2009."""


BY_HAND = frozenset({"shoulder_behind_neck"})
"""What a body is asked for only by a trainer who stands beside it: he may put it in himself [P]."""


def allowed(catalogue: Catalogue, answers: Answers) -> Pool:
    """The exercises these answers allow, in the order of the catalogue."""
    return pool_for(catalogue, profile_of(answers))


def pool_for(catalogue: Catalogue, profile: Profile) -> Pool:
    return tuple(exercise for exercise in catalogue if _may(profile, exercise))


def left_to_rules(pool: Pool) -> Pool:
    """Of a pool, what may be prescribed with nobody looking on."""
    return tuple(exercise for exercise in pool if exercise.tags.isdisjoint(BY_HAND))


def _may(profile: Profile, exercise: Exercise) -> bool:
    return (
        exercise.is_on
        and exercise.level <= profile.level
        and exercise.slug not in profile.disliked
        and exercise.tags.isdisjoint(profile.forbidden)
        and exercise.feasible(profile.location, profile.at_hand)
        and not (profile.is_minor and exercise.fatigue > MINOR_FATIGUE)
    )


def assumed_equipment(profile: Profile, exercise: Exercise) -> frozenset[str]:
    """What it needs that nobody ticked; empty where what was ticked is enough."""
    if profile.location == "gym":
        return frozenset()
    missing = [group for group in exercise.equipment if not group & profile.declared]
    return frozenset().union(*(group & profile.at_hand for group in missing))
