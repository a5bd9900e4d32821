"""Reasons: why each number of an exercise is what it is, with the bounds of the rule it came from.

Codes and numbers only: `app.words.reasons` says them. Bounds are called `least` and `most`.
"""

from collections.abc import Mapping

from domain.exercises import Level, Unit
from domain.programmes import cardio
from domain.programmes.paces import Moment, Pace
from domain.programmes.plan import Datum, Item, Phrase, phrase
from domain.programmes.prescriptions import (
    DELOAD_RIR,
    TEMPO,
    TEMPO_SLOW,
    Row,
    holds_for,
    least_reserve,
    row_for,
    seconds_per_rep,
)
from domain.programmes.profiles import Profile
from domain.programmes.selection import Pick
from domain.programmes.splits import Stress
from domain.programmes.volumes import INTRO_WEEKS, MERGED, has_introduction, volume_in
from domain.questionnaire import Goal

Bounds = Mapping[str, Datum]
DELOAD_BOUNDS = (50, 60)
"""Per cent of the sets of the week before. Source: Rogerson et al. 2024."""


def reasons_for(
    profile: Profile, pick: Pick, item: Item, pace: Pace, moment: Moment
) -> dict[str, Phrase]:
    """For each prescribed field of a strength exercise, and for the choice itself."""
    row = row_for(profile, pick.tier, moment.week, pace.stress)
    reasons = {
        "exercise": _why_chosen(pick),
        "sets": _why_sets(profile, pick, item, moment),
        "reps": _why_reps(profile, pick, item, pace, row),
        "rest_s": _why_rest(item, row),
    }
    if item.rir is not None:
        reasons["rir"] = _why_reserve(profile, item.rir, moment, row)
    if item.tempo is not None:
        reasons["tempo"] = _why_tempo(item.tempo)
    if item.percent_1rm is not None:
        told = {"percent": item.percent_1rm, "rir": item.rir or 0}
        reasons["percent_1rm"] = phrase("percent", **told, **within(row.percent))
    return reasons


def within(bounds: tuple[float, float]) -> Bounds:
    return {"least": bounds[0], "most": bounds[1]}


def weekly_cardio(profile: Profile) -> Bounds:
    """Minutes a week that the goal asks for in time, and the most they rise in a week."""
    rise = round((cardio.RISE - 1) * 100)
    return {**within(cardio.BANDS[profile.goal]), "rise": rise, "whom": profile.goal.value}


def reserve_of_pulse(profile: Profile, zone: tuple[float, float]) -> Bounds:
    """Per cent of the way from the pulse at rest to the highest."""
    shares = (round(zone[0] * 100), round(zone[1] * 100))
    rest = profile.hr_rest or cardio.HR_REST_ASSUMED
    return {**within(shares), "rest": rest, "top": round(cardio.max_pulse(profile.age))}


def _why_chosen(pick: Pick) -> Phrase:
    if pick.slot.is_essential:
        return phrase("for_family", family=pick.slot.family)
    return phrase("for_muscle", muscle=pick.exercise.primary[0])


def _why_sets(profile: Profile, pick: Pick, item: Item, moment: Moment) -> Phrase:
    if moment.deload:
        return phrase("sets_deload", sets=item.sets, **within(DELOAD_BOUNDS))
    volume = volume_in(profile, moment.week)
    muscle = MERGED.get(pick.exercise.primary[0], pick.exercise.primary[0])
    learning = has_introduction(profile) and moment.week <= INTRO_WEEKS
    return phrase(
        "sets_intro" if learning else "sets_goal",
        sets=item.sets,
        muscle=muscle,
        session=volume.session_cap,
        whom="intro" if learning else _whom_by_volume(profile),
        **within(volume.bounds(muscle)),
    )


def _whom_by_volume(profile: Profile) -> str:
    """Whose row of weekly sets it is."""
    if profile.is_careful or profile.is_minor:
        return _whom(profile)
    is_for_size = profile.goal is Goal.MUSCLE_GAIN
    if profile.level is Level.BEGINNER:
        return "beginner_muscle_gain" if is_for_size else "beginner"
    if profile.level is Level.ADVANCED and is_for_size:
        return "muscle_gain_advanced"
    return profile.goal.value


def _whom(profile: Profile) -> str:
    if profile.is_careful:
        return "careful"
    return "minor" if profile.is_minor else profile.goal.value


def _why_rest(item: Item, row: Row) -> Phrase:
    if item.circuit:
        return phrase("rest_circuit", rest=item.rest_s, least=row.rest[0])
    if item.pair is not None:
        return phrase("rest_pair", rest=item.rest_s, least=row.rest[0])
    return phrase("rest", rest=item.rest_s, **within(row.rest))


def _why_reps(profile: Profile, pick: Pick, item: Item, pace: Pace, row: Row) -> Phrase:
    is_hold = pick.exercise.unit is not Unit.REPS
    bounds = holds_for(profile) if is_hold else row.reps_bounds
    told: dict[str, Datum] = {"low": item.reps[0], "high": item.reps[1], "whom": _whom(profile)}
    return phrase(_of_reps(profile, pick, pace, is_hold=is_hold), **told, **within(bounds))


def _of_reps(profile: Profile, pick: Pick, pace: Pace, *, is_hold: bool) -> str:
    if is_hold:
        return "reps_hold"
    if pace.most_reps is not None:
        return "reps_tight"
    if profile.is_careful:
        return "reps_careful"
    if pace.stress is not None and pick.exercise.is_compound:
        return _of_day(pace.stress)
    return "reps_minor" if profile.is_minor else f"reps_{profile.goal.value}"


def _of_day(stress: Stress) -> str:
    if stress is Stress.HEAVY:
        return "reps_day_heavy"
    return "reps_day_medium" if stress is Stress.MEDIUM else "reps_day_light"


def _why_reserve(profile: Profile, rir: int, moment: Moment, row: Row) -> Phrase:
    if moment.deload:
        return phrase("rir_deload", rir=rir, least=DELOAD_RIR)
    floor = max(row.rir[0], least_reserve(profile, moment.week))
    bounds = within((floor, max(floor, row.rir[1])))
    return phrase(_of_reserve(profile, moment), rir=rir, **bounds)


def _of_reserve(profile: Profile, moment: Moment) -> str:
    if profile.is_tender:
        return "rir_careful"
    learning = profile.level is Level.BEGINNER and moment.week <= INTRO_WEEKS
    return "rir_first_weeks" if learning else "rir_wave"


def _why_tempo(tempo: str) -> Phrase:
    code = "tempo_slow" if tempo == TEMPO_SLOW else "tempo"
    return phrase(code, tempo=tempo, least=seconds_per_rep(TEMPO), most=seconds_per_rep(TEMPO_SLOW))
