"""Splits: which days are for what, and which movements a session is made of.

A session is a list of slots in the order in which they are worth having: a short session takes
the first few. The order in which they are done is for `generator`.

Source: ACSM 2009 (frequency by level), ACSM 2026 and WHO 2020 (each muscle twice a week);
weekly coverage and the order of slots are our own [P].
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.exercises import Level
from domain.programmes.plan import Kind
from domain.programmes.profiles import Profile
from domain.questionnaire import Goal

HYBRID_OVER = 30
"""Minutes from which three days of the trained part into whole body, upper and lower [P]."""
UNDULATES_FROM = 3
"""Strength days a week from which heavy and light ones take turns. Source: ACSM 2026."""


class Stress(StrEnum):
    """How heavy a day is, inside the bounds of its row."""

    HEAVY = "heavy"
    MEDIUM = "medium"
    LIGHT = "light"


KNEE = ("squat", "lunge")
HIP = ("hinge", "hip_thrust")
PUSH = ("push_horizontal", "push_vertical")
PULL = ("pull_horizontal", "pull_vertical")
CORE = (
    "core_antiextension",
    "core_antirotation",
    "core_lateral",
    "core_rotation",
    "core_flexion",
)
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "knee": KNEE,
    "hip": HIP,
    "push": PUSH,
    "pull": PULL,
    "core": CORE,
}
"""Every week has two sets of each, every full-body session has all five."""


@dataclass(frozen=True)
class Slot:
    family: str
    """A key of FAMILIES, or the pattern itself for what is good to have."""
    patterns: tuple[str, ...]
    """In order of preference."""
    muscle: str | None = None
    """A muscle it is there for."""

    @property
    def is_essential(self) -> bool:
        return self.family in FAMILIES


def _essential(family: str, first: str) -> Slot:
    rest = tuple(pattern for pattern in FAMILIES[family] if pattern != first)
    return Slot(family, (first, *rest))


SQUAT, LUNGE = _essential("knee", "squat"), _essential("knee", "lunge")
HINGE, THRUST = _essential("hip", "hinge"), _essential("hip", "hip_thrust")
PRESS, ROW = _essential("push", "push_horizontal"), _essential("pull", "pull_horizontal")
PULLDOWN = _essential("pull", "pull_vertical")
BRACE, TWIST = _essential("core", "core_antiextension"), _essential("core", "core_antirotation")
OVERHEAD = Slot("push_vertical", ("push_vertical",))
PULLDOWN_MORE = Slot("pull_vertical", ("pull_vertical", "pull_horizontal"))
ROW_MORE = Slot("pull_horizontal", ("pull_horizontal", "pull_vertical"))
PRESS_MORE = Slot("push_horizontal", ("push_horizontal",))
LUNGE_MORE = Slot("lunge", ("lunge", "squat"))
THRUST_MORE = Slot("hip_thrust", ("hip_thrust", "hip_abduction"))
LEG_CURL = Slot("knee_flexion", ("knee_flexion",))
LEG_EXTENSION = Slot("knee_extension", ("knee_extension", "knee_flexion"))
CALVES = Slot("calf", ("calf",))
SIDE_DELT = Slot("shoulder_iso", ("shoulder_iso",), muscle="side_delt")
REAR_DELT = Slot("shoulder_iso", ("shoulder_iso",), muscle="rear_delt")
BICEPS = Slot("elbow_flexion", ("elbow_flexion",))
TRICEPS = Slot("elbow_extension", ("elbow_extension",))
FLY = Slot("chest_fly", ("chest_fly",))

SESSIONS: Mapping[str, tuple[Slot, ...]] = {
    "full_body_a": (SQUAT, PRESS, ROW, HINGE, BRACE, PULLDOWN_MORE, SIDE_DELT, CALVES),
    "full_body_b": (LUNGE, PRESS, PULLDOWN, THRUST, TWIST, BICEPS, CALVES, OVERHEAD),
    "full_body_c": (SQUAT, PRESS, ROW, HINGE, BRACE, TRICEPS, LEG_CURL, SIDE_DELT),
    "full_body_heavy": (SQUAT, PRESS, ROW, HINGE, BRACE, PULLDOWN_MORE, SIDE_DELT, CALVES),
    "full_body_light": (LUNGE, PRESS, PULLDOWN, THRUST, TWIST, BICEPS, CALVES, OVERHEAD),
    "full_body_medium": (SQUAT, PRESS, ROW, HINGE, BRACE, TRICEPS, LEG_CURL, SIDE_DELT),
    "upper_a": (PRESS, ROW, OVERHEAD, PULLDOWN, BRACE, SIDE_DELT, BICEPS, TRICEPS),
    "upper_b": (PULLDOWN, PRESS, ROW, OVERHEAD, TWIST, REAR_DELT, TRICEPS, BICEPS),
    "lower_a": (SQUAT, HINGE, BRACE, LEG_CURL, CALVES, LUNGE_MORE, LEG_EXTENSION),
    "lower_b": (LUNGE, THRUST, TWIST, LEG_CURL, CALVES, LEG_EXTENSION, THRUST_MORE),
    "push_a": (PRESS, OVERHEAD, TRICEPS, SIDE_DELT, BRACE, FLY, PRESS_MORE),
    "push_b": (PRESS, OVERHEAD, SIDE_DELT, TRICEPS, TWIST, FLY, PRESS_MORE),
    "pull_a": (ROW, PULLDOWN, BICEPS, REAR_DELT, TWIST, ROW_MORE),
    "pull_b": (PULLDOWN, ROW, REAR_DELT, BICEPS, BRACE, ROW_MORE),
    "legs_a": (SQUAT, HINGE, BRACE, LEG_CURL, CALVES, LUNGE_MORE, LEG_EXTENSION),
    "legs_b": (LUNGE, THRUST, TWIST, LEG_CURL, CALVES, LEG_EXTENSION, THRUST_MORE),
}

TENDER, NOVICE, TRAINED = "tender", "novice", "trained"
STRENGTH_DAYS: Mapping[str, tuple[int, ...]] = {
    TENDER: (1, 2, 3, 3, 3, 3, 3),
    NOVICE: (1, 2, 3, 4, 4, 4, 4),
    TRAINED: (1, 2, 3, 4, 5, 6, 6),
}
"""Strength sessions by days a week, from one to seven."""

_TITLES: Mapping[int, tuple[str, ...]] = {
    1: ("full_body_a",),
    2: ("full_body_a", "full_body_b"),
    3: ("full_body_a", "full_body_b", "full_body_c"),
    4: ("upper_a", "lower_a", "upper_b", "lower_b"),
    5: ("upper_a", "lower_a", "push_a", "pull_b", "legs_b"),
    6: ("push_a", "pull_a", "legs_a", "push_b", "pull_b", "legs_b"),
}
_HYBRID = ("full_body_a", "upper_b", "lower_b")
_THREE_STRESSES = ("full_body_heavy", "full_body_light", "full_body_medium")
_WEEKDAYS: Mapping[int, tuple[int, ...]] = {
    1: (1,),
    2: (1, 4),
    3: (1, 3, 5),
    4: (1, 2, 4, 5),
    5: (1, 2, 4, 5, 6),
    6: (1, 2, 3, 4, 5, 6),
}
_CARDIO_WEEKDAYS: Mapping[int, tuple[int, ...]] = {3: (6, 2, 4), 4: (6, 3)}
"""Where easy days go among so many strength days; Sunday is always free."""


@dataclass(frozen=True)
class Layout:
    """What each training weekday is for; those absent are for rest."""

    strength: Mapping[int, str]
    """Weekday to the session's title code."""
    cardio: tuple[int, ...]

    def kind(self, weekday: int) -> Kind:
        if weekday in self.strength:
            return Kind.STRENGTH
        return Kind.CARDIO if weekday in self.cardio else Kind.REST


def column(profile: Profile) -> str:
    """Which column of the split table a person belongs to."""
    if profile.is_tender:
        return TENDER
    return NOVICE if profile.level is Level.BEGINNER else TRAINED


def strength_days(profile: Profile) -> int:
    return STRENGTH_DAYS[column(profile)][profile.days - 1]


def titles_for(profile: Profile) -> tuple[str, ...]:
    """The week's strength sessions in order."""
    count = strength_days(profile)
    if count == 3 and column(profile) == TRAINED:
        if profile.level is Level.ADVANCED:
            return _THREE_STRESSES
        if profile.goal in {Goal.MUSCLE_GAIN, Goal.STRENGTH} and profile.minutes > HYBRID_OVER:
            return _HYBRID
    return _TITLES[count]


def stress_for(profile: Profile, title: str) -> Stress | None:
    """How heavy a day is where days undulate: the trained, on three strength days and more."""
    if column(profile) != TRAINED or strength_days(profile) < UNDULATES_FROM:
        return None
    name, _, kind = title.rpartition("_")
    if kind == "b":
        return Stress.LIGHT if name == "full_body" else Stress.MEDIUM
    return {"a": Stress.HEAVY, "c": Stress.MEDIUM}.get(kind) or Stress(kind)


def lay_out(profile: Profile) -> Layout:
    """The week of this person: six training days at most, whatever was asked."""
    count = strength_days(profile)
    easy = min(profile.days, 6) - count
    weekdays = _WEEKDAYS[count]
    return Layout(
        strength=dict(zip(weekdays, titles_for(profile), strict=True)),
        cardio=tuple(sorted(_CARDIO_WEEKDAYS.get(count, ())[:easy])),
    )


def is_full_body(title: str) -> bool:
    return title.startswith("full_body")


def works_legs(title: str) -> bool:
    """Whether legs are trained hard on such a day."""
    return title.startswith(("full_body", "lower", "legs"))
