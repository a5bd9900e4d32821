"""Feats: what the log adds up to: estimated maxima, tonnage, records, streaks, adherence.

Source: Epley 1985, 1RM = w(1 + r/30); Brzycki 1993, 1RM = 36w/(37 - r); both with the repetitions
done and those in reserve, and only up to twelve.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.programmes.plan import Plan
from domain.programmes.rows import Programme
from domain.progress.rows import RecordSet, SessionLog, SetLog

MOST_REPS = 12


@dataclass(frozen=True)
class WeekKept:
    """A week of the programme: sessions planned and done."""

    week: int
    planned: int
    done: int


def epley(weight: float, reps: int, rir: int = 0) -> float | None:
    """The estimated maximum; None over twelve repetitions, where the formula means nothing."""
    effective = reps + rir
    if not 1 <= effective <= MOST_REPS or reps < 1:
        return None
    return weight * (1 + effective / 30)


def brzycki(weight: float, reps: int, rir: int = 0) -> float | None:
    """The same by the other formula."""
    effective = reps + rir
    if not 1 <= effective <= MOST_REPS or reps < 1:
        return None
    return weight * 36 / (37 - effective)


def estimated_max(log: SetLog) -> int | None:
    """Grams: the lower of the two formulas."""
    raise NotImplementedError


def tonnage(logs: Sequence[SetLog]) -> int:
    """Kilograms lifted: weight times repetitions, both sides of one-sided work."""
    raise NotImplementedError


def weekly_tonnage(logs: Sequence[SetLog]) -> dict[int, int]:
    """Kilograms by week of the programme."""
    raise NotImplementedError


def new_records(
    programme: Programme, before: Sequence[SetLog], now: Sequence[SetLog]
) -> tuple[RecordSet, ...]:
    """What is better now than ever before; the first time in an exercise is no record."""
    raise NotImplementedError


def weeks_kept(plan: Plan, sessions: Sequence[SessionLog], until_week: int) -> tuple[WeekKept, ...]:
    """Strength sessions planned and done, for weeks 1 to `until_week`."""
    raise NotImplementedError


def streak(weeks: Sequence[WeekKept]) -> int:
    """Weeks running with all planned sessions done; one with none planned neither adds nor breaks.

    The last week given is under way: unfinished, it does not break the streak yet.
    """
    raise NotImplementedError


def adherence(weeks: Sequence[WeekKept]) -> float | None:
    """Done of planned, 0 to 1; None where nothing was planned."""
    raise NotImplementedError
