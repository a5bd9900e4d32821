"""Items: one chosen exercise with every number on it, and the reason for each.

Source: the rows of `prescriptions`; nothing is decided here but which row speaks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.exercises import Exercise, Level, Unit
from domain.programmes import cardio
from domain.programmes.plan import Item, Phrase, phrase
from domain.programmes.prescriptions import (
    HOLD_EASY,
    TEMPO_SLOW,
    Range,
    Row,
    Tier,
    holds_for,
    least_reserve,
    percent_of_max,
    reserve,
    row_for,
    states_percent,
    tempo_for,
)
from domain.programmes.profiles import Profile
from domain.programmes.selection import Pick
from domain.programmes.splits import Stress

BALANCE_REST = 30
SPREAD = 2
"""Between the lowest and the highest repetitions of a range that was cut short."""


@dataclass(frozen=True)
class Moment:
    """Where in the programme a week stands."""

    week: int
    into_block: int
    """Loading weeks since the start or the last deload."""
    deload: bool = False


@dataclass(frozen=True)
class Pace:
    """How closely a session's sets follow each other."""

    ease: float = 1.0
    """Rest between the shortest proper one (0) and a comfortable one (1)."""
    circuit_rest: int | None = None
    """Seconds between two exercises of a circuit; None for straight sets."""
    stress: Stress | None = None
    """Of the day, where days undulate."""
    pairs: tuple[tuple[int, ...], ...] = ()
    """Exercises done in turn, by their places in the session."""
    pair_rest: int = 0
    """Seconds between the two of a pair."""
    pair: int | None = None
    """Which pair the exercise at hand belongs to, from 1."""
    most_reps: int | None = None
    """Where even a circuit is too long for the goal's repetitions."""

    @property
    def is_circuit(self) -> bool:
        return self.circuit_rest is not None

    def at(self, place: int) -> "Pace":
        """The pace of the exercise in this place of the session."""
        numbers = (n for n, pair in enumerate(self.pairs, 1) if place in pair)
        return replace(self, pair=next(numbers, None)) if self.pairs else self

    def within(self, sets: Sequence[int], place: int) -> "Pace":
        """The same, where a pair stays one only while both have sets to do in turn."""
        kept = tuple(
            pair if all(sets[j] for j in pair) and abs(sets[pair[0]] - sets[pair[1]]) <= 1 else ()
            for pair in self.pairs
        )
        return replace(self, pairs=kept).at(place)


def prescribe(
    profile: Profile, pick: Pick, sets: int, pace: Pace, moment: Moment, others: tuple[str, ...]
) -> Item:
    """A strength exercise as it is to be done in this week, with its reasons."""
    item = prescribe_bare(profile, pick, sets, pace, moment)
    reasons = _reasons(profile, pick, item, pace, moment)
    return item.model_copy(update={"reasons": reasons, "alternatives": others})


def prescribe_bare(profile: Profile, pick: Pick, sets: int, pace: Pace, moment: Moment) -> Item:
    """Its numbers only."""
    exercise = pick.exercise
    row = row_for(profile, pick.tier, moment.week, pace.stress)
    reps = amount(profile, exercise, row, pace)
    floor = least_reserve(profile, moment.week)
    rir = reserve(row, moment.into_block, deload=moment.deload, at_least=floor)
    in_reps = exercise.unit is Unit.REPS
    percent = percent_for(profile, pick, row, reps, rir)
    tempo = tempo_for(profile) if in_reps else None
    return Item(
        slug=exercise.slug,
        sets=sets,
        reps=reps,
        unit=exercise.unit,
        per_side=exercise.is_unilateral,
        percent_1rm=percent,
        rir=rir if in_reps else None,
        rest_s=rest_for(row, pick.tier, pace),
        tempo=tempo,
        circuit=pace.is_circuit,
        pair=pace.pair,
        reasons={},
    )


def amount(profile: Profile, exercise: Exercise, row: Row, pace: Pace) -> Range:
    """Repetitions or seconds of one set, for each side of a one-sided exercise."""
    low, high = row.reps if exercise.unit is Unit.REPS else holds_for(profile)
    if pace.most_reps is None:
        return low, high
    if exercise.unit is not Unit.REPS:
        low, high = HOLD_EASY
    most = max(2, pace.most_reps // 2) if exercise.is_unilateral else pace.most_reps
    top = min(high, most)
    return max(1, min(low, top - SPREAD)), top


def rest_for(row: Row, tier: Tier, pace: Pace) -> int:
    """Seconds of rest: in a circuit its own, else inside the row; core work takes the least."""
    if pace.circuit_rest is not None:
        return pace.circuit_rest
    if pace.pair is not None:
        return pace.pair_rest
    low = row.rest[0]
    ease = 0.0 if tier is Tier.CORE else pace.ease
    return low + int((row.comfortable_rest - low) * ease) // 5 * 5


def percent_for(profile: Profile, pick: Pick, row: Row, reps: Range, rir: int) -> int | None:
    """The share of the maximum one starts a range with, inside the row."""
    if pick.tier not in {Tier.MAIN, Tier.COMPOUND} or not states_percent(profile, pick.exercise):
        return None
    percent = percent_of_max(reps[0], rir)
    return None if percent is None else max(row.percent[0], min(percent, row.percent[1]))


def prescribe_cardio(
    profile: Profile, exercise: Exercise, minutes: int, *, easy: bool, others: tuple[str, ...]
) -> Item:
    """Steady minutes at a pulse, or by feel where the pulse would lie."""
    reasons = {
        "exercise": phrase("for_heart"),
        "reps": phrase("cardio_minutes", minutes=minutes),
        "sets": phrase("one_set", sets=1),
        "rest_s": phrase("no_rest", rest=0),
    }
    zone = cardio.LIGHT_TO_MODERATE if easy else cardio.MODERATE
    item = _timed(exercise, 1, minutes, 0, reasons)
    return _at_a_pulse(profile, item.model_copy(update={"alternatives": others}), zone)


def prescribe_run(profile: Profile, exercise: Exercise, minutes: int, week: int) -> Item:
    """Running and walking in turn at first. Source: the rules' 1:2, 2:1, then without a pause."""
    if week not in cardio.RUN_WALK:
        return prescribe_cardio(profile, exercise, minutes, easy=False, others=())
    run, walk = cardio.RUN_WALK[week]
    times = minutes // (run + walk)
    reasons = {
        "exercise": phrase("for_heart"),
        "reps": phrase("run_walk", run=run, walk=walk),
        "sets": phrase("run_times", sets=times),
        "rest_s": phrase("walk_between", rest=walk * 60),
    }
    item = _timed(exercise, times, run, walk * 60, reasons)
    return _at_a_pulse(profile, item, cardio.LIGHT_TO_MODERATE)


def prescribe_intervals(profile: Profile, exercise: Exercise, times: int) -> Item:
    """A minute hard, a minute and a half easy, so many times."""
    amount = cardio.INTERVAL_WORK // (60 if exercise.unit is Unit.MINUTES else 1)
    reasons = {
        "exercise": phrase("for_intervals"),
        "reps": phrase("interval_hard", seconds=cardio.INTERVAL_WORK, amount=amount),
        "sets": phrase("interval_times", sets=times),
        "rest_s": phrase("interval_easy", rest=cardio.INTERVAL_REST),
    }
    item = _timed(exercise, times, amount, cardio.INTERVAL_REST, reasons)
    return _at_a_pulse(profile, item, cardio.HARD)


def _timed(
    exercise: Exercise, sets: int, amount: int, rest: int, reasons: dict[str, Phrase]
) -> Item:
    unit, reps = exercise.unit, (amount, amount)
    return Item(slug=exercise.slug, sets=sets, reps=reps, unit=unit, rest_s=rest, reasons=reasons)


def _at_a_pulse(profile: Profile, item: Item, zone: tuple[float, float]) -> Item:
    """With the pulse to keep and why, or with an effort where the pulse would lie."""
    pulse = cardio.pulse_for(profile, zone)
    low, high = pulse or cardio.EFFORT
    if pulse is None:
        reason = {"effort": phrase("effort", low=low, high=high)}
    else:
        code = "pulse" if profile.hr_rest else "pulse_assumed"
        reason = {"pulse": phrase(code, low=low, high=high)}
    effort = None if pulse else cardio.EFFORT
    reasons = item.reasons | reason
    return item.model_copy(update={"pulse": pulse, "effort": effort, "reasons": reasons})


def prescribe_balance(exercise: Exercise) -> Item:
    """A minute for balance, near something to hold on to."""
    low, high = HOLD_EASY
    return Item(
        slug=exercise.slug,
        sets=1,
        reps=HOLD_EASY,
        unit=Unit.SECONDS,
        per_side=exercise.is_unilateral,
        rest_s=BALANCE_REST,
        reasons={
            "exercise": phrase("for_balance"),
            "sets": phrase("one_set", sets=1),
            "reps": phrase("reps_hold", low=low, high=high),
            "rest_s": phrase("rest", rest=BALANCE_REST),
        },
    )


def _reasons(
    profile: Profile, pick: Pick, item: Item, pace: Pace, moment: Moment
) -> dict[str, Phrase]:
    reasons = {
        "exercise": _why_chosen(pick),
        "sets": phrase(_why_sets(profile, moment), sets=item.sets),
        "reps": phrase(_why_reps(profile, pick, pace), low=item.reps[0], high=item.reps[1]),
        "rest_s": _why_rest(item),
    }
    if item.rir is not None:
        reasons["rir"] = phrase(_why_reserve(profile, moment), rir=item.rir)
    if item.tempo is not None:
        slow = item.tempo == TEMPO_SLOW
        reasons["tempo"] = phrase("tempo_slow" if slow else "tempo", tempo=item.tempo)
    if item.percent_1rm is not None:
        reasons["percent_1rm"] = phrase("percent", percent=item.percent_1rm, rir=item.rir or 0)
    return reasons


def _why_chosen(pick: Pick) -> Phrase:
    if pick.slot.is_essential:
        return phrase("for_family", family=pick.slot.family)
    return phrase("for_muscle", muscle=pick.exercise.primary[0])


def _why_sets(profile: Profile, moment: Moment) -> str:
    if moment.deload:
        return "sets_deload"
    learning = profile.level is Level.BEGINNER and moment.week <= 2
    return "sets_intro" if learning else "sets_goal"


def _why_rest(item: Item) -> Phrase:
    if item.circuit:
        return phrase("rest_circuit", rest=item.rest_s)
    return phrase("rest" if item.pair is None else "rest_pair", rest=item.rest_s)


def _why_reps(profile: Profile, pick: Pick, pace: Pace) -> str:
    if pick.exercise.unit is not Unit.REPS:
        return "reps_hold"
    if pace.most_reps is not None:
        return "reps_tight"
    if profile.is_careful:
        return "reps_careful"
    if pace.stress is not None and pick.exercise.is_compound:
        return _why_day(pace.stress)
    return "reps_minor" if profile.is_minor else f"reps_{profile.goal.value}"


def _why_day(stress: Stress) -> str:
    if stress is Stress.HEAVY:
        return "reps_day_heavy"
    return "reps_day_medium" if stress is Stress.MEDIUM else "reps_day_light"


def _why_reserve(profile: Profile, moment: Moment) -> str:
    if moment.deload:
        return "rir_deload"
    if profile.is_tender:
        return "rir_careful"
    learning = profile.level is Level.BEGINNER and moment.week <= 2
    return "rir_first_weeks" if learning else "rir_wave"
