"""Selection: the best exercise for each slot of each session, by score and by seed.

The score weighs what a coach weighs: the movement first, then level, tools, freshness, the
person's priorities. The seed only breaks near ties. How many sets each gets is for `allocation`.

Source: the weights are our own [P]; fatigue limits: the product's rule I31.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

from domain.exercises import Exercise, Level, Unit
from domain.programmes.pool import Pool, assumed_equipment
from domain.programmes.prescriptions import SHORT_MINUTES, Tier, is_loaded
from domain.programmes.profiles import Profile, muscles_of
from domain.programmes.rooms import Room
from domain.programmes.splits import CORE, HIP, KNEE, PULL, PUSH, SESSIONS, Slot
from domain.questionnaire import Goal

COMPOUND_PATTERNS = frozenset({*KNEE, *HIP, *PUSH, *PULL})
LIGHT = frozenset({"bands", "mat", "wall", "chair"})
"""With nothing but these it is one's own weight that works."""
ALTERNATIVES = 3
JITTER = 1.5
SPILL = 1.5

WORN_BY = {"squat": frozenset({"squat", "lunge", "plyo"}), "hinge": frozenset({"hinge"})}
"""Heavy work (fatigue 3) of either kind comes once in a session."""


@dataclass(frozen=True)
class Pick:
    """An exercise in its place."""

    slot: Slot
    exercise: Exercise
    tier: Tier


@dataclass(frozen=True)
class Session:
    weekday: int
    title: str
    picks: tuple[Pick, ...]
    missing: tuple[str, ...]
    """Families with no allowed exercise."""


@dataclass(frozen=True)
class Chooser:
    """Chooses exercises for one person, session after session; what was used is counted."""

    profile: Profile
    pool: Pool
    seed: int
    rooms: Sequence[Room]
    used: Counter[str] = field(default_factory=Counter)

    def session(
        self, number: int, title: str, weekday: int, typical: Sequence[Exercise]
    ) -> Session:
        """As many exercises as typical ones, a slot with none made up for by a later one."""
        picks: list[Pick] = []
        missing: list[str] = []
        lost: list[int] = []
        for n, slot in enumerate(SESSIONS[title]):
            if len(picks) == len(typical):
                break
            place = n if n < len(typical) else lost[0]
            for room in self.rooms if n < len(typical) else ():
                room.put(number, typical[n], -room.sets[number][n])
            exercise = self._best(slot, picks, number, place, title)
            if exercise is None:
                missing.extend([slot.family] if slot.is_essential else [])
                lost.extend([n] if n < len(typical) else [])
                continue
            lost = lost if n < len(typical) else lost[1:]
            for room in self.rooms:
                room.put(number, exercise, room.sets[number][place])
            picks.append(Pick(slot, exercise, _tier(self.profile, exercise, picks)))
        self.used.update(pick.exercise.slug for pick in picks)
        return Session(weekday, title, tuple(picks), tuple(missing))

    def _best(
        self, slot: Slot, picks: Sequence[Pick], number: int, place: int, title: str
    ) -> Exercise | None:
        """The best that keeps within the muscles' limits, or the one that exceeds them least."""
        fit = [e for e in self.pool if e.pattern in slot.patterns and _may_join(e, picks)]
        if slot.muscle:
            fit = [e for e in fit if slot.muscle in e.primary]
        salt = f"{self.seed}:{title}"
        fit.sort(key=lambda e: _score(self.profile, slot, e, self.used, salt))

        def excess(exercise: Exercise) -> float:
            return sum(r.excess(number, exercise, r.sets[number][place]) for r in self.rooms)

        return next((e for e in fit if excess(e) == 0), None) or min(fit, key=excess, default=None)


def alternatives_for(pick: Pick, pool: Pool, taken: Sequence[str]) -> tuple[str, ...]:
    """Other exercises for the same movement: the chain's neighbours first."""
    exercise = pick.exercise
    near = {exercise.regress_to: 0, exercise.progress_to: 1}
    same = [e for e in pool if e.pattern == exercise.pattern and e.slug not in taken]
    same.sort(key=lambda e: (near.get(e.slug, 2), e.primary != exercise.primary))
    return tuple(e.slug for e in same[:ALTERNATIVES])


def _may_join(exercise: Exercise, picks: Sequence[Pick]) -> bool:
    there = [pick.exercise for pick in picks]
    if exercise in there:
        return False
    worn = [kind for kind, patterns in WORN_BY.items() if exercise.pattern in patterns]
    return exercise.fatigue < 3 or not any(
        other.fatigue == 3 and other.pattern in WORN_BY[kind] for other in there for kind in worn
    )


def _score(
    profile: Profile, slot: Slot, exercise: Exercise, used: Counter[str], salt: str
) -> float:
    """Lower is better."""
    off_kind = exercise.is_compound is not (exercise.pattern in COMPOUND_PATTERNS)
    return (
        10.0 * slot.patterns.index(exercise.pattern)
        + (0.0 if exercise.pattern in CORE else 6.0 * off_kind)
        + 5.0 * used[exercise.slug]
        + _level_cost(profile, exercise)
        + _tool_cost(profile, exercise)
        + _body_cost(profile, exercise)
        - 2.0 * _is_priority(profile, exercise)
        + JITTER * crc32(f"{salt}:{slot.family}:{exercise.slug}".encode()) / 2**32
    )


def _level_cost(profile: Profile, exercise: Exercise) -> float:
    """The careful train below their level, the others at it."""
    if profile.is_tender:
        return 1.5 * exercise.level + 0.5 * (exercise.fatigue - 1)
    wants_heavy = profile.goal is Goal.STRENGTH and profile.level > Level.BEGINNER
    return 1.5 * (profile.level - exercise.level) - (1.0 * exercise.fatigue if wants_heavy else 0)


def _tool_cost(profile: Profile, exercise: Exercise) -> float:
    needs = frozenset[str]().union(*exercise.equipment)
    has_load = bool(needs - LIGHT)
    has_bands = "bands" in needs
    at_gym = profile.location == "gym"
    unloaded = 0.0 if has_load else (1.0 if has_bands and not at_gym else 2.5)
    return unloaded + 1.5 * bool(assumed_equipment(profile, exercise))


def _body_cost(profile: Profile, exercise: Exercise) -> float:
    on_floor = not exercise.tags.isdisjoint({"supine", "prone"})
    in_haste = profile.minutes <= SHORT_MINUTES
    is_hold = exercise.unit is not Unit.REPS and exercise.pattern not in CORE
    return (
        2.0 * (on_floor and profile.is_obese)
        + (6.0 if in_haste else 0.5) * exercise.is_unilateral
        + 4.0 * (in_haste and exercise.fatigue == 3)
        + 3.0 * is_hold
        + SPILL * _spills(exercise)
    )


def _spills(exercise: Exercise) -> bool:
    """Whether it tires, by the way, what other exercises are there for."""
    aside = {"glutes"} if exercise.pattern in CORE else {"abs"}
    return not aside.isdisjoint(exercise.secondary)


def _is_priority(profile: Profile, exercise: Exercise) -> bool:
    wanted = {muscle for name in profile.priorities for muscle in muscles_of(name)}
    return not wanted.isdisjoint(exercise.primary)


def _tier(profile: Profile, exercise: Exercise, before: Sequence[Pick]) -> Tier:
    """The first loaded compound of a session is its main lift where strength is the goal."""
    if exercise.pattern in CORE:
        return Tier.CORE
    if not exercise.is_compound:
        return Tier.ISOLATION
    heavy = exercise.pattern in COMPOUND_PATTERNS and is_loaded(exercise)
    has_main = any(pick.tier is Tier.MAIN for pick in before)
    is_main = profile.goal is Goal.STRENGTH and heavy and not has_main
    return Tier.MAIN if is_main else Tier.COMPOUND
