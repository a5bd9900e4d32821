"""Newcomers: exercises the trainer puts into a plan, with numbers from the same tables.

The choice is his, and its reason says so; the numbers are the rules' own until he changes them.
"""

from collections.abc import Collection

from domain.exercises import Exercise, Level, Unit
from domain.programmes.grounds import Ground, alternatives
from domain.programmes.items import prescribe, prescribe_balance, prescribe_cardio
from domain.programmes.paces import Moment, Pace
from domain.programmes.plan import Item, Phrase, Plan, phrase
from domain.programmes.prescriptions import Tier, states_percent
from domain.programmes.selection import Pick
from domain.programmes.splits import CORE, Slot
from domain.programmes.volumes import INTRO_WEEKS, is_strength

CARDIO_MINUTES = 10
SETS, FEW_SETS = 3, 2
STEADY = frozenset({"cardio_steady", "cardio_interval"})
OWN_CHOICE = phrase("own_exercise")


def rank(exercise: Exercise) -> int:
    """Its turn in a session: compounds, isolation, core, then the rest."""
    if not is_strength(exercise):
        return 3
    if exercise.pattern in CORE:
        return 2
    return 0 if exercise.is_compound else 1


def prescribe_new(
    plan: Plan, week: int, slug: str, ground: Ground, *, taken: Collection[str]
) -> Item:
    """An exercise as the table would have it in this week of this plan."""
    exercise = ground.catalogue[slug]
    others = alternatives(ground, slug, taken)
    item = _by_table(plan, week, exercise, ground, others)
    return item.model_copy(
        update={"alternatives": others, "reasons": item.reasons | {"exercise": OWN_CHOICE}}
    )


def stand_in(
    plan: Plan, week: int, item: Item, slug: str, ground: Ground, taken: Collection[str]
) -> Item:
    """Another exercise by the same numbers; by the table's where it is counted otherwise."""
    exercise = ground.catalogue[slug]
    if exercise.unit is not item.unit or Unit.MINUTES in {exercise.unit, item.unit}:
        new = prescribe_new(plan, week, slug, ground, taken=taken)
        return _lasting(new, item)
    keeps_percent = item.percent_1rm is not None and states_percent(ground.profile, exercise)
    reasons: dict[str, Phrase] = item.reasons | {"exercise": OWN_CHOICE}
    gone = {"load_g"} if keeps_percent else {"load_g", "percent_1rm"}
    reasons = {name: reason for name, reason in reasons.items() if name not in gone}
    return item.model_copy(
        update={
            "slug": slug,
            "per_side": exercise.is_unilateral,
            "percent_1rm": item.percent_1rm if keeps_percent else None,
            "load_g": None,
            "reasons": reasons,
            "alternatives": alternatives(ground, slug, taken),
        }
    )


def _lasting(new: Item, old: Item) -> Item:
    """Cardio for as many minutes as before; anything else for as many sets."""
    if new.unit is old.unit:
        kept = "reps"
    elif Unit.MINUTES in {new.unit, old.unit}:
        return new
    else:
        kept = "sets"
    reasons = {kept: old.reasons[kept]} if kept in old.reasons else {}
    return new.model_copy(update={kept: getattr(old, kept), "reasons": new.reasons | reasons})


def _by_table(
    plan: Plan, week: int, exercise: Exercise, ground: Ground, others: tuple[str, ...]
) -> Item:
    profile, moment = ground.profile, _moment(plan, week)
    if exercise.unit is Unit.MINUTES:
        easy = moment.deload or profile.is_careful
        return prescribe_cardio(profile, exercise, CARDIO_MINUTES, easy=easy, others=others)
    if not is_strength(exercise) and exercise.unit is Unit.SECONDS:
        return prescribe_balance(exercise)
    pick = Pick(Slot(exercise.pattern, (exercise.pattern,)), exercise, _tier(exercise))
    few = moment.deload or (profile.level is Level.BEGINNER and week <= INTRO_WEEKS)
    return prescribe(profile, pick, FEW_SETS if few else SETS, Pace(), moment, others)


def _tier(exercise: Exercise) -> Tier:
    if exercise.pattern in CORE:
        return Tier.CORE
    return Tier.COMPOUND if exercise.is_compound else Tier.ISOLATION


def _moment(plan: Plan, number: int) -> Moment:
    into_block, deload = 0, False
    for week in plan.weeks:
        deload = week.deload
        if week.number == number:
            break
        into_block = 0 if week.deload else into_block + 1
    return Moment(number, into_block, deload=deload)


def refresh_pulse(item: Item, ground: Ground, *, easy: bool) -> Item:
    """Cardio at this person's own pulse, for as many minutes as it says."""
    exercise = ground.catalogue[item.slug]
    fresh = prescribe_cardio(
        ground.profile, exercise, item.reps[1], easy=easy, others=item.alternatives
    )
    return fresh.model_copy(
        update={"reasons": fresh.reasons | {"exercise": item.reasons["exercise"]}}
    )


def is_cardio(item: Item, ground: Ground) -> bool:
    return item.unit is Unit.MINUTES and ground.catalogue[item.slug].pattern in STEADY
