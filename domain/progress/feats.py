"""Feats: what the log adds up to: estimated maxima, tonnage, records, streaks, adherence.

Source: Epley 1985, 1RM = w(1 + r/30); Brzycki 1993, 1RM = 36w/(37 - r); both with the repetitions
done and those in reserve, and only up to twelve.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.exercises import Catalogue, load_catalogue
from domain.programmes.plan import Kind, Plan
from domain.programmes.rows import Programme
from domain.progress.rows import Measure, RecordSet, SessionLog, SetLog, State

MOST_REPS = 12


@dataclass(frozen=True)
class WeekKept:
    """A week of the programme: strength sessions planned and done."""

    week: int
    planned: int
    done: int

    @property
    def is_whole(self) -> bool:
        return self.done >= self.planned > 0


def epley(weight: float, reps: int, rir: int = 0) -> float | None:
    """The estimated maximum; None over twelve repetitions, where the formula means nothing."""
    effective = reps + rir
    if reps < 1 or effective > MOST_REPS:
        return None
    return weight if effective == 1 else weight * (1 + effective / 30)


def brzycki(weight: float, reps: int, rir: int = 0) -> float | None:
    """The same by the other formula."""
    effective = reps + rir
    if reps < 1 or effective > MOST_REPS:
        return None
    return weight * 36 / (37 - effective)


def estimated_max(log: SetLog) -> int | None:
    """Grams: the lower of the two formulas; None where they say nothing."""
    if not log.weight or not log.reps or log.is_skipped:
        return None
    told = [formula(log.weight, log.reps, log.rir or 0) for formula in (epley, brzycki)]
    return min((round(one) for one in told if one is not None), default=None)


def best_max(logs: Iterable[SetLog]) -> int | None:
    """Grams: the best estimate among these sets."""
    return max((one for log in logs if (one := estimated_max(log)) is not None), default=None)


def maxima(logs: Iterable[SetLog], slug: str) -> list[tuple[date, int]]:
    """The best estimate, in grams, of each day an exercise was trained: a chart, oldest first."""
    best: dict[date, int] = {}
    for log in logs:
        estimate = estimated_max(log) if log.slug == slug else None
        if estimate is not None:
            best[log.done_on] = max(best.get(log.done_on, 0), estimate)
    return sorted(best.items())


def tonnage(logs: Iterable[SetLog], catalogue: Catalogue | None = None) -> int:
    """Kilograms lifted: weight times repetitions, both sides of one-sided work."""
    book = catalogue or load_catalogue()
    return sum(_grams(log, book) for log in logs) // 1000


def weekly_tonnage(logs: Iterable[SetLog], catalogue: Catalogue | None = None) -> dict[int, int]:
    """Kilograms by week of the programme."""
    book = catalogue or load_catalogue()
    by_week: dict[int, int] = {}
    for log in logs:
        by_week[log.week] = by_week.get(log.week, 0) + _grams(log, book)
    return {week: grams // 1000 for week, grams in sorted(by_week.items())}


def _grams(log: SetLog, catalogue: Catalogue) -> int:
    is_one_sided = log.slug in catalogue and catalogue[log.slug].is_unilateral
    return (log.weight or 0) * (log.reps or 0) * (2 if is_one_sided else 1)


def bests(logs: Iterable[SetLog]) -> Mapping[tuple[str, Measure], int]:
    """The best of each exercise by what it is measured in: exercise and measure."""
    found: dict[tuple[str, Measure], int] = {}
    for log in logs:
        told = _measured(log)
        if told is not None:
            key = (log.slug, told[0])
            found[key] = max(found.get(key, 0), told[1])
    return found


def _measured(log: SetLog) -> tuple[Measure, int] | None:
    if log.is_skipped:
        return None
    if log.weight:
        estimate = estimated_max(log)
        return None if estimate is None else (Measure.MAX, estimate)
    if log.reps:
        return Measure.REPS, log.reps
    return (Measure.SECONDS, log.seconds) if log.seconds else None


def new_records(
    programme: Programme, before: Sequence[SetLog], now: Sequence[SetLog]
) -> tuple[RecordSet, ...]:
    """What is better now than ever before; the first time in an exercise is no record."""
    earlier = bests(before)
    return tuple(
        RecordSet(
            client_id=programme.client_id,
            programme_id=programme.id,
            slug=slug,
            measure=measure,
            value=value,
            before=earlier[slug, measure],
        )
        for (slug, measure), value in bests(now).items()
        if value > earlier.get((slug, measure), value)
    )


def weeks_kept(plan: Plan, sessions: Sequence[SessionLog], until_week: int) -> tuple[WeekKept, ...]:
    """Strength sessions planned and done, for weeks 1 to `until_week`."""
    done = {(log.week, log.weekday) for log in sessions if log.state is State.FINISHED}
    kept = []
    for week in plan.weeks[: max(0, until_week)]:
        planned = [day.weekday for day in week.days if day.kind is Kind.STRENGTH]
        count = sum((week.number, weekday) in done for weekday in planned)
        kept.append(WeekKept(week.number, len(planned), count))
    return tuple(kept)


def streak(weeks: Sequence[WeekKept]) -> int:
    """Weeks running with all planned sessions done; one with none planned neither adds nor breaks.

    The last week given is under way: unfinished, it does not break the streak yet.
    """
    count = 0
    for i, week in enumerate(reversed(weeks)):
        if week.is_whole:
            count += 1
        elif week.planned > 0 and i > 0:
            break
    return count


def adherence(weeks: Sequence[WeekKept]) -> float | None:
    """Done of planned, 0 to 1; None where nothing was planned."""
    planned = sum(week.planned for week in weeks)
    return sum(min(week.done, week.planned) for week in weeks) / planned if planned else None
