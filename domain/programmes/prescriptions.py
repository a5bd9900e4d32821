"""Prescriptions: repetitions, reserve, load, rest and tempo by goal and kind of exercise.

`Row` holds the bounds of the table and the narrower range that we prescribe inside them.

Source: ACSM 2026 and 2009, Lopez et al. 2021 (load), Refalo et al. 2023 and Robinson et al. 2024
(reserve), Singer et al. 2024 (rest), NSCA 2019 (over sixty); minors: NSCA 2009.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.exercises import Exercise, Level, Unit
from domain.programmes.profiles import Profile
from domain.programmes.splits import Stress
from domain.questionnaire import Goal

Range = tuple[int, int]

DELOAD_RIR = 4
STRENGTH_LEARNING_WEEKS = 8
SENIOR_EASY_WEEKS = 4
"""A senior starts with light weights and many repetitions."""
TEMPO, TEMPO_SLOW = "2-0-1-0", "3-0-1-0"
"""Down, pause, up, pause: 3 seconds a repetition; 4 for those who are learning."""
EPLEY_LIMIT = 12
"""Repetitions, those in reserve included, up to which the formula means anything."""
CAREFUL_REST = (90, 180)
CAREFUL_PERCENT = (40, 70)
HOLD = (15, 30)
HOLD_EASY = (10, 20)
"""Seconds; beginners and people with high pressure hold no longer than 20."""
SHORT_MINUTES = 30
"""Sessions up to this long leave no time for ramp sets, nor for two sides in turn."""
LOADED = frozenset(
    {"barbell", "dumbbells", "leg_press", "smith", "hack_squat", "trap_bar", "tbar", "cable"}
)


class Tier(StrEnum):
    """What part an exercise plays in a session; the order in which they are done."""

    MAIN = "main"
    COMPOUND = "compound"
    ISOLATION = "isolation"
    CORE = "core"


@dataclass(frozen=True)
class Row:
    reps: Range
    """What we prescribe."""
    percent: Range
    rir: Range
    rest: Range
    reps_bounds: Range
    """What the table allows."""

    @property
    def comfortable_rest(self) -> int:
        return min(self.rest[1], self.rest[0] + 60)


STRENGTH_MAIN = Row((4, 6), (80, 90), (1, 3), (180, 300), (3, 6))
STRENGTH_ACCESSORY = Row((8, 10), (67, 80), (1, 3), (90, 150), (6, 12))
STRENGTH_LEARNING = Row((6, 10), (60, 80), (2, 4), (120, 180), (6, 10))
STRENGTH_LEARNT = Row((5, 6), (70, 80), (2, 3), (180, 300), (3, 6))
"""A beginner's main lift after eight weeks; never above 80 %."""
MUSCLE_COMPOUND = Row((8, 12), (65, 85), (1, 3), (120, 180), (6, 12))
MUSCLE_ISOLATION = Row((10, 15), (50, 75), (0, 2), (60, 90), (10, 20))
MUSCLE_COMPOUND_LEARNING = replace(MUSCLE_COMPOUND, rir=(2, 4), percent=(65, 80))
MUSCLE_ISOLATION_LEARNING = replace(MUSCLE_ISOLATION, rir=(2, 3))
LOSS = Row((10, 12), (60, 75), (2, 3), (60, 120), (8, 15))
ENDURANCE = Row((15, 20), (40, 60), (2, 4), (30, 60), (15, 25))
HEALTH = Row((10, 12), (55, 75), (2, 4), (60, 120), (8, 15))
SENIOR_START = Row((10, 12), (40, 50), (3, 4), (90, 180), (10, 15))
SENIOR = Row((8, 12), (50, 80), (2, 3), (90, 180), (8, 12))
CAUTIOUS = Row((10, 12), CAREFUL_PERCENT, (3, 4), (90, 180), (10, 15))
MINOR = Row((10, 12), (40, 70), (2, 4), (60, 120), (8, 15))

_TABLE: dict[tuple[Goal, bool], Row] = {
    (Goal.STRENGTH, True): STRENGTH_ACCESSORY,
    (Goal.STRENGTH, False): STRENGTH_ACCESSORY,
    (Goal.MUSCLE_GAIN, True): MUSCLE_COMPOUND,
    (Goal.MUSCLE_GAIN, False): MUSCLE_ISOLATION,
}
_SAME = {Goal.WEIGHT_LOSS: LOSS, Goal.ENDURANCE: ENDURANCE}
_LEARNING = {
    MUSCLE_COMPOUND: MUSCLE_COMPOUND_LEARNING,
    MUSCLE_ISOLATION: MUSCLE_ISOLATION_LEARNING,
}


_BY_STRESS: dict[tuple[Row, Stress], Range] = {
    (STRENGTH_MAIN, Stress.HEAVY): (4, 6),
    (STRENGTH_ACCESSORY, Stress.HEAVY): (6, 8),
    (STRENGTH_ACCESSORY, Stress.LIGHT): (10, 12),
    (MUSCLE_COMPOUND, Stress.HEAVY): (6, 8),
    (MUSCLE_COMPOUND, Stress.MEDIUM): (8, 10),
    (MUSCLE_COMPOUND, Stress.LIGHT): (10, 12),
    (LOSS, Stress.HEAVY): (8, 10),
    (LOSS, Stress.LIGHT): (12, 15),
    (HEALTH, Stress.HEAVY): (8, 10),
    (HEALTH, Stress.LIGHT): (12, 15),
    (ENDURANCE, Stress.HEAVY): (15, 18),
    (ENDURANCE, Stress.LIGHT): (18, 22),
}
"""Where days undulate: part of the row's own bounds. Source: ACSM 2026 (for variety)."""


def row_for(profile: Profile, tier: Tier, week: int, stress: Stress | None = None) -> Row:
    """The row of the table for an exercise of this tier in week number `week`.

    Args:
        stress: of the day, where days undulate: it narrows the repetitions of compounds.
    """
    if profile.is_careful:
        return _careful(profile, tier, week)
    if profile.is_minor:
        return MINOR
    lighter = stress in {Stress.MEDIUM, Stress.LIGHT}
    row = _by_goal(profile, Tier.COMPOUND if lighter and tier is Tier.MAIN else tier, week)
    is_compound = tier in {Tier.MAIN, Tier.COMPOUND}
    reps = _BY_STRESS.get((row, stress), row.reps) if stress and is_compound else row.reps
    return replace(row, reps=reps)


def _by_goal(profile: Profile, tier: Tier, week: int) -> Row:
    learning = profile.level is Level.BEGINNER
    if profile.goal is Goal.STRENGTH and tier is Tier.MAIN:
        if learning:
            return STRENGTH_LEARNING if week <= STRENGTH_LEARNING_WEEKS else STRENGTH_LEARNT
        return STRENGTH_MAIN
    is_compound = tier in {Tier.MAIN, Tier.COMPOUND}
    row = _TABLE.get((profile.goal, is_compound)) or _SAME.get(profile.goal, HEALTH)
    return _LEARNING.get(row, row) if learning else row


def _careful(profile: Profile, tier: Tier, week: int) -> Row:
    """The careful row; its rest is never shorter than the goal would ask for."""
    row = CAUTIOUS
    if not profile.is_cautious:
        row = SENIOR_START if week <= SENIOR_EASY_WEEKS else SENIOR
    low, high = CAREFUL_REST
    asked = _by_goal(profile, tier, week).rest[0]
    return replace(row, rest=(max(low, min(asked, high)), high))


def tempo_for(profile: Profile) -> str:
    slow = profile.level is Level.BEGINNER or profile.is_tender
    return TEMPO_SLOW if slow else TEMPO


def seconds_per_rep(tempo: str) -> int:
    return sum(int(part) for part in tempo.split("-"))


def holds_for(profile: Profile) -> Range:
    """Seconds of a hold."""
    easy = profile.level is Level.BEGINNER or profile.is_tender or profile.is_hypertensive
    return HOLD_EASY if easy else HOLD


def reserve(row: Row, weeks_into_block: int, *, deload: bool, at_least: int = 0) -> int:
    """Repetitions in reserve: 3, 2, 2, 1 over the weeks of a block, inside the row.

    Source: the mesocycle of the rules; a deload leaves four and more (Bell et al. 2023).
    """
    if deload:
        return DELOAD_RIR
    wave = (3, 2, 2, 1)[min(weeks_into_block, 3)]
    return max(row.rir[0], at_least, min(wave, row.rir[1]))


def least_reserve(profile: Profile, week: int) -> int:
    """The fewest repetitions in reserve for this person."""
    if profile.is_cautious:
        return 3
    if profile.level is Level.BEGINNER and week <= 2:
        return 3
    return 2 if profile.level is Level.BEGINNER or profile.is_tender else 0


def percent_of_max(reps: int, rir: int) -> int | None:
    """Share of the one-repetition maximum that allows `reps` with `rir` to spare, in per cent.

    Source: Epley 1985, 1RM = w(1 + r/30), with r the repetitions done and those in reserve.
    """
    effective = reps + rir
    return None if effective > EPLEY_LIMIT else round(100 / (1 + effective / 30))


def has_ramps(profile: Profile) -> bool:
    """Whether there is time to lead up to a heavy first lift, and someone to lead."""
    learner = profile.level is Level.BEGINNER or profile.is_tender
    return not learner and profile.minutes > SHORT_MINUTES


def states_percent(profile: Profile, exercise: Exercise) -> bool:
    """Whether a share of the maximum is prescribed: to the trained, for outer weights.

    In a short session there is no time to lead up to it, so reserve alone guides.
    """
    return has_ramps(profile) and exercise.unit is Unit.REPS and is_loaded(exercise)


def is_loaded(exercise: Exercise) -> bool:
    """Whether its weight is counted in kilograms."""
    return any(group & LOADED for group in exercise.equipment)
