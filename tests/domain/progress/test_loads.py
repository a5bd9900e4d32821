"""The next load: the worked examples of the rules, and what never happens whatever was logged."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.exercises import Unit
from domain.progress.loads import prescribe_next
from domain.progress.plates import step_of
from domain.progress.rows import SetLog
from domain.progress.spots import Spot
from tests.domain.programmes.given import deterministic
from tests.domain.progress.given import CATALOGUE, MONDAY, bout, following, item, plan_of


@pytest.mark.parametrize(
    ("slug", "kilograms", "expected"),
    [
        ("squat_back", 60, 62.5),  # 63 rounded down to the plates of a bar
        ("squat_back", 100, 105),
        ("bench_press", 40, 42.5),  # 41 is no weight there is: the next one, 6 % more
        ("bench_press", 100, 102.5),
        ("bench_press_db", 24, 26),
    ],
)
def test_the_top_of_the_range_earns_a_step(slug: str, kilograms: float, expected: float) -> None:
    plan = plan_of(item(slug))

    told = following(plan, bout(1, kilograms, 12, 12, 12, slug=slug), slug)

    assert (told.load_g, told.aim) == (expected * 1000, 8)
    assert told.reason.code == "load_up"
    assert told.reason.data == {
        "grams": round((expected - kilograms) * 1000),
        "sets": 3,
        "rir": 2,
        "on": "2026-11-02",
    }


@pytest.mark.parametrize(
    "logs",
    [
        pytest.param(bout(1, 60, 12, 12, 11), id="a set short of the top"),
        pytest.param(bout(1, 60, 12, 12), id="a set too few"),
        pytest.param(bout(1, 60, 12, 12, 12, rir=1), id="too little in reserve"),
        pytest.param(bout(1, 60, 12, 12, 12, pain=4), id="it hurt"),
    ],
)
def test_less_than_that_earns_none(logs: list[SetLog]) -> None:
    assert following(plan_of(item()), logs).load_g == 60_000


def test_the_careful_earn_it_twice_and_say_their_reserve() -> None:
    plan = plan_of(item(), sessions=2)
    once, twice = bout(1, 60, 12, 12, 12), bout(2, 60, 12, 12, 12)
    silent = bout(1, 60, 12, 12, 12, rir=None) + bout(2, 60, 12, 12, 12, rir=None)

    loads = [following(plan, logs).load_g for logs in (once, once + twice, silent)]

    assert loads == [60_000, 62_500, 60_000]


def test_where_the_next_dumbbell_is_too_heavy_repetitions_come_first() -> None:
    plan = plan_of(item("lateral_raise"))

    first = following(plan, bout(1, 4, 12, 12, 12, slug="lateral_raise"), "lateral_raise")
    full = following(plan, bout(1, 4, 15, 15, 15, slug="lateral_raise"), "lateral_raise")

    assert (first.load_g, first.reps, first.aim) == (4_000, (8, 15), 13)
    assert (full.load_g, full.reason.code) == (4_000, "reps_are_full")


def test_two_sessions_short_of_the_range_take_five_to_ten_per_cent_off() -> None:
    plan = plan_of(item())

    once = following(plan, bout(1, 60, 8, 7, 6))
    twice = following(plan, bout(1, 60, 8, 7, 6) + bout(2, 60, 8, 8, 7))

    assert (once.load_g, twice.load_g) == (60_000, 55_000)


@pytest.mark.parametrize(
    ("weeks", "load", "sets"), [(1, 62_500, 5), (2, 52_500, 5), (4, 52_500, 3)]
)
def test_a_break_costs_a_tenth_and_a_long_one_volume_too(weeks: int, load: int, sets: int) -> None:
    plan = plan_of(item())
    grown = plan.weeks[1].days[0].model_copy(update={"exercises": (item(sets=5),)})
    days = (grown, *plan.weeks[1].days[1:])
    second = plan.weeks[1].model_copy(update={"days": days})
    plan = plan.model_copy(update={"weeks": (plan.weeks[0], second)})

    on = MONDAY + timedelta(weeks=weeks)
    told = prescribe_next(plan, bout(1, 60, 12, 12, 12), on=on)[Spot(2, 1, "squat_back")]

    assert (told.load_g, told.sets) == (load, sets)


def test_a_deload_is_lighter_and_no_break() -> None:
    plan = plan_of(item(), deloads=(2,))
    logs = bout(1, 60, 12, 12, 12)

    eased = following(plan, logs)
    after = following(plan, logs + bout(2, 55, 8, 8))

    assert eased.load_g == 55_000
    assert after.load_g == 62_500


def test_an_unknown_load_is_told_by_the_reserve() -> None:
    told = prescribe_next(plan_of(item()), [], on=MONDAY)[Spot(1, 1, "squat_back")]

    assert told.load_g is None
    assert told.reason.code == "load_by_feel"
    assert told.reason.data == {"rir": 2}


def test_ones_own_weight_goes_on_to_the_harder_exercise_where_it_is_allowed() -> None:
    logs = bout(1, None, 12, 12, 12, slug="pushup_knees")
    allowed = plan_of(item("pushup_knees", alternatives=("pushup",)))
    forbidden = plan_of(item("pushup_knees"))

    harder = following(allowed, logs, "pushup_knees")
    more = following(forbidden, logs, "pushup_knees")

    assert (harder.to_slug, more.to_slug, more.reps) == ("pushup", None, (8, 15))


def test_a_hold_grows_by_seconds() -> None:
    plan = plan_of(item("plank", unit=Unit.SECONDS, reps=(10, 20), rir=None))
    logs = [
        SetLog.model_validate({**log.model_dump(), "seconds": 15, "reps": None})
        for log in bout(1, None, 1, 1, 1, slug="plank", rir=None)
    ]

    assert following(plan, logs, "plank").aim == 20


slugs = st.sampled_from(
    [e.slug for e in CATALOGUE if e.unit is Unit.REPS and step_of(e) is not None]
)
reps = st.lists(st.integers(6, 16), min_size=2, max_size=5)
told = st.tuples(
    st.integers(1, 40),
    st.integers(1, 100).map(lambda n: n / 2),
    reps.map(lambda some: [12 + n % 4 for n in [3, *some]]) | reps,
    st.none() | st.integers(1, 4),
)


@settings(deterministic, max_examples=150)
@given(
    slug=slugs,
    history=st.lists(told, min_size=1, max_size=7),
    deloads=st.sets(st.integers(1, 8), max_size=2),
    sessions=st.sampled_from([1, 1, 2]),
)
def test_i25_no_load_rises_by_more_than_a_tenth(
    slug: str,
    history: list[tuple[int, float, list[int], int | None]],
    deloads: set[int],
    sessions: int,
) -> None:
    plan = plan_of(item(slug), deloads=tuple(deloads), sessions=sessions)
    on, logs = MONDAY, list[SetLog]()
    for week, (gap, weight, counts, rir) in enumerate(history, start=1):
        on += timedelta(days=gap)
        logs += bout(week, weight, *counts, slug=slug, rir=rir, on=on)

    found = prescribe_next(plan, logs, on=on + timedelta(days=2))

    lifted = [log.weight or 0 for log in logs if log.week not in deloads]
    assert all(next_.load_g is None or next_.load_g <= lifted[-1] * 1.1 for next_ in found.values())
