"""What the log adds up to: the worked examples of the rules."""

from datetime import timedelta

import pytest

from domain.progress.feats import (
    WeekKept,
    adherence,
    brzycki,
    epley,
    estimated_max,
    maxima,
    streak,
    tonnage,
    weekly_tonnage,
)
from tests.domain.progress.given import MONDAY, bout


@pytest.mark.parametrize(
    ("weight", "reps", "by_epley", "by_brzycki"), [(100, 5, 116.67, 112.5), (80, 8, 101.33, 99.31)]
)
def test_the_maximum_is_estimated_as_in_the_books(
    weight: float, reps: int, by_epley: float, by_brzycki: float
) -> None:
    assert epley(weight, reps) == pytest.approx(by_epley, abs=0.005)
    assert brzycki(weight, reps) == pytest.approx(by_brzycki, abs=0.005)


def test_repetitions_in_reserve_count_and_over_twelve_say_nothing() -> None:
    assert epley(100, 3, rir=2) == epley(100, 5)
    assert brzycki(100, 8, rir=4) is not None
    assert (epley(100, 10, rir=3), brzycki(100, 13), epley(100, 0)) == (None, None, None)
    assert epley(100, 1) == brzycki(100, 1) == 100


def test_one_set_is_estimated_by_the_lower_formula() -> None:
    heavy, long = bout(1, 100, 5, rir=0) + bout(1, 40, 20, rir=0)

    assert (estimated_max(heavy), estimated_max(long)) == (112_500, None)


def test_a_chart_has_the_best_of_each_day() -> None:
    logs = bout(1, 60, 10, 8) + bout(2, 62.5, 8, 20) + bout(2, 90, 5, slug="deadlift")

    assert maxima(logs, "squat_back") == [
        (MONDAY, 84_000),
        (MONDAY + timedelta(weeks=1), 83_333),
    ]


def test_tonnage_counts_both_sides() -> None:
    squats = bout(1, 60, 10, 10)
    rows = bout(2, 20, 10, slug="row_db")

    assert tonnage(squats + rows + bout(2, None, 10)) == 1_600
    assert weekly_tonnage(squats + rows) == {1: 1_200, 2: 400}


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ([(3, 3), (3, 3), (3, 1)], 2),
        ([(3, 3), (3, 2), (3, 3)], 1),
        ([(3, 3), (0, 0), (3, 3)], 2),
        ([(3, 0)], 0),
        ([], 0),
    ],
)
def test_a_streak_is_whole_weeks_and_rest_does_not_break_it(
    weeks: list[tuple[int, int]], expected: int
) -> None:
    kept = [WeekKept(n, planned, done) for n, (planned, done) in enumerate(weeks, start=1)]

    assert streak(kept) == expected


def test_adherence_is_done_of_planned() -> None:
    assert adherence([WeekKept(1, 3, 3), WeekKept(2, 3, 0)]) == 0.5
    assert adherence([]) is None
