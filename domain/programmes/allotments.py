"""Allotments: how many sets each slot of a week may have, whatever exercise comes to fill it.

They are dealt to typical exercises, so they depend on the person's limits and days but not on
what he may or may not do: taking an exercise away never makes room for more work elsewhere.

Source: the limits of `volumes`; the typical muscles are the catalogue's most frequent ones.
"""

from collections.abc import Sequence

from domain.exercises import Exercise, Level, Unit
from domain.programmes.allocation import Sets, fill, limits_for
from domain.programmes.prescriptions import Tier
from domain.programmes.profiles import Profile
from domain.programmes.selection import COMPOUND_PATTERNS, Pick, Session
from domain.programmes.shapes import Shape
from domain.programmes.splits import CORE, SESSIONS, Slot
from domain.programmes.volumes import Volume
from domain.questionnaire import Goal

STAND_IN = 2
"""Sets of a slot that makes up for one with no exercise."""

_TYPICAL = {
    "squat": ("quads glutes", "hamstrings"),
    "lunge": ("quads glutes", "hamstrings"),
    "hinge": ("hamstrings glutes", ""),
    "hip_thrust": ("glutes", "hamstrings"),
    "push_horizontal": ("chest triceps", "front_delt"),
    "push_vertical": ("front_delt triceps", "side_delt"),
    "pull_horizontal": ("lats upper_back", "biceps rear_delt"),
    "pull_vertical": ("lats upper_back", "biceps"),
    "knee_flexion": ("hamstrings", "calves"),
    "knee_extension": ("quads", ""),
    "calf": ("calves", ""),
    "shoulder_iso": ("side_delt", ""),
    "elbow_flexion": ("biceps", ""),
    "elbow_extension": ("triceps", ""),
    "chest_fly": ("chest", "front_delt"),
    "core_antiextension": ("abs", ""),
    "core_antirotation": ("abs", ""),
}


def allot(profile: Profile, titles: Sequence[str], shapes: Sequence[Shape], volume: Volume) -> Sets:
    """Sets for each slot of each session's template, in its order; stand-ins at the end."""
    sessions = [
        _typical(profile, title, shape) for title, shape in zip(titles, shapes, strict=True)
    ]
    ceilings = [[most_sets(profile, pick.tier) for pick in s.picks] for s in sessions]
    dealt = fill(profile, sessions, limits_for(profile, volume, shapes, ceilings))
    return [
        [*sets, *[STAND_IN] * (len(SESSIONS[title]) - len(sets))]
        for title, sets in zip(titles, dealt, strict=True)
    ]


def ceilings_for(
    profile: Profile, sessions: Sequence[Session], shapes: Sequence[Shape], allotted: Sets
) -> Sets:
    """The most sets of each chosen exercise; exercises beyond a shape's number get none."""
    return [
        [
            min(most_sets(profile, pick.tier), slots[SESSIONS[session.title].index(pick.slot)])
            if j < shape.exercises
            else 0
            for j, pick in enumerate(session.picks)
        ]
        for session, shape, slots in zip(sessions, shapes, allotted, strict=True)
    ]


def most_sets(profile: Profile, tier: Tier) -> int:
    """Sets of one exercise at most [P]."""
    if tier is Tier.MAIN:
        return 5
    return 4 if tier is Tier.COMPOUND and not profile.is_tender else 3


def _typical(profile: Profile, title: str, shape: Shape) -> Session:
    slots = SESSIONS[title][: shape.exercises]
    main = profile.goal is Goal.STRENGTH
    picks = []
    for n, slot in enumerate(slots):
        tier = Tier.MAIN if main and n == 0 else _tier(slot)
        picks.append(Pick(slot, _exercise(slot.patterns[0], n), tier))
    return Session(0, title, tuple(picks), ())


def _tier(slot: Slot) -> Tier:
    if slot.patterns[0] in CORE:
        return Tier.CORE
    return Tier.COMPOUND if slot.patterns[0] in COMPOUND_PATTERNS else Tier.ISOLATION


def _exercise(pattern: str, n: int) -> Exercise:
    primary, secondary = _TYPICAL[pattern]
    return Exercise(
        slug=f"typical_{pattern}_{n}",
        name=pattern,
        pattern=pattern,
        is_compound=pattern in COMPOUND_PATTERNS,
        primary=tuple(primary.split()),
        secondary=tuple(secondary.split()),
        equipment=(),
        locations=frozenset(),
        level=Level.BEGINNER,
        is_unilateral=False,
        unit=Unit.REPS,
        fatigue=1,
        tags=frozenset(),
        regress_to=None,
        progress_to=None,
    )
