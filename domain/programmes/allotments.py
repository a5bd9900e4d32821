"""Allotments: how many sets each slot of a session may have, whatever exercise comes to fill it.

They are dealt to typical exercises, so they depend on the person's limits and days but not on
what he may or may not do: taking an exercise away never makes room for more work elsewhere.

Source: the limits of `volumes`; the typical muscles are the catalogue's most frequent ones.
"""

from collections.abc import Sequence

from domain.exercises import Exercise, Level, Unit
from domain.programmes.prescriptions import Tier
from domain.programmes.profiles import Profile
from domain.programmes.selection import COMPOUND_PATTERNS, Pick, Session
from domain.programmes.shapes import Shape
from domain.programmes.splits import CORE, SESSIONS, Slot
from domain.programmes.volumes import Sets
from domain.questionnaire import Goal

_TYPICAL = {
    "squat": ("quads glutes", "hamstrings"),
    "lunge": ("quads glutes", "hamstrings"),
    "hinge": ("hamstrings glutes", "lower_back"),
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


def typical_sessions(
    profile: Profile, titles: Sequence[str], shapes: Sequence[Shape]
) -> list[Session]:
    """Sessions of these shapes with nobody's exercises in them."""
    return [_typical(profile, title, shape) for title, shape in zip(titles, shapes, strict=True)]


def ceilings_for(sessions: Sequence[Session], open_: Sequence[int], allotted: Sets) -> Sets:
    """The most sets of each chosen exercise; exercises beyond a session's open number get none.

    What a slot without any exercise would have had goes to the exercise that stands in for it.
    """
    return [
        _ceilings(session, count, slots)
        for session, count, slots in zip(sessions, open_, allotted, strict=True)
    ]


def _ceilings(session: Session, count: int, allotted: Sequence[int]) -> list[int]:
    template = SESSIONS[session.title]
    places = [template.index(pick.slot) for pick in session.picks]
    lost = iter([allotted[n] for n in range(count) if n not in places])
    sets = [allotted[n] if n < count else next(lost, 0) for n in places]
    return [n if j < count else 0 for j, n in enumerate(sets)]


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
        tier = Tier.MAIN if main and n == 0 else tier_of(slot)
        picks.append(Pick(slot, typical(slot, n), tier))
    return Session(0, title, tuple(picks), ())


def tier_of(slot: Slot) -> Tier:
    if slot.patterns[0] in CORE:
        return Tier.CORE
    return Tier.COMPOUND if slot.patterns[0] in COMPOUND_PATTERNS else Tier.ISOLATION


def typical(slot: Slot, n: int = 0) -> Exercise:
    """An exercise that loads what most exercises of the slot do."""
    pattern = slot.patterns[0]
    primary, secondary = _TYPICAL[pattern]
    return Exercise(
        slug=f"typical_{pattern}_{n}",
        name=pattern,
        pattern=pattern,
        is_compound=pattern in COMPOUND_PATTERNS,
        primary=(slot.muscle,) if slot.muscle else tuple(primary.split()),
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
