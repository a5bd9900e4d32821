"""Notes: what a plan could not do, what it took for granted, and what its reader should know."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from domain.exercises import Catalogue, Level
from domain.programmes import cardio
from domain.programmes.plan import Item, Kind, Phrase, Week, phrase
from domain.programmes.pool import assumed_equipment
from domain.programmes.profiles import Profile, muscles_of
from domain.programmes.skeletons import Skeleton
from domain.programmes.volumes import (
    BIG,
    MERGED,
    SMALL,
    tally_items,
    volume_in,
    volume_of,
    working_items,
)
from domain.screening import Screening, Verdict

SHORT_SHARE = 0.7
"""A session that fills less than this of the minutes asked for is explained."""
DIFFERENT_SHARE = 0.5
DELOAD_MOST = 0.6
FREQUENCY = 2
LIST = ";"
"""Parts the names in a note's list."""


def needs_review(screening: Screening, notes: Sequence[Phrase]) -> bool:
    """Whether the trainer looks first: the screening says so, or a whole movement is missing."""
    missing = any(note.code == "family_missing" for note in notes)
    return screening.verdict is not Verdict.GREEN or missing


def notes_for(
    skeleton: Skeleton, screening: Screening, weeks: Sequence[Week], catalogue: Catalogue
) -> tuple[Phrase, ...]:
    """Every note once, the most important first."""
    found = [
        *_on_screening(skeleton.profile, screening, weeks),
        *_on_pool(skeleton, weeks, catalogue),
        *_on_time(skeleton, weeks),
        *_on_volume(skeleton, weeks, catalogue),
        *_on_habits(skeleton, weeks),
    ]
    return tuple({(n.code, *n.data.items()): n for n in found}.values())


def _on_screening(
    profile: Profile, screening: Screening, weeks: Sequence[Week]
) -> Iterator[Phrase]:
    if screening.verdict is Verdict.CONSENT:
        yield phrase("parent_consent")
    if screening.is_cautious:
        yield phrase("needs_review")
    if profile.is_hypertensive:
        yield phrase("pressure", systolic=160, diastolic=100)
    if profile.by_feel:
        yield phrase("pulse_by_feel")
    elif profile.hr_rest is None and any(_at_a_pulse(weeks)):
        yield phrase("pulse_guess", pulse=cardio.HR_REST_ASSUMED)


def _on_pool(skeleton: Skeleton, weeks: Sequence[Week], catalogue: Catalogue) -> Iterator[Phrase]:
    missing = {family for session in skeleton.sessions for family in session.missing}
    for family in sorted(missing):
        yield phrase("family_missing", family=family)
    if not skeleton.steady:
        yield phrase("family_missing", family="cardio")
    used = {item.slug for day in weeks[0].days for item in day.exercises}
    assumed = {
        thing for slug in used for thing in assumed_equipment(skeleton.profile, catalogue[slug])
    }
    if assumed:
        yield phrase("assumed_equipment", things=LIST.join(sorted(assumed)))
    if _has_little_variety(skeleton):
        yield phrase("little_variety")


def _has_little_variety(skeleton: Skeleton) -> bool:
    picked = [{p.exercise.slug for p in session.picks} for session in skeleton.sessions]
    pairs = [(a, b) for n, a in enumerate(picked) for b in picked[n + 1 :]]
    return any(len(a & b) > (1 - DIFFERENT_SHARE) * min(len(a), len(b)) for a, b in pairs if a & b)


def _on_time(skeleton: Skeleton, weeks: Sequence[Week]) -> Iterator[Phrase]:
    profile = skeleton.profile
    if profile.minutes < profile.asked_minutes:
        yield phrase("minutes_capped", minutes=profile.minutes, asked=profile.asked_minutes)
    if any(pace.is_circuit for pace in skeleton.paces):
        yield phrase("circuit")
    if any(pace.pairs for pace in skeleton.paces):
        yield phrase("pairs")
    if any(pace.most_reps is not None for pace in skeleton.paces):
        yield phrase("tight", minutes=profile.asked_minutes)
    for kind in (Kind.STRENGTH, Kind.CARDIO):
        loading = [week for week in weeks if not week.deload]
        days = [day for week in loading for day in week.days if day.kind is kind]
        shortest = min((day.minutes for day in days), default=None)
        if shortest is not None and shortest < SHORT_SHARE * profile.asked_minutes:
            code = "short_session" if kind is Kind.STRENGTH else "short_cardio"
            yield phrase(code, minutes=shortest, asked=profile.asked_minutes)
    if profile.days > skeleton.training_days:
        yield phrase("rest_day", days=skeleton.training_days, asked=profile.days)


def _on_volume(skeleton: Skeleton, weeks: Sequence[Week], catalogue: Catalogue) -> Iterator[Phrase]:
    """Muscles below their range in some loading week, or trained once; and why."""
    loading = [week for week in weeks if not week.deload]
    amounts = [(week.number, tally_week(week, catalogue)) for week in loading]
    lows: dict[str, list[str]] = {}
    for muscle in (*BIG, *SMALL):
        is_low = [_is_low(skeleton.profile, muscle, *amount) for amount in amounts]
        if any(is_low):
            why = _why_low(skeleton, muscle, still=is_low[-1])
            lows.setdefault(why, []).append(muscle)
    for why, muscles in lows.items():
        yield phrase("low_volume", why=why, muscles=LIST.join(muscles))
    rare = _rare(loading, catalogue) if len(skeleton.sessions) >= FREQUENCY else []
    if rare:
        yield phrase("low_frequency", muscles=LIST.join(rare))
    limited = list(_limited(skeleton, loading[-1], catalogue))
    if limited:
        yield phrase("priority_limited", muscles=LIST.join(limited))
    for before, after in pairwise(weeks):
        if after.deload and _sets(after, catalogue) > DELOAD_MOST * _sets(before, catalogue):
            yield phrase("deload_by_effort")


def _limited(skeleton: Skeleton, week: Week, catalogue: Catalogue) -> Iterator[str]:
    """Muscles asked for that are not among the two of their size with most sets."""
    amounts = tally_week(week, catalogue)
    days = [tally_items(day.exercises, catalogue) for day in week.days]
    for name in skeleton.profile.asked_priorities:
        muscle = MERGED.get(muscles_of(name)[0], muscles_of(name)[0])
        peers = BIG if muscle in BIG else SMALL
        ahead = [m for m in peers if amounts.get(m, 0) > amounts.get(muscle, 0)]
        often = sum(1 for day in days if day.get(muscle, 0) >= 1)
        is_rare = often < min(FREQUENCY, len(skeleton.sessions))
        if len(ahead) > 1 or is_rare or name not in skeleton.profile.priorities:
            yield name


def _why_low(skeleton: Skeleton, muscle: str, *, still: bool) -> str:
    own = [e for e in skeleton.pool if muscle in {MERGED.get(m, m) for m in e.primary}]
    if not own:
        return "no_exercise"
    if len(skeleton.sessions) == 1:
        return "one_session"
    if not still:
        return "gradual"
    target = volume_of(skeleton.profile).targets[len(skeleton.sessions) - 1]
    in_haste = any(shape.sets < target for shape in skeleton.shapes)
    return "short_sessions" if in_haste else "spread"


def tally_week(week: Week, catalogue: Catalogue) -> dict[str, float]:
    return tally_items((item for day in week.days for item in day.exercises), catalogue)


def _is_low(profile: Profile, muscle: str, week: int, amounts: Mapping[str, float]) -> bool:
    return amounts.get(muscle, 0.0) < volume_in(profile, week).bounds(muscle)[0]


def _rare(weeks: Sequence[Week], catalogue: Catalogue) -> list[str]:
    """Big muscles that some week trains on fewer days than it should."""
    rare = set()
    for week in weeks:
        days = [tally_items(day.exercises, catalogue) for day in week.days]
        hits = {m: sum(1 for amounts in days if amounts.get(m, 0.0) >= 1) for m in BIG}
        rare |= {muscle for muscle, days_hit in hits.items() if days_hit < FREQUENCY}
    return [muscle for muscle in BIG if muscle in rare]


def _sets(week: Week, catalogue: Catalogue) -> int:
    return sum(i.sets for day in week.days for i in working_items(day, catalogue))


def _on_habits(skeleton: Skeleton, weeks: Sequence[Week]) -> Iterator[Phrase]:
    profile = skeleton.profile
    if profile.level is Level.BEGINNER:
        yield phrase("soreness")
    if profile.needs_balance:
        yield phrase("balance_at_home", minutes=5)
    if any(pace.stress for pace in skeleton.paces):
        yield phrase("undulating")
    if "for_intervals" in _cardio_reasons(weeks):
        yield phrase("intervals", work=cardio.INTERVAL_WORK, rest=cardio.INTERVAL_REST)
    if any(week.walking_minutes for week in weeks):
        yield phrase("walking", first=weeks[0].walking_minutes, last=weeks[-1].walking_minutes)


def _cardio_reasons(weeks: Sequence[Week]) -> Iterator[str]:
    """The codes of why cardio was chosen."""
    return (item.reasons["exercise"].code for item in _at_a_pulse(weeks))


def _at_a_pulse(weeks: Sequence[Week]) -> Iterator[Item]:
    """Items done at a prescribed pulse."""
    days = (day for week in weeks for day in week.days)
    return (item for day in days for item in day.exercises if item.pulse)
