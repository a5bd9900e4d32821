"""What counts as an answer, and what is asked next."""

from typing import Any

import pytest

from domain.questionnaire import (
    BY_KEY,
    QUESTIONS,
    AnswersRefused,
    Goal,
    next_question,
    read_answer,
    read_answers,
    visible,
)

GIVEN: dict[str, Any] = {
    "sex": "f",
    "age": 34,
    "height_cm": 168,
    "weight_kg": 68.5,
    "goal": "weight_loss",
    "train_months": 0,
    "days_per_week": 3,
    "minutes": 45,
    "location": "home",
    "equipment": ["mat", "bands"],
    "screening": ["none"],
    "conditions": ["none"],
    "medication": ["none"],
    "lifestyle": "moderate",
}


def refused(**changes: Any) -> dict[str, str]:
    with pytest.raises(AnswersRefused) as caught:
        read_answers(GIVEN | changes)
    return caught.value.fields


def test_a_filled_questionnaire_is_read() -> None:
    answers = read_answers(GIVEN)

    assert answers.goal is Goal.WEIGHT_LOSS
    assert answers.equipment == ("mat", "bands")
    assert answers.bmi == pytest.approx(24.27, abs=0.01)


def test_the_order_is_the_contracts() -> None:
    order = (
        "sex age height_cm weight_kg goal train_months days_per_week minutes location equipment"
        " screening conditions medication lifestyle health_text nutrition_text priority_muscles"
        " disliked hr_rest"
    )

    assert " ".join(q.key for q in QUESTIONS) == order


@pytest.mark.parametrize("weight", ["68,5", "68.5", 68.5, " 68,5 "])
def test_a_weight_is_read_as_people_write_it(weight: object) -> None:
    assert read_answers(GIVEN | {"weight_kg": weight}).weight_kg == 68.5


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("age", 9, "out_of_range"),
        ("age", 101, "out_of_range"),
        ("age", True, "wrong_type"),
        ("age", 34.5, "not_whole"),
        ("age", "old", "not_a_number"),
        ("age", float("nan"), "not_a_number"),
        ("age", "9" * 400, "not_a_number"),
        ("age", [34], "wrong_type"),
        ("height_cm", 1.75, "not_whole"),
        ("height_cm", 119, "out_of_range"),
        ("weight_kg", 29.99, "out_of_range"),
        ("weight_kg", "1e2", "not_a_number"),
        ("goal", "be_happy", "unknown_value"),
        ("goal", 3, "wrong_type"),
        ("goal", "", "missing"),
        ("days_per_week", 8, "out_of_range"),
        ("minutes", 19, "out_of_range"),
        ("equipment", "mat", "wrong_type"),
        ("equipment", ["mat", 1], "wrong_type"),
        ("equipment", ["jetpack"], "unknown_value"),
        ("screening", [], "missing"),
        ("conditions", ["none", "knee"], "none_with_others"),
        ("disliked", ["no_such_exercise"], "unknown_value"),
        ("health_text", "a" * 2001, "too_long"),
        ("health_text", ["a"], "wrong_type"),
        ("hr_rest", 39, "out_of_range"),
        ("vip", 1, "unknown_key"),
    ],
)
def test_an_unfit_answer_is_refused_by_name(key: str, value: object, code: str) -> None:
    assert refused(**{key: value}) == {key: code}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert refused(age=5, goal="x", extra=1) == {
        "age": "out_of_range",
        "goal": "unknown_value",
        "extra": "unknown_key",
    }


def test_what_must_be_answered_is_missed() -> None:
    with pytest.raises(AnswersRefused) as caught:
        read_answers({})

    optional = {"health_text", "nutrition_text", "priority_muscles", "disliked", "hr_rest"}
    assert set(caught.value.fields) == set(BY_KEY) - optional
    assert set(caught.value.fields.values()) == {"missing"}


@pytest.mark.parametrize(
    ("key", "raw", "code"), [("age", "9", "out_of_range"), ("vip", 1, "unknown_key")]
)
def test_one_answer_is_refused_as_all_are(key: str, raw: object, code: str) -> None:
    with pytest.raises(AnswersRefused) as caught:
        read_answer(key, raw)

    assert caught.value.fields == {key: code}


def test_a_question_knows_whether_many_may_be_chosen() -> None:
    assert [q.key for q in QUESTIONS if q.many] == [
        "equipment",
        "screening",
        "conditions",
        "medication",
        "priority_muscles",
        "disliked",
    ]


def test_a_gym_is_not_asked_what_it_has() -> None:
    in_gym = {key: value for key, value in GIVEN.items() if key != "equipment"} | {
        "location": "gym"
    }

    assert read_answers(in_gym).equipment == ()
    assert read_answers(in_gym | {"equipment": ["mat"]}).equipment == ()
    assert "equipment" not in [q.key for q in visible(in_gym)]


def test_control_characters_do_not_get_in() -> None:
    answers = read_answers(GIVEN | {"health_text": " back\x00 \x1b[31mhurts\u202e\n"})

    assert answers.health_text == "back [31mhurts"


def test_a_muscle_of_the_catalogue_is_read_as_its_button() -> None:
    answers = read_answers(GIVEN | {"priority_muscles": ["lats", "glutes", "upper_back"]})

    assert answers.priority_muscles == ("back", "glutes")


def test_questions_come_one_by_one_and_a_skipped_one_is_not_asked_again() -> None:
    given: dict[str, object] = {}
    asked = []
    while question := next_question(given):
        asked.append(question.key)
        given[question.key] = read_answer(question.key, GIVEN.get(question.key))

    assert asked == [q.key for q in QUESTIONS]
    assert given["hr_rest"] is None
    assert read_answers(given) == read_answers(GIVEN)
