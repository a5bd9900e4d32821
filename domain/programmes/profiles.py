"""Profiles: what the generator needs to know of a person, worked out of his answers once.

Which exercises he may do is for `pool`; how much is for `volumes` and `prescriptions`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.exercises import Level
from domain.questionnaire import Answers, Goal, Location, Sex
from domain.screening import (
    MINOR_UNDER,
    OBESE_FROM,
    SENIOR_FROM,
    forbidden_tags,
    is_regularly_active,
    screen,
    signs,
)

BEGINNER_UNDER = 6
ADVANCED_OVER = 24
"""Months of continuous strength training. Source: ACSM 2009 progression models."""

CAP_ANYONE, CAP_BEGINNER, CAP_SENIOR, CAP_MINOR = 120, 75, 60, 60
"""Minutes of one session at most [P]."""

ASSUMED = {
    Location.HOME: frozenset({"mat", "chair", "wall"}),
    Location.OUTDOOR: frozenset({"mat", "wall"}),
    Location.GYM: frozenset[str](),
}
"""What is at hand although nobody ticks it: a rug, a chair, a wall; grass and a tree outdoors.

Without them no core exercise is left, and a note says that they were counted on.
"""

SHOULDERS = ("front_delt", "side_delt", "rear_delt")
BACK = ("lats", "upper_back")
DEFAULT_PRIORITIES = {Sex.FEMALE: ("glutes", "hamstrings"), Sex.MALE: ()}
"""The trainer's habit, and only a habit: it orders choices, never limits."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    goal: Goal
    level: Level
    location: Location
    days: int
    asked_minutes: int
    minutes: int
    """Of a session, after the caps of age and level."""
    age: int
    is_minor: bool
    is_senior: bool
    is_cautious: bool
    """The screening found something: the careful prescriptions apply."""
    is_obese: bool
    is_active: bool
    needs_balance: bool
    by_feel: bool
    """No pulse targets: a medicine makes them lie."""
    is_hypertensive: bool
    hr_rest: int | None
    at_hand: frozenset[str]
    declared: frozenset[str]
    forbidden: frozenset[str]
    disliked: frozenset[str]
    priorities: tuple[str, ...]
    """Muscles to favour, by the questionnaire's names; at most two."""
    asked_priorities: tuple[str, ...]

    @property
    def is_careful(self) -> bool:
        """Over sixty, or something was found: the last column of the tables."""
        return self.is_senior or self.is_cautious

    @property
    def is_tender(self) -> bool:
        """Three strength days at most: the careful, and minors. Source: WHO 2020, NSCA youth."""
        return self.is_careful or self.is_minor


def level_of(train_months: int, *, has_logged_weights: bool = False) -> Level:
    """The level that months of training speak for; self-praise never raises it.

    Source: ACSM 2009; "advanced" needs a working weight on record [P].
    """
    if train_months < BEGINNER_UNDER:
        return Level.BEGINNER
    if train_months > ADVANCED_OVER and has_logged_weights:
        return Level.ADVANCED
    return Level.INTERMEDIATE


def profile_of(answers: Answers, *, has_logged_weights: bool = False) -> Profile:
    level = level_of(answers.train_months, has_logged_weights=has_logged_weights)
    screening = screen(answers, date.min)
    found = signs(answers)
    declared = frozenset(answers.equipment) - {"none"}
    return Profile(
        goal=answers.goal,
        level=level,
        location=answers.location,
        days=answers.days_per_week,
        asked_minutes=answers.minutes,
        minutes=min(answers.minutes, cap_minutes(answers.age, level)),
        age=answers.age,
        is_minor=answers.age < MINOR_UNDER,
        is_senior=answers.age >= SENIOR_FROM,
        is_cautious=screening.is_cautious,
        is_obese=answers.bmi >= OBESE_FROM,
        is_active=is_regularly_active(answers),
        needs_balance=answers.age >= SENIOR_FROM or "osteoporosis" in found,
        by_feel=not found.isdisjoint({"beta_blocker", "heart", "pregnancy"}),
        is_hypertensive=not found.isdisjoint({"hypertension", "blood_pressure"}),
        hr_rest=answers.hr_rest,
        at_hand=declared | ASSUMED[answers.location],
        declared=declared,
        forbidden=forbidden_tags(answers),
        disliked=frozenset(answers.disliked),
        priorities=answers.priority_muscles[:2] or DEFAULT_PRIORITIES[answers.sex],
        asked_priorities=answers.priority_muscles,
    )


def cap_minutes(age: int, level: Level) -> int:
    """The longest session for this age and level [P]."""
    if age >= SENIOR_FROM:
        return CAP_SENIOR
    if age < MINOR_UNDER:
        return CAP_MINOR
    return CAP_BEGINNER if level is Level.BEGINNER else CAP_ANYONE


def muscles_of(priority: str) -> tuple[str, ...]:
    """The catalogue's muscles behind a button of the questionnaire."""
    groups: Mapping[str, tuple[str, ...]] = {"back": BACK, "shoulders": SHOULDERS}
    return groups.get(priority, (priority,))
