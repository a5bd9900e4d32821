"""Checks of each day: what is in it, in which order, how hard, how long."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from domain.exercises import Exercise, Level, Unit
from domain.programmes.cardio import EFFORT, HARD, HR_REST_ASSUMED, LIGHT_TO_MODERATE, MODERATE
from domain.programmes.durations import day_minutes, work_seconds
from domain.programmes.lint.findings import Case, Check, Finding
from domain.programmes.plan import Day, Item, Kind, Week
from domain.programmes.pool import pool_for
from domain.programmes.prescriptions import Row, Tier, row_for
from domain.programmes.splits import CORE
from domain.programmes.volumes import (
    is_strength,
    muscle_session_limit,
    tally_items,
    volume_in,
    working_items,
    working_sets,
)

SHORT_SHARE = 0.7
RAMP_FROM = 70
WARMUP_LEAST, COOLDOWN_LEAST = 4, 2
STRICT_PERCENT, CAREFUL_PERCENT = 80, 70
PULSE_SLACK = 1
HEAVY_ONCE = (("squat",), ("hinge",))


def is_allowed(case: Case) -> Iterator[Finding]:
    """I13 contraindications, I14 equipment, I15 level, I33 dislikes; I24 sides."""
    pool = {exercise.slug for exercise in pool_for(case.catalogue, case.profile)}
    for week, day in case.days():
        for item in day.exercises:
            for code in _forbidden(case, case.exercise(item)):
                yield Finding(code, week.number, day.weekday, {"slug": item.slug})
            if item.per_side != case.exercise(item).is_unilateral:
                yield Finding("I24", week.number, day.weekday, {"slug": item.slug})
            for slug in item.alternatives:
                if slug not in pool:
                    yield Finding("I13", week.number, day.weekday, {"alternative": slug})


def _forbidden(case: Case, exercise: Exercise) -> Iterator[str]:
    profile = case.profile
    if exercise.tags & profile.forbidden:
        yield "I13"
    if not exercise.feasible(profile.location, profile.at_hand):
        yield "I14"
    if exercise.level > profile.level:
        yield "I15"
    if exercise.slug in profile.disliked:
        yield "I33"


def fits_the_time(case: Case) -> Iterator[Finding]:
    """I18: no longer than asked and allowed. I19: not much shorter, or a note."""
    for week, day in case.days():
        minutes = day_minutes(day)
        if minutes > case.profile.minutes or minutes != day.minutes:
            yield Finding("I18", week.number, day.weekday, {"minutes": minutes})
        note = "short_session" if day.kind is Kind.STRENGTH else "short_cardio"
        short = minutes < SHORT_SHARE * case.profile.asked_minutes
        if short and not week.deload and not case.has_note(note):
            yield Finding("I19", week.number, day.weekday, {"minutes": minutes})


def holds_session_caps(case: Case) -> Iterator[Finding]:
    """I09: sets of a session and of a muscle in it."""
    limit = muscle_session_limit(case.profile)
    for week, day in case.days():
        cap = volume_in(case.profile, week.number).session_cap
        sets = working_sets(day, case.catalogue)
        most = max(tally_items(day.exercises, case.catalogue).values(), default=0.0)
        if sets > cap or most > limit:
            yield Finding("I09", week.number, day.weekday, {"sets": sets, "muscle": most})


def prescribes_by_the_table(case: Case) -> Iterator[Finding]:
    """I20: repetitions, load, reserve and rest inside a row of the table."""
    for week, day in case.days():
        for item in working_items(day, case.catalogue):
            rest = _own_rest(item, day.exercises)
            rows = [row_for(case.profile, tier, week.number) for tier in _tiers(case, item)]
            if not any(_in_row(case, week, item, rest, row) for row in rows):
                yield Finding("I20", week.number, day.weekday, {"slug": item.slug, "rest": rest})


def _tiers(case: Case, item: Item) -> tuple[Tier, ...]:
    compound = case.exercise(item).is_compound and case.exercise(item).pattern not in CORE
    return (Tier.MAIN, Tier.COMPOUND) if compound else (Tier.ISOLATION,)


def _own_rest(item: Item, items: Sequence[Item]) -> int:
    """Seconds until the same exercise comes round again, the others done in turn meanwhile."""
    taking_turns = [
        other
        for other in items
        if other is not item
        and ((item.circuit and other.circuit) or (item.pair and other.pair == item.pair))
    ]
    done = sum(
        work_seconds(i.unit, i.reps[0], i.tempo, per_side=i.per_side) + i.rest_s
        for i in taking_turns
    )
    return done + item.rest_s


def _in_row(case: Case, week: Week, item: Item, rest: int, row: Row) -> bool:
    low, high = row.reps_bounds
    in_reps = item.unit is not Unit.REPS or (low <= item.reps[0] <= item.reps[1] <= high)
    tight = item.circuit and case.has_note("tight")
    in_turn = item.circuit or item.pair is not None
    rests = row.rest[0] <= rest and (in_turn or rest <= row.rest[1])
    percent = item.percent_1rm
    loads = percent is None or row.percent[0] <= percent <= row.percent[1]
    spares = item.rir is None or item.rir >= row.rir[0]
    eases = week.deload or item.rir is None or item.rir <= max(row.rir[1], 3)
    return (in_reps or tight) and rests and (loads or week.deload) and spares and eases


def spares_those_who_need_it(case: Case) -> Iterator[Finding]:
    """I21: beginners, minors, seniors and the careful keep away from their limits."""
    profile = case.profile
    if profile.level > Level.BEGINNER and not profile.is_tender:
        return
    percent = CAREFUL_PERCENT if profile.is_cautious else STRICT_PERCENT
    least = 3 if profile.is_cautious else 2
    for week, day in case.days():
        for item in working_items(day, case.catalogue):
            too_near = item.unit is Unit.REPS and (item.rir is None or item.rir < least)
            if too_near or (item.percent_1rm or 0) > percent:
                yield Finding("I21", week.number, day.weekday, {"slug": item.slug})


def is_well_ordered(case: Case) -> Iterator[Finding]:
    """I22: compounds, isolation, core, then the rest. I23: nothing twice."""
    for week, day in case.days():
        for before, item in pairwise(day.exercises):
            if _rank(case.exercise(item)) < _rank(case.exercise(before)):
                yield Finding("I22", week.number, day.weekday, {"slug": item.slug})
        slugs = Counter(item.slug for item in day.exercises)
        for slug in (slug for slug, times in slugs.items() if times > 1):
            yield Finding("I23", week.number, day.weekday, {"slug": slug})


def is_heavy_once(case: Case) -> Iterator[Finding]:
    """I31: one heavy squat and one heavy hinge in a session."""
    for week, day in case.days():
        heavy = [item for item in day.exercises if case.exercise(item).fatigue == 3]
        for patterns in HEAVY_ONCE:
            tiring = [item for item in heavy if case.exercise(item).pattern in patterns]
            for item in tiring[1:]:
                yield Finding("I31", week.number, day.weekday, {"slug": item.slug})


def _rank(exercise: Exercise) -> int:
    if not is_strength(exercise):
        return 3
    if exercise.pattern in CORE:
        return 2
    return 0 if exercise.is_compound else 1


def beats_as_it_should(case: Case) -> Iterator[Finding]:
    """I27: pulse by Tanaka and Karvonen, or effort where a medicine makes it lie."""
    for week, day in case.days():
        for item in day.exercises:
            is_cardio = case.exercise(item).pattern.startswith("cardio")
            if is_cardio and not _pulse_is_right(case, item):
                told: dict[str, object] = {"slug": item.slug, "pulse": item.pulse}
                yield Finding("I27", week.number, day.weekday, told)


def _pulse_is_right(case: Case, item: Item) -> bool:
    if case.profile.by_feel:
        return item.pulse is None and item.effort == EFFORT
    if item.pulse is None:
        return False
    hard = case.exercise(item).pattern == "cardio_interval"
    highest = 208 - 0.7 * case.profile.age
    rest = case.profile.hr_rest or HR_REST_ASSUMED
    return any(
        all(
            abs(told - (rest + share * (highest - rest))) <= PULSE_SLACK
            for told, share in zip(item.pulse, shares, strict=True)
        )
        for shares in ((HARD,) if hard else (MODERATE, LIGHT_TO_MODERATE))
    )


def begins_and_ends_softly(case: Case) -> Iterator[Finding]:
    """I30: a warm-up and a cool-down, and ramp sets before a heavy first lift."""
    for week, day in case.days():
        before, after = (_minutes(day, part) for part in ("warmup", "cooldown"))
        first = day.exercises[0].percent_1rm if day.exercises else None
        ramped = any(line.code == "ramp" for line in day.warmup)
        heavy = first is not None and first >= RAMP_FROM
        if before < WARMUP_LEAST or after < COOLDOWN_LEAST or (heavy and not ramped):
            yield Finding("I30", week.number, day.weekday)


def _minutes(day: Day, part: str) -> int:
    lines = day.warmup if part == "warmup" else day.cooldown
    return sum(int(line.data.get("minutes", 0)) for line in lines)


def gives_reasons(case: Case) -> Iterator[Finding]:
    """I39: every prescribed number has its reason, and the reason says the same number."""
    for week, day in case.days():
        for item in day.exercises:
            for name, numbers in _numbers(item).items():
                reason = item.reasons.get(name)
                if reason is None or not numbers <= set(reason.data.values()):
                    yield Finding("I39", week.number, day.weekday, {"slug": item.slug, "of": name})


def _numbers(item: Item) -> dict[str, set[object]]:
    fields: dict[str, set[object]] = {
        "sets": {item.sets},
        "reps": set(item.reps),
        "rest_s": {item.rest_s},
    }
    single = {"rir": item.rir, "tempo": item.tempo, "percent_1rm": item.percent_1rm}
    fields |= {name: {value} for name, value in single.items() if value is not None}
    pairs = {"pulse": item.pulse, "effort": item.effort}
    return fields | {name: set(pair) for name, pair in pairs.items() if pair is not None}


CHECKS: tuple[Check, ...] = (
    is_allowed,
    fits_the_time,
    holds_session_caps,
    prescribes_by_the_table,
    spares_those_who_need_it,
    is_well_ordered,
    is_heavy_once,
    beats_as_it_should,
    begins_and_ends_softly,
    gives_reasons,
)
