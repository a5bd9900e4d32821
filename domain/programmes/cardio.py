"""Cardio: how many easy minutes a week, how they rise, and at what pulse.

Source: WHO 2020 (150-300 moderate minutes); Tanaka 2001 (maximal pulse); Karvonen 1957
(target pulse); the rise of a fifth a week is our own [P].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from domain.programmes.profiles import Profile
from domain.questionnaire import Goal, Lifestyle

HR_REST_ASSUMED = 70
RISE = 1.2
EFFORT = (11, 13)
"""Of 20, "light" to "somewhat hard". Source: Borg."""
EASY_WEEKS = 2
MODERATE = (0.40, 0.59)
LIGHT_TO_MODERATE = (0.40, 0.50)
FINISHER_LEAST = 5

BANDS: Mapping[Goal, tuple[int, int]] = {
    Goal.WEIGHT_LOSS: (150, 300),
    Goal.MUSCLE_GAIN: (60, 150),
    Goal.STRENGTH: (60, 150),
    Goal.ENDURANCE: (180, 300),
    Goal.MAINTENANCE: (150, 300),
    Goal.HEALTH: (150, 300),
}
"""Moderate minutes a week that a goal asks for by the end of eight weeks and more."""
AIM: Mapping[Goal, int] = {
    Goal.WEIGHT_LOSS: 200,
    Goal.MUSCLE_GAIN: 90,
    Goal.STRENGTH: 90,
    Goal.ENDURANCE: 210,
    Goal.MAINTENANCE: 150,
    Goal.HEALTH: 150,
}
START: Mapping[Lifestyle, int] = {
    Lifestyle.SEDENTARY: 75,
    Lifestyle.MODERATE: 90,
    Lifestyle.ACTIVE: 120,
}
FINISHER_MOST: Mapping[Goal, int] = {Goal.MUSCLE_GAIN: 10, Goal.STRENGTH: 10}
FINISHER_USUAL = 25


@dataclass(frozen=True)
class Cardio:
    """Minutes of one week, by where they are done."""

    finisher: int
    """At the end of each strength session."""
    easy_day: int
    walking: int
    """Besides, on foot, over the week."""


def max_pulse(age: int) -> float:
    """Source: Tanaka, Monahan & Seals 2001, 208 - 0.7 x age."""
    return 208 - 0.7 * age


def target_pulse(age: int, hr_rest: int, share: float) -> float:
    """Source: Karvonen 1957, rest + share x (maximum - rest)."""
    return hr_rest + share * (max_pulse(age) - hr_rest)


def pulse_for(profile: Profile, *, easy: bool) -> tuple[int, int] | None:
    """The pulse to keep, lowest and highest; None where a medicine makes it lie."""
    if profile.by_feel:
        return None
    low, high = LIGHT_TO_MODERATE if easy else MODERATE
    rest = profile.hr_rest or HR_REST_ASSUMED
    return (
        round(target_pulse(profile.age, rest, low)),
        round(target_pulse(profile.age, rest, high)),
    )


def weekly_minutes(goal: Goal, lifestyle: Lifestyle, weeks: int, deloads: set[int]) -> list[int]:
    """Minutes of each week: from where the person stands to the goal, held in a deload."""
    minutes = [min(START[lifestyle], AIM[goal])]
    for week in range(2, weeks + 1):
        before = minutes[-1]
        risen = before if week in deloads else min(AIM[goal], floor(before * RISE))
        minutes.append(risen)
    return minutes


def most_finisher(profile: Profile, first_week: int, sessions: int, easy_days: int) -> int:
    """The longest finisher that leaves the week's easy days their share."""
    share = first_week // 3 if easy_days else first_week
    return min(share // sessions, FINISHER_MOST.get(profile.goal, FINISHER_USUAL))


def spread(total: int, finisher: int, sessions: int, easy_days: int, room: int) -> Cardio:
    """Deal a week's minutes: finishers first, then easy days up to `room`, the rest on foot."""
    left = total - finisher * sessions
    easy_day = min(room, left // easy_days) if easy_days else 0
    return Cardio(finisher, easy_day, left - easy_day * easy_days)
