"""Cardio: how many easy minutes a week, how they rise, and at what pulse.

Source: WHO 2020 (150-300 moderate minutes); Tanaka 2001 (maximal pulse); Karvonen 1957
(target pulse); the rise of a fifth a week is our own [P].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

from domain.exercises import Level
from domain.programmes.durations import work_seconds
from domain.programmes.plan import Item
from domain.programmes.profiles import Profile
from domain.questionnaire import Goal, Lifestyle

HR_REST_ASSUMED = 70
RISE = 1.2
EFFORT = (11, 13)
"""Of 20, "light" to "somewhat hard". Source: Borg."""
EASY_WEEKS = 2
MODERATE = (0.40, 0.59)
LIGHT_TO_MODERATE = (0.40, 0.50)
HARD = (0.75, 0.90)
"""Shares of the pulse reserve: WHO's moderate, the first weeks' lighter, and intervals'."""
FINISHER_LEAST = 5
INTERVAL_GOALS = frozenset({Goal.WEIGHT_LOSS, Goal.ENDURANCE})
INTERVAL_WORK, INTERVAL_REST = 60, 90
"""Seconds hard and seconds easy."""
INTERVALS = (4, 10)
"""At least and at most in one session."""
INTERVAL_BASE = 4
"""Weeks of steady work that a beginner, and who was not active, has behind him first."""
RUN_WALK = {1: (1, 2), 2: (2, 1)}
"""Minutes on the run and on foot by week; later one runs without a pause."""

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


def pulse_for(profile: Profile, zone: tuple[float, float]) -> tuple[int, int] | None:
    """The pulse to keep, lowest and highest; None where a medicine makes it lie."""
    if profile.by_feel:
        return None
    low, high = zone
    rest = profile.hr_rest or HR_REST_ASSUMED
    return (
        round(target_pulse(profile.age, rest, low)),
        round(target_pulse(profile.age, rest, high)),
    )


def minutes_of(item: Item) -> int:
    """Whole minutes of a cardio exercise, its easy parts counted in."""
    work = work_seconds(item.unit, item.reps[0], item.tempo, per_side=item.per_side)
    return item.sets * (work + item.rest_s) // 60


def may_go_hard(profile: Profile, week: int) -> bool:
    """Whether intervals are for this person by now; the careful and the heavy never do them.

    Source: the product's rule I28 [P].
    """
    barred = profile.is_tender or profile.is_obese or profile.goal not in INTERVAL_GOALS
    is_ready = profile.level > Level.BEGINNER and profile.is_active
    return not barred and (is_ready or week > INTERVAL_BASE)


def intervals_in(minutes: int, week: int) -> int:
    """How many intervals so many minutes hold: two more each fourth week; 0 for none.

    An even number, so that they take whole minutes.
    """
    fit = minutes * 60 // (INTERVAL_WORK + INTERVAL_REST)
    wanted = INTERVALS[0] + 2 * ((week - 1) // 4)
    count = min(fit, wanted, INTERVALS[1]) // 2 * 2
    return count if count >= INTERVALS[0] else 0


def may_run(profile: Profile) -> bool:
    """Running is for those who train for endurance; joints and weight are the pool's care."""
    return profile.goal is Goal.ENDURANCE and not profile.is_tender and not profile.is_obese


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
