"""Shapes: how many exercises and sets a session has room for, before any exercise is chosen.

A shape depends on minutes, days, goal and level only, never on the exercises: so a restriction
can only take away, and a shorter session never holds more.
"""

from dataclasses import dataclass

from domain.exercises import Level
from domain.programmes import prescriptions
from domain.programmes.durations import SETUP, frame_for
from domain.programmes.prescriptions import Tier, row_for
from domain.programmes.profiles import Profile
from domain.programmes.splits import SESSIONS, is_full_body
from domain.programmes.volumes import Volume
from domain.questionnaire import Goal

INTRO_EXERCISES = 6
INTRO_SETS = 2
SETS_EACH = 2.4
"""Sets of an exercise, on average, that are worth setting it up for [P]."""
RAMP_MINUTES = 3
BALANCE_MINUTES = 3
BALANCE_FROM = 25
"""Minutes from which a once-a-week session has room for balance."""
CARDIO_SHARE = {Goal.ENDURANCE: 0.4, Goal.WEIGHT_LOSS: 0.2}
CARDIO_FROM = 30
"""Of the minutes beyond half an hour, this share is kept for cardio after the strength work."""


@dataclass(frozen=True)
class Shape:
    exercises: int
    sets: int
    circuit: bool
    """Too short for full rests: exercises are done in turn."""


def shape_for(profile: Profile, title: str, sessions: int, volume: Volume) -> Shape:
    """The room of a session when there are so many of them a week.

    The sets follow from the minutes, the exercises from the sets: both only ever rise.
    """
    room = room_for(profile, sessions)
    least, fewest = least_sets(title, sessions), least_exercises(title)
    sets = max(least, min(volume.targets[sessions - 1], room))
    exercises = min(len(SESSIONS[title]), max(fewest, int(sets / SETS_EACH)))
    return Shape(exercises, sets, circuit=room < least)


def room_for(profile: Profile, sessions: int) -> int:
    """Sets that the minutes of a session have room for."""
    each = _set_seconds(profile) + SETUP / SETS_EACH
    return int(_seconds_for_strength(profile, sessions) // each)


def intro_shape(profile: Profile, full: Shape, sessions: int, volume: Volume) -> Shape:
    """A beginner's first two weeks: fewer exercises, one or two sets of each."""
    exercises = min(full.exercises, INTRO_EXERCISES)
    sets = min(full.sets, volume.targets[sessions - 1], exercises * INTRO_SETS)
    return Shape(exercises, sets, full.circuit)


def least_exercises(title: str) -> int:
    """All five families in a full-body session; four exercises elsewhere."""
    return 5 if is_full_body(title) else 4


def least_sets(title: str, sessions: int) -> int:
    """Two sets a week of each family, however few the sessions."""
    return least_exercises(title) * (2 if sessions == 1 else 1)


def has_balance(profile: Profile, sessions: int) -> bool:
    """Whether sessions have a balance exercise; a very short only one leaves it for home."""
    return profile.needs_balance and (sessions > 1 or profile.minutes > BALANCE_FROM)


def _seconds_for_strength(profile: Profile, sessions: int) -> int:
    """Seconds left for strength work after everything around it."""
    minutes = profile.minutes - frame_for(profile).total
    if profile.level > Level.BEGINNER:
        minutes -= RAMP_MINUTES
    if has_balance(profile, sessions):
        minutes -= BALANCE_MINUTES
    extra = max(0, profile.minutes - CARDIO_FROM)
    minutes -= int(extra * CARDIO_SHARE.get(profile.goal, 0.0))
    return minutes * 60


def _set_seconds(profile: Profile) -> float:
    """Seconds of one typical set with the shortest proper rest, a main lift counted in."""
    tempo = prescriptions.seconds_per_rep(prescriptions.tempo_for(profile))
    main, other = (row_for(profile, tier, 1) for tier in (Tier.MAIN, Tier.COMPOUND))
    costs = [row.reps[1] * tempo + row.rest[0] for row in (main, other, other)]
    return sum(costs) / len(costs)
