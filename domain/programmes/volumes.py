"""Volumes: how many weekly sets a muscle should and may have, and how many sets a session.

Fractional sets: 1.0 for a primary muscle, 0.5 for a secondary one; working sets only.

Source: Pelland et al. 2024 and Schoenfeld et al. 2017 (dose and response), Baz-Valle et al. 2022
(12-20 sets), ACSM 2026 (10 sets and more for size); caps and session limits are our own [P].
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.exercises import Catalogue, Exercise, Level
from domain.programmes.plan import Day, Item
from domain.programmes.profiles import Profile
from domain.questionnaire import Goal

BIG = ("chest", "back", "quads", "hamstrings", "glutes")
SMALL = ("front_delt", "side_delt", "rear_delt", "biceps", "triceps", "calves", "abs")
MERGED: Mapping[str, str] = {"lats": "back", "upper_back": "back", "obliques": "abs"}
"""The back counts as the greater of its two muscles, and so do the abs."""

PARTS: Mapping[str, tuple[str, str]] = {"back": ("lats", "upper_back"), "abs": ("abs", "obliques")}

Sets = list[list[int]]
"""Sets by session and by exercise, or by slot, in order."""

INTRO_WEEKS = 2
MUSCLE_PER_SESSION = 10.0
MUSCLE_PER_SESSION_BEGINNER = 8.0
RISE_SHARE, RISE_SETS = 0.2, 2.0
"""A muscle's weekly sets rise by a fifth or by two sets, whichever is more [P]."""
BLOCK_GROWTH = 1.4
"""Total sets of a week against the first week of its block, at most [P]."""
PULL_TO_PUSH = 0.9

NOT_STRENGTH = frozenset({"cardio_steady", "cardio_interval", "mobility", "balance"})
"""Patterns whose sets are not working sets."""


@dataclass(frozen=True)
class Volume:
    """One row of the table; ranges are of fractional sets a week."""

    big: tuple[float, float]
    small: tuple[float, float]
    cap: float
    session_cap: int
    targets: tuple[int, int, int, int, int, int]
    """Sets we aim at in one session, by the number of sessions a week, from one to six.

    Their product grows with the number of sessions, so that a day less never means more work.
    """

    def bounds(self, muscle: str) -> tuple[float, float]:
        if muscle in BIG:
            return self.big
        return self.small if muscle in SMALL else (0.0, self.cap)


INTRO = Volume((3, 8), (0, 8), 10, 12, (11, 11, 10, 9, 9, 9))
INTRO_CAREFUL = Volume((3, 8), (0, 8), 10, 12, (10, 10, 10, 9, 9, 9))
GENERAL_BEGINNER = Volume((4, 10), (2, 8), 12, 16, (14, 14, 14, 11, 11, 11))
MUSCLE_BEGINNER = Volume((6, 12), (3, 10), 14, 18, (16, 16, 16, 13, 13, 13))
LOSS = Volume((6, 14), (3, 12), 16, 20, (18, 18, 18, 14, 12, 11))
MUSCLE = Volume((10, 18), (5, 14), 20, 22, (20, 20, 20, 18, 16, 14))
MUSCLE_ADVANCED = Volume((10, 20), (6, 16), 24, 26, (24, 24, 22, 20, 17, 15))
STRENGTH = Volume((6, 14), (3, 10), 18, 22, (16, 16, 16, 14, 12, 11))
HEALTH = Volume((4, 10), (2, 8), 12, 16, (14, 14, 14, 11, 10, 9))
CAREFUL = Volume((3, 10), (2, 8), 12, 14, (12, 12, 12, 9, 9, 9))

_BEGINNER = {Goal.MUSCLE_GAIN: MUSCLE_BEGINNER, Goal.ENDURANCE: HEALTH}
_TRAINED = {
    Goal.WEIGHT_LOSS: LOSS,
    Goal.MUSCLE_GAIN: MUSCLE,
    Goal.STRENGTH: STRENGTH,
    Goal.ENDURANCE: HEALTH,
    Goal.MAINTENANCE: HEALTH,
    Goal.HEALTH: HEALTH,
}


def volume_of(profile: Profile) -> Volume:
    """The row of a loading week after the introduction."""
    if profile.is_careful:
        return CAREFUL
    if profile.level is Level.BEGINNER:
        return GENERAL_BEGINNER if profile.is_minor else _beginner(profile.goal)
    if profile.is_minor:
        return HEALTH
    if profile.level is Level.ADVANCED and profile.goal is Goal.MUSCLE_GAIN:
        return MUSCLE_ADVANCED
    return _TRAINED[profile.goal]


def _beginner(goal: Goal) -> Volume:
    return _BEGINNER.get(goal, GENERAL_BEGINNER)


def volume_in(profile: Profile, week: int) -> Volume:
    """The row of loading week number `week`: a beginner's first two are an introduction."""
    if has_introduction(profile) and week <= INTRO_WEEKS:
        return INTRO_CAREFUL if profile.is_careful else INTRO
    return volume_of(profile)


def has_introduction(profile: Profile) -> bool:
    return profile.level is Level.BEGINNER


def muscle_session_limit(profile: Profile) -> float:
    beginner = profile.level is Level.BEGINNER
    return MUSCLE_PER_SESSION_BEGINNER if beginner else MUSCLE_PER_SESSION


def is_strength(exercise: Exercise) -> bool:
    """Whether its sets are working sets."""
    return exercise.pattern not in NOT_STRENGTH


def tally(sets: Iterable[tuple[Exercise, int]]) -> dict[str, float]:
    """Fractional working sets by muscle, the back and the abs merged."""
    raw: dict[str, float] = {}
    for exercise, count in sets:
        if is_strength(exercise):
            for muscle, share in exercise.load.items():
                raw[muscle] = raw.get(muscle, 0.0) + share * count
    return {muscle: amount_of(raw, muscle) for muscle in {MERGED.get(m, m) for m in raw}}


def muscles_worked(exercise: Exercise) -> frozenset[str]:
    """The muscles it adds sets to, by the names that weekly limits use."""
    return frozenset(MERGED.get(muscle, muscle) for muscle in exercise.load)


def amount_of(raw: Mapping[str, float], muscle: str) -> float:
    """Sets of a muscle out of a count by the catalogue's finer names."""
    parts = PARTS.get(muscle)
    if parts is None:
        return raw.get(muscle, 0.0)
    return max(raw.get(parts[0], 0.0), raw.get(parts[1], 0.0))


def tally_items(items: Iterable[Item], catalogue: Catalogue) -> dict[str, float]:
    return tally((catalogue[item.slug], item.sets) for item in items)


def working_items(day: Day, catalogue: Catalogue) -> list[Item]:
    """The day's items whose sets are working sets."""
    return [item for item in day.exercises if is_strength(catalogue[item.slug])]


def working_sets(day: Day, catalogue: Catalogue) -> int:
    return sum(item.sets for item in working_items(day, catalogue))
