"""Numbers worked out by hand, and whole programmes looked at by a coach."""

from time import process_time

import pytest

from domain.exercises import Level, Unit
from domain.programmes import cardio
from domain.programmes.durations import Frame, session_minutes
from domain.programmes.generator import generate
from domain.programmes.lint import lint
from domain.programmes.plan import Item, Kind, Plan, phrase
from domain.programmes.prescriptions import percent_of_max
from domain.programmes.profiles import level_of, profile_of
from domain.programmes.progress import deload_weeks
from domain.programmes.splits import lay_out
from domain.questionnaire import Goal, Lifestyle, read_answers
from tests.domain.programmes.given import CATALOGUE, plan_for
from tests.domain.test_questionnaire import GIVEN


def _row(sets: int = 3, *, per_side: bool = False) -> Item:
    return Item(
        slug="row_band",
        sets=sets,
        reps=(10, 10),
        unit=Unit.REPS,
        per_side=per_side,
        rest_s=90,
        tempo="3-0-1-0",
        reasons={"sets": phrase("sets_goal", sets=sets)},
    )


def test_six_exercises_take_fifty_seven_minutes() -> None:
    assert session_minutes([_row()] * 6, Frame(8, 4)) == 57


def test_one_sided_work_doubles_the_work_and_not_the_rest() -> None:
    both, each = (session_minutes([_row(per_side=side)], Frame(0, 0)) for side in (False, True))

    assert (both, each) == (8, 10)


@pytest.mark.parametrize(
    ("age", "rest", "pulses"),
    [
        (40, 70, (114.0, 136.0, 147.0, 169.0)),
        (30, 60, (110.8, 136.2, 148.9, 174.3)),
        (65, 72, (108.2, 126.3, 135.3, 153.4)),
    ],
)
def test_pulses_are_those_of_the_table(
    age: int, rest: int, pulses: tuple[float, float, float, float]
) -> None:
    found = [cardio.target_pulse(age, rest, share) for share in (0.4, 0.6, 0.7, 0.9)]

    assert found == pytest.approx(pulses, abs=0.06)


def test_a_share_of_the_maximum_is_epleys() -> None:
    assert percent_of_max(5, 0) == round(100 / 116.67 * 100)
    assert percent_of_max(8, 4) == 71
    assert percent_of_max(10, 3) is None


@pytest.mark.parametrize(
    ("months", "logged", "level"),
    [
        (5, True, Level.BEGINNER),
        (6, False, Level.INTERMEDIATE),
        (24, True, Level.INTERMEDIATE),
        (25, False, Level.INTERMEDIATE),
        (25, True, Level.ADVANCED),
    ],
)
def test_the_level_comes_from_months(months: int, logged: bool, level: Level) -> None:
    assert level_of(months, has_logged_weights=logged) is level


@pytest.mark.parametrize(
    ("level", "weeks", "deloads"),
    [
        (Level.BEGINNER, 4, set()),
        (Level.BEGINNER, 8, {7}),
        (Level.BEGINNER, 12, {7}),
        (Level.INTERMEDIATE, 12, {4, 8, 12}),
        (Level.ADVANCED, 8, {4, 8}),
    ],
)
def test_deloads_come_when_the_table_says(level: Level, weeks: int, deloads: set[int]) -> None:
    assert deload_weeks(level, weeks) == deloads


@pytest.mark.parametrize(
    ("changes", "strength", "easy"),
    [
        ({"days_per_week": 5, "train_months": 0}, 4, 1),
        ({"days_per_week": 7, "train_months": 0}, 4, 2),
        ({"days_per_week": 7, "train_months": 12}, 6, 0),
        ({"days_per_week": 6, "age": 61}, 3, 3),
        ({"days_per_week": 4, "conditions": ["knee"]}, 3, 1),
        ({"days_per_week": 4, "age": 16}, 3, 1),
        ({"days_per_week": 1}, 1, 0),
    ],
)
def test_the_week_is_split_by_the_table(
    changes: dict[str, object], strength: int, easy: int
) -> None:
    layout = lay_out(profile_of(read_answers(GIVEN | changes)))

    assert (len(layout.strength), len(layout.cardio)) == (strength, easy)
    assert layout.kind(7) is Kind.REST


def test_cardio_rises_by_a_fifth_and_holds_in_a_deload() -> None:
    minutes = cardio.weekly_minutes(Goal.WEIGHT_LOSS, Lifestyle.SEDENTARY, 6, {4})

    assert minutes == [75, 90, 108, 108, 129, 154]


def _persona(**changes: object) -> Plan:
    return plan_for(read_answers(GIVEN | changes), weeks=12)


def _first(plan: Plan) -> list[Item]:
    return [item for day in plan.weeks[0].days for item in day.exercises]


def test_a_novice_at_home_learns_with_her_own_weight() -> None:
    plan = _persona(equipment=["none"], lifestyle="sedentary")

    assert [d.title for d in plan.weeks[0].days if d.kind is Kind.STRENGTH] == [
        "full_body_a",
        "full_body_b",
        "full_body_c",
    ]
    assert all(item.percent_1rm is None for item in _first(plan))
    assert {item.rir for item in _first(plan)} <= {3, None}
    assert any(note.code == "assumed_equipment" for note in plan.notes)


def test_a_strong_man_leads_up_to_a_heavy_squat() -> None:
    plan = _persona(sex="m", goal="strength", train_months=18, location="gym", minutes=75)

    first = plan.weeks[0].days[0]
    assert first.exercises[0].reps == (4, 6)
    assert first.exercises[0].percent_1rm == 81
    assert [line.code for line in first.warmup].count("ramp") == 3


def test_over_sixty_balance_is_trained_and_nobody_hurries() -> None:
    plan = _persona(age=67, days_per_week=4)

    balance = [i for i in _first(plan) if CATALOGUE[i.slug].pattern == "balance"]
    worked = [i for i in _first(plan) if i.rir is not None]
    assert len(balance) == 3
    assert min(item.rest_s for item in worked) >= 90


def test_a_beta_blocker_leaves_the_pulse_out() -> None:
    plan = _persona(medication=["beta_blocker"], days_per_week=5)

    steady = [item for item in _first(plan) if item.unit is Unit.MINUTES]
    assert plan.status == "needs_review"
    assert [item.pulse for item in steady] == [None] * len(steady)
    assert {item.effort for item in steady} == {(11, 13)}


def test_twenty_minutes_once_a_week_still_cover_the_body() -> None:
    plan = _persona(days_per_week=1, minutes=20, goal="muscle_gain")

    day = plan.weeks[0].days[0]
    assert day.minutes <= 20
    assert [item.sets for item in day.exercises] == [2] * 5
    assert all(item.circuit for item in day.exercises)
    assert {"circuit", "tight"} <= {note.code for note in plan.notes}


def test_a_movement_nobody_may_do_goes_to_the_trainer() -> None:
    core = [e.slug for e in CATALOGUE if e.pattern.startswith("core")]
    answers = read_answers(GIVEN | {"disliked": core})
    plan = plan_for(answers)

    assert plan.status == "needs_review"
    assert phrase("family_missing", family="core") in plan.notes
    assert lint(plan, answers, CATALOGUE) == []


@pytest.mark.parametrize("goal", Goal)
def test_logged_weights_make_an_advanced_plan(goal: Goal) -> None:
    changes = {"goal": goal.value, "train_months": 40, "days_per_week": 5, "location": "gym"}
    answers = read_answers(GIVEN | changes | {"minutes": 90})
    plan = generate(answers, weeks=8, seed=1, catalogue=CATALOGUE, has_logged_weights=True)

    assert plan.level == "advanced"
    assert lint(plan, answers, CATALOGUE) == []


def test_a_plan_of_twelve_weeks_takes_no_time() -> None:
    answers = read_answers(GIVEN | {"location": "gym", "train_months": 12, "days_per_week": 6})
    began = process_time()
    plan_for(answers, weeks=12)

    assert process_time() - began < 0.3


STRONG = {"sex": "m", "location": "gym", "minutes": 75, "train_months": 18}


@pytest.mark.parametrize(
    ("changes", "logged", "titles"),
    [
        ({"goal": "muscle_gain"}, False, ["full_body_a", "upper_b", "lower_b"]),
        ({"goal": "health"}, False, ["full_body_a", "full_body_b", "full_body_c"]),
        (
            {"goal": "strength", "train_months": 40},
            True,
            ["full_body_heavy", "full_body_light", "full_body_medium"],
        ),
    ],
)
def test_three_days_of_the_trained_part_by_goal_and_level(
    changes: dict[str, object], logged: bool, titles: list[str]
) -> None:
    answers = read_answers(GIVEN | STRONG | changes)
    plan = generate(answers, weeks=1, seed=1, catalogue=CATALOGUE, has_logged_weights=logged)

    assert [d.title for d in plan.weeks[0].days if d.kind is Kind.STRENGTH] == titles


def test_heavy_and_light_days_take_turns() -> None:
    answers = read_answers(GIVEN | STRONG | {"goal": "muscle_gain", "days_per_week": 4})
    days = [d for d in plan_for(answers, 1).weeks[0].days if d.kind is Kind.STRENGTH]

    assert [day.exercises[0].reps for day in days] == [(6, 8), (6, 8), (8, 10), (8, 10)]


def test_a_beginners_main_lift_grows_heavier_after_eight_weeks() -> None:
    plan = _persona(sex="m", goal="strength", location="gym", minutes=75)

    first = [week.days[0].exercises[0] for week in plan.weeks]
    assert first[7].reps == (6, 10)
    assert first[8].reps == (5, 6)
    assert {item.percent_1rm for item in first} == {None}


def test_one_who_has_run_little_walks_in_between_at_first() -> None:
    plan = _persona(
        sex="m", goal="endurance", location="outdoor", minutes=90, train_months=12, days_per_week=4
    )

    runs = [
        next(i for day in week.days for i in day.exercises if i.slug == "run_easy")
        for week in plan.weeks[:3]
    ]
    assert [(item.reps[0], item.rest_s) for item in runs[:2]] == [(1, 120), (2, 60)]
    assert (runs[2].sets, runs[2].rest_s) == (1, 0)


def test_intervals_come_once_a_week_to_those_who_may() -> None:
    changes = {"goal": "endurance", "location": "gym", "minutes": 90, "train_months": 12}
    young, heavy = (_persona(**changes, weight_kg=kg) for kg in (60, 110))

    def hard(plan: Plan) -> list[int]:
        return [
            sum(CATALOGUE[i.slug].pattern == "cardio_interval" for d in w.days for i in d.exercises)
            for w in plan.weeks
        ]

    assert set(hard(young)) == {0, 1}
    assert set(hard(heavy)) == {0}


def test_a_short_session_pairs_what_is_opposed() -> None:
    plan = _persona(sex="m", goal="strength", minutes=20, days_per_week=4, location="gym")

    pairs = [i for week in plan.weeks for d in week.days for i in d.exercises if i.pair]
    assert pairs
    assert phrase("pairs") in plan.notes
