"""Lint sees what it says it checks: each test breaks one thing in a good plan."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import domain.programmes.lint as lint_module
from domain.programmes.lint import Finding, lint
from domain.programmes.plan import Plan
from domain.questionnaire import Answers, Goal, Location, read_answers
from tests.domain.programmes.given import CATALOGUE, plan_for
from tests.domain.test_questionnaire import GIVEN

Json = dict[str, Any]
Spoil = Callable[[Json], object]

NOVICE = read_answers(GIVEN | {"location": "gym", "minutes": 60, "hr_rest": 60})
TRAINED = NOVICE.model_copy(
    update={"train_months": 12, "goal": Goal.MUSCLE_GAIN, "days_per_week": 4}
)
BUSY = TRAINED.model_copy(
    update={"goal": Goal.STRENGTH, "minutes": 20, "days_per_week": 4, "train_months": 0}
)
RUNNER = TRAINED.model_copy(
    update={"goal": Goal.ENDURANCE, "location": Location.OUTDOOR, "minutes": 90}
)
SENIOR = NOVICE.model_copy(update={"age": 66})
CAREFUL = NOVICE.model_copy(update={"conditions": ("knee",)})
BLOCKED = NOVICE.model_copy(update={"medication": ("beta_blocker",), "days_per_week": 5})


def found(answers: Answers, spoil: Spoil, weeks: int = 12) -> list[Finding]:
    body = plan_for(answers, weeks).model_dump(mode="json")
    spoil(body)
    return lint(Plan.model_validate(body), answers, CATALOGUE)


def strength(body: Json, week: int = 0, n: int = 0) -> Json:
    days = [day for day in body["weeks"][week]["days"] if day["kind"] == "strength"]
    chosen: Json = days[n]
    return chosen


def item(body: Json, week: int = 0, n: int = 0, day: int = 0) -> Json:
    chosen: Json = strength(body, week, day)["exercises"][n]
    return chosen


def cardio(body: Json) -> Json:
    items = (i for day in body["weeks"][0]["days"] for i in day["exercises"])
    chosen: Json = next(i for i in items if i["unit"] == "min")
    return chosen


def patterns(exercises: list[Json], start: str) -> list[Json]:
    return [i for i in exercises if CATALOGUE[i["slug"]].pattern.startswith(start)]


def swap_weekdays(body: Json) -> None:
    """Puts the second session on the day after the first."""
    days = body["weeks"][0]["days"]
    days[1]["weekday"], days[2]["weekday"] = days[2]["weekday"], days[1]["weekday"]
    days[1], days[2] = days[2], days[1]


def drop_family(body: Json, start: str) -> None:
    for day in body["weeks"][0]["days"]:
        gone = patterns(day["exercises"], start)
        day["exercises"] = [i for i in day["exercises"] if i not in gone]


def drop_notes(code: str) -> Spoil:
    def spoil(body: Json) -> None:
        body["notes"] = [note for note in body["notes"] if note["code"] != code]

    return spoil


def reverse(body: Json) -> None:
    strength(body)["exercises"].reverse()


def copy_first_day(body: Json) -> None:
    strength(body, 0, 1)["exercises"] = strength(body)["exercises"]


def lift_sets(week: int, sets: int) -> Spoil:
    return lambda body: item(body, week).update(sets=sets)


def lift_all(body: Json) -> None:
    for day in body["weeks"][3]["days"]:
        for i in day["exercises"]:
            i["sets"] *= 2 if i["unit"] != "min" else 1


def swap_slug(slug: str, **changes: Any) -> Spoil:
    return lambda body: item(body).update(slug=slug, **changes)


def _pulls(body: Json) -> list[Json]:
    days = body["weeks"][4]["days"]
    return [i for day in days for i in patterns(day["exercises"], "pull")]


def _heavy_two_days(body: Json) -> None:
    swap_weekdays(body)
    for n in (0, 1):
        for i in patterns(strength(body, 0, n)["exercises"], "push"):
            i.update(sets=4)


def _missing(family: str) -> Json:
    return {"code": "family_missing", "data": {"family": family}}


def _press_daily(body: Json) -> None:
    """Three strength days in a row, the chest worked hard on each."""
    for n in range(3):
        day = strength(body, 0, n)
        day["weekday"] = n + 1
        day["exercises"][0].update(slug="chest_press_machine", sets=3)


def _drop_ramps(day: Json) -> None:
    day["warmup"] = [line for line in day["warmup"] if line["code"] != "ramp"]


def _two_heavy(body: Json) -> None:
    exercises = strength(body, 0, 1)["exercises"]
    exercises[0].update(slug="squat_back")
    exercises[1].update(slug="squat_front")


def _part_pair(body: Json) -> None:
    """Leaves one of a pair to rest as if the other were still there."""
    days = [d for d in body["weeks"][2]["days"] if any(i["pair"] for i in d["exercises"])]
    next(i for i in days[0]["exercises"] if i["pair"])["pair"] = None


def _third_hard(body: Json) -> None:
    """Intervals on every cardio item of a week."""
    for day in body["weeks"][5]["days"]:
        for i in day["exercises"]:
            if i["unit"] == "min":
                i.update(slug="bike_intervals")


def _run_more(body: Json) -> None:
    """Doubles the last week's runs and takes the walking away for it."""
    week = body["weeks"][10]
    for day in week["days"]:
        for i in day["exercises"]:
            if i["slug"] == "run_easy":
                week["walking_minutes"] -= i["reps"][0]
                i["reps"] = [i["reps"][0] * 2] * 2


def _low_block(body: Json) -> None:
    """The block begins with nearly nothing, so that its last week is far above it."""
    for day in body["weeks"][4]["days"]:
        for i in day["exercises"]:
            i["sets"] = 1


CASES: list[tuple[str, Answers, Spoil]] = [
    ("I02", CAREFUL, lambda body: body.update(status="ready")),
    ("I03", NOVICE, lambda body: strength(body).update(kind="cardio")),
    ("I04", NOVICE, swap_weekdays),
    ("I05", NOVICE, _heavy_two_days),
    ("I05", TRAINED, _press_daily),
    ("I06", NOVICE, lambda body: drop_family(body, "push")),
    ("I07", NOVICE, lambda body: drop_family(body, "push")),
    ("I08", NOVICE, lift_sets(0, 12)),
    ("I09", NOVICE, lift_sets(0, 12)),
    ("I10", NOVICE, lift_sets(4, 9)),
    ("I11", TRAINED, lambda body: drop_family({"weeks": [body["weeks"][4]]}, "p")),
    ("I12", TRAINED, lambda body: body["weeks"][3].update(deload=False)),
    ("I12", TRAINED, lambda body: item(body, 3).update(rir=1)),
    ("I12", TRAINED, lift_all),
    ("I12", NOVICE, lambda body: [week.update(deload=False) for week in body["weeks"]]),
    ("I12", TRAINED, lambda body: strength(body, 3).update(kind="cardio")),
    ("I13", CAREFUL, swap_slug("leg_press")),
    ("I13", CAREFUL, lambda body: item(body).update(alternatives=["jump_squat"])),
    ("I14", NOVICE, lambda body: body.update(location="home")),
    ("I14", NOVICE, swap_slug("no_such_exercise")),
    ("I15", NOVICE, swap_slug("squat_back")),
    ("I16", NOVICE, lambda body: drop_family(body, "core")),
    ("I16", NOVICE, lambda body: body["notes"].append(_missing("core"))),
    ("I17", NOVICE, lambda body: [i.update(sets=1) for i in _pulls(body)]),
    ("I18", NOVICE, lambda body: item(body).update(rest_s=900)),
    ("I19", NOVICE, lambda body: strength(body).update(exercises=[item(body)])),
    ("I20", TRAINED, lambda body: item(body).update(reps=[2, 3])),
    ("I20", TRAINED, lambda body: item(body).update(rest_s=10)),
    ("I20", TRAINED, lambda body: item(body).update(percent_1rm=95)),
    ("I20", BUSY, _part_pair),
    ("I20", NOVICE, lambda body: item(body, 4).update(rir=6)),
    ("I21", NOVICE, lambda body: item(body).update(rir=0)),
    ("I21", CAREFUL, lambda body: item(body).update(percent_1rm=75)),
    ("I22", NOVICE, reverse),
    ("I23", NOVICE, copy_first_day),
    ("I23", NOVICE, lambda body: strength(body)["exercises"].append(item(body))),
    ("I24", NOVICE, lambda body: item(body).update(per_side=not item(body)["per_side"])),
    ("I25", NOVICE, lambda body: body["progression"]["data"].update(lower=12.0)),
    ("I26", NOVICE, lambda body: body["weeks"][1].update(walking_minutes=400)),
    ("I26", NOVICE, lambda body: body["weeks"][11].update(walking_minutes=0)),
    ("I27", NOVICE, lambda body: cardio(body).update(pulse=[100, 180])),
    ("I27", BLOCKED, lambda body: cardio(body).update(pulse=[110, 130], effort=None)),
    ("I27", NOVICE, lambda body: cardio(body).update(pulse=None)),
    ("I28", NOVICE, swap_slug("step_jack")),
    ("I26", RUNNER, _run_more),
    ("I28", RUNNER, _third_hard),
    ("I10", TRAINED, _low_block),
    ("I29", SENIOR, lambda body: drop_family(body, "balance")),
    ("I30", NOVICE, lambda body: strength(body).update(warmup=[])),
    ("I30", TRAINED, lambda body: _drop_ramps(strength(body))),
    ("I31", TRAINED, lambda body: _two_heavy(body)),
    ("I33", NOVICE.model_copy(update={"disliked": ("leg_extension",)}), swap_slug("leg_extension")),
    ("I39", NOVICE, lambda body: body.update(stop_signs=[])),
    ("I39", NOVICE, lambda body: item(body)["reasons"].pop("sets")),
    ("I39", NOVICE, lambda body: item(body).update(rest_s=item(body)["rest_s"] + 5)),
    ("I40", NOVICE, lambda body: body.update(goal="strength")),
]


LINTED = Path(lint_module.__file__).parent


@pytest.mark.parametrize("answers", [NOVICE, TRAINED, BUSY, RUNNER, SENIOR, CAREFUL, BLOCKED])
def test_a_good_plan_is_praised(answers: Answers) -> None:
    assert found(answers, lambda _: None) == []


@pytest.mark.parametrize(
    ("code", "answers", "spoil"), CASES, ids=[f"{n}-{case[0]}" for n, case in enumerate(CASES)]
)
def test_what_is_spoiled_is_found(code: str, answers: Answers, spoil: Spoil) -> None:
    assert code in {finding.code for finding in found(answers, spoil)}


def test_every_code_that_lint_can_give_has_been_seen_here() -> None:
    sources = [path.read_text(encoding="utf-8") for path in LINTED.glob("*.py")]
    given = {code for text in sources for code in re.findall(r'"(I\d\d)"', text)}

    assert given - {case[0] for case in CASES} == {"I01", "I32"}


def test_a_programme_where_a_doctor_comes_first_is_found() -> None:
    plan = plan_for(NOVICE)
    ill = NOVICE.model_copy(update={"screening": ("chest_pain",)})

    assert "I01" in {finding.code for finding in lint(plan, ill, CATALOGUE)}


def test_a_priority_that_is_not_favoured_is_found() -> None:
    answers = TRAINED.model_copy(update={"priority_muscles": ("calves",)})
    plan = plan_for(TRAINED.model_copy(update={"priority_muscles": ("chest", "biceps")}), 4)
    bare = plan.model_copy(update={"notes": ()})

    assert "I32" in {finding.code for finding in lint(bare, answers, CATALOGUE)}


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("I21", lambda body: item(body, 2, 1, 1).update(rir=0)),
        ("I13", lambda body: item(body, 2, 1, 1).update(alternatives=["jump_squat"])),
        (
            "I24",
            lambda body: item(body, 2, 1, 1).update(per_side=not item(body, 2, 1, 1)["per_side"]),
        ),
        ("I39", lambda body: item(body, 2, 1, 1)["reasons"].pop("reps")),
        ("I22", lambda body: strength(body, 2, 1)["exercises"].reverse()),
        ("I23", lambda body: strength(body, 2, 1)["exercises"].insert(1, item(body, 2, 1, 1))),
    ],
)
def test_a_finding_says_week_day_and_exercise(code: str, spoil: Spoil) -> None:
    told = [f for f in found(NOVICE, spoil) if f.code == code]

    day = strength(plan_for(NOVICE, 12).model_dump(mode="json"), 2, 1)
    assert {(f.week, f.day) for f in told} == {(3, day["weekday"])}
    assert {f.exercise for f in told} <= {None, *(i["slug"] for i in day["exercises"])}
    assert code == "I13" or all(f.exercise for f in told)
