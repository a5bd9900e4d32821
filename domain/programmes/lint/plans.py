"""Checks of a plan as a whole: whether it may be, and how its weeks follow each other."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from domain.exercises import Level, Unit
from domain.programmes.cardio import BANDS, RISE, minutes_of
from domain.programmes.lint.findings import Case, Check, Finding, strength_days
from domain.programmes.plan import Week
from domain.programmes.prescriptions import DELOAD_RIR
from domain.programmes.volumes import (
    BLOCK_GROWTH,
    has_introduction,
    tally_items,
    working_items,
    working_sets,
)
from domain.screening import Verdict, screen

LONGEST_BLOCK = {Level.BEGINNER: 8, Level.INTERMEDIATE: 6, Level.ADVANCED: 6}
DELOAD = (0.5, 0.6)
STEP_MOST = 10.0
BAND_FROM_WEEKS = 8
RUN_RISE = 1.1
SLACK = 1e-9


def may_be(case: Case) -> Iterator[Finding]:
    """I01: no programme where a doctor comes first. I02: the trainer looks where he must."""
    verdict = screen(case.answers, date.min).verdict
    if verdict in {Verdict.RED, Verdict.POSTPONE}:
        yield Finding("I01", data={"verdict": verdict.value})
    elif verdict is not Verdict.GREEN and case.plan.status != "needs_review":
        yield Finding("I02", data={"verdict": verdict.value})


def serves_the_goal(case: Case) -> Iterator[Finding]:
    """I40: the goal asked for. I39: the stop signs stand in it. I25: small steps."""
    if case.plan.goal != case.answers.goal:
        yield Finding("I40", data={"asked": case.answers.goal, "given": case.plan.goal})
    if not case.plan.stop_signs:
        yield Finding("I39")
    steps = [case.plan.progression.data.get(key, 0) for key in ("upper", "lower")]
    if any(float(step) > STEP_MOST for step in steps):
        yield Finding("I25", data={"steps": steps})


def rises_gently(case: Case) -> Iterator[Finding]:
    """I10: a muscle's sets rise by a fifth or two sets. I11: week one is the smallest."""
    loading = case.loading()
    for before, after in pairwise(loading):
        old, new = _muscles(case, before), _muscles(case, after)
        for muscle, amount in new.items():
            was = old.get(muscle, 0.0)
            if amount > was + max(0.2 * was, 2.0) + SLACK:
                yield Finding("I10", after.number, data={"muscle": muscle, "sets": amount})
    totals = [_total(case, week) for week in loading]
    for week, total in zip(loading, totals, strict=True):
        if total < totals[0]:
            yield Finding("I11", week.number, data={"sets": total, "first": totals[0]})


def blocks_stay_even(case: Case) -> Iterator[Finding]:
    """I10: no more than two fifths above the first week of a block."""
    start: int | None = None
    for week in case.plan.weeks:
        if week.deload:
            start = None
            continue
        total = _total(case, week)
        start = total if start is None else start
        if total > start * BLOCK_GROWTH + SLACK:
            yield Finding("I10", week.number, data={"sets": total, "block": start})


def deloads_in_time(case: Case) -> Iterator[Finding]:
    """I12: not too long without a deload; a deload halves the sets and keeps the sessions."""
    longest, run, before = LONGEST_BLOCK[case.plan.rank], 0, None
    for week in case.plan.weeks:
        run = 0 if week.deload else run + 1
        if run > longest:
            yield Finding("I12", week.number, data={"weeks_without": run})
        if week.deload and before is not None:
            yield from _deload(case, before, week)
        before = before if week.deload else week


def _deload(case: Case, before: Week, week: Week) -> Iterator[Finding]:
    share = _total(case, week) / max(1, _total(case, before))
    too_much = share > DELOAD[1] and not case.has_note("deload_by_effort")
    if share < DELOAD[0] - SLACK or too_much:
        yield Finding("I12", week.number, data={"share": share})
    if len(strength_days(week)) != len(strength_days(before)):
        yield Finding("I12", week.number, data={"sessions": len(strength_days(week))})
    for day in strength_days(week):
        for item in working_items(day, case.catalogue):
            if item.unit is Unit.REPS and (item.rir or 0) < DELOAD_RIR:
                yield Finding("I12", week.number, day.weekday, {"slug": item.slug})


def cardio_adds_up(case: Case) -> Iterator[Finding]:
    """I26: cardio every week, rising by a fifth at most, in the goal's band by the end."""
    minutes = [_cardio_minutes(case, week) for week in case.plan.weeks]
    for week, amount in zip(case.plan.weeks, minutes, strict=True):
        if amount <= 0:
            yield Finding("I26", week.number, data={"minutes": amount})
    for week, (before, after) in zip(case.plan.weeks[1:], pairwise(minutes), strict=True):
        if after > before * RISE + SLACK:
            yield Finding("I26", week.number, data={"before": before, "after": after})
    yield from _runs(case)
    low, high = BANDS[case.plan.goal]
    if len(minutes) >= BAND_FROM_WEEKS and not low <= minutes[-1] <= high:
        yield Finding("I26", len(minutes), data={"minutes": minutes[-1], "band": (low, high)})


def _runs(case: Case) -> Iterator[Finding]:
    """I26: running without a pause rises by a tenth a week at most."""
    runs = [_run_minutes(case, week) for week in case.plan.weeks]
    for week, (before, after) in zip(case.plan.weeks[1:], pairwise(runs), strict=True):
        if before and after > before * RUN_RISE + SLACK:
            yield Finding("I26", week.number, data={"before": before, "after": after})


def _run_minutes(case: Case, week: Week) -> int:
    runs = (
        item
        for day in week.days
        for item in day.exercises
        if case.exercise(item).pattern == "cardio_steady" and "impact" in case.exercise(item).tags
    )
    return sum(minutes_of(item) for item in runs if item.rest_s == 0)


def begins_easily(case: Case) -> Iterator[Finding]:
    """I09: a beginner's first two weeks: six exercises a session, two sets of each."""
    if not has_introduction(case.profile):
        return
    for week in case.plan.weeks[:2]:
        for day in strength_days(week):
            items = working_items(day, case.catalogue)
            if len(items) > 6 or any(item.sets > 2 for item in items):
                yield Finding("I09", week.number, day.weekday, {"exercises": len(items)})


def _cardio_minutes(case: Case, week: Week) -> int:
    inside = sum(
        minutes_of(item)
        for day in week.days
        for item in day.exercises
        if case.exercise(item).pattern.startswith("cardio")
    )
    return inside + week.walking_minutes


def _muscles(case: Case, week: Week) -> dict[str, float]:
    return tally_items((i for day in week.days for i in day.exercises), case.catalogue)


def _total(case: Case, week: Week) -> int:
    return sum(working_sets(day, case.catalogue) for day in week.days)


CHECKS: tuple[Check, ...] = (
    may_be,
    serves_the_goal,
    rises_gently,
    blocks_stay_even,
    deloads_in_time,
    cardio_adds_up,
    begins_easily,
)
