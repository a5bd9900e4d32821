"""Items: one chosen exercise with every number on it, and the reason for each.

Source: the rows of `prescriptions`; nothing is decided here but which row speaks.
"""

from domain.exercises import Exercise, Unit
from domain.programmes import cardio
from domain.programmes.paces import Moment, Pace
from domain.programmes.plan import Item, Phrase, phrase
from domain.programmes.prescriptions import (
    HOLD_EASY,
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
from domain.programmes.reasons import reasons_for, reserve_of_pulse, weekly_cardio, within
from domain.programmes.selection import Pick

BALANCE_REST = 30
SPREAD = 2
"""Between the lowest and the highest repetitions of a range that was cut short."""


def prescribe(
    profile: Profile, pick: Pick, sets: int, pace: Pace, moment: Moment, others: tuple[str, ...]
) -> Item:
    """A strength exercise as it is to be done in this week, with its reasons."""
    item = prescribe_bare(profile, pick, sets, pace, moment)
    reasons = reasons_for(profile, pick, item, pace, moment)
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
        "reps": phrase("cardio_minutes", minutes=minutes, **weekly_cardio(profile)),
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
        "reps": phrase("run_walk", run=run, walk=walk, **weekly_cardio(profile)),
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
        "sets": phrase("interval_times", sets=times, **within(cardio.INTERVALS)),
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
        reason = {"pulse": phrase(code, low=low, high=high, **reserve_of_pulse(profile, zone))}
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
            "reps": phrase("reps_hold", low=low, high=high, **within(HOLD_EASY)),
            "rest_s": phrase("rest", rest=BALANCE_REST),
        },
    )
