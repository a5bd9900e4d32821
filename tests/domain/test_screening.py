"""Who may train at once, who is looked at first, and whom a doctor sees before."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.health_words import read_health_words
from domain.questionnaire import Answers, read_answers
from domain.screening import Verdict, forbidden_tags, screen
from tests.domain.test_questionnaire import GIVEN

TODAY = date(2026, 3, 1)


def answers(**changes: Any) -> Answers:
    return read_answers(GIVEN | changes)


def verdict(**changes: Any) -> Verdict:
    return screen(answers(**changes), TODAY).verdict


def test_a_healthy_person_trains_at_once() -> None:
    screening = screen(answers(), TODAY)

    assert screening.verdict is Verdict.GREEN
    assert screening.reasons == ()
    assert screening.valid_until == TODAY + timedelta(days=365)


@pytest.mark.parametrize("symptom", ["chest_pain", "fainting", "breathlessness"])
def test_a_symptom_means_a_doctor_first(symptom: str) -> None:
    assert verdict(screening=[symptom]) is Verdict.RED


@pytest.mark.parametrize(
    "changes",
    [
        {"screening": ["supervised_only"]},
        {"conditions": ["pregnancy"]},
        {"conditions": ["postpartum"]},
        {"conditions": ["surgery_6m"]},
        {"conditions": ["kidney"]},
        {"conditions": ["oncology"]},
        {"conditions": ["epilepsy"]},
        {"conditions": ["diabetes"], "medication": ["insulin"]},
    ],
)
def test_some_conditions_mean_a_doctor_first(changes: dict[str, list[str]]) -> None:
    assert verdict(**changes) is Verdict.RED


@pytest.mark.parametrize("disease", ["heart", "diabetes", "hypertension"])
def test_a_known_disease_waits_for_a_doctor_only_in_the_inactive(disease: str) -> None:
    assert verdict(conditions=[disease], lifestyle="sedentary") is Verdict.RED
    assert verdict(conditions=[disease], lifestyle="active") is Verdict.YELLOW
    assert verdict(conditions=[disease], lifestyle="sedentary", train_months=3) is Verdict.YELLOW


@pytest.mark.parametrize("condition", ["knee", "lower_back", "hernia", "asthma", "eyes"])
def test_an_injury_is_looked_at_first(condition: str) -> None:
    assert verdict(conditions=[condition]) is Verdict.YELLOW


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        (13, Verdict.RED),
        (14, Verdict.CONSENT),
        (17, Verdict.CONSENT),
        (18, Verdict.GREEN),
        (69, Verdict.GREEN),
        (70, Verdict.YELLOW),
    ],
)
def test_age_has_its_thresholds(age: int, expected: Verdict) -> None:
    assert verdict(age=age) is expected


@pytest.mark.parametrize(
    ("weight", "goal", "expected"),
    [
        (53.4, "weight_loss", Verdict.RED),
        (53.5, "weight_loss", Verdict.GREEN),
        (50.5, "muscle_gain", Verdict.RED),
        (50.7, "muscle_gain", Verdict.GREEN),
        (115.5, "health", Verdict.GREEN),
        (115.6, "health", Verdict.YELLOW),
    ],
)
def test_weight_for_height_has_its_thresholds(weight: float, goal: str, expected: Verdict) -> None:
    assert verdict(height_cm=170, weight_kg=weight, goal=goal) is expected


def test_a_fever_waits_a_week() -> None:
    screening = screen(answers(screening=["fever"]), TODAY)

    assert screening.verdict is Verdict.POSTPONE
    assert screening.ask_again_on == TODAY + timedelta(days=7)


def test_the_gravest_reason_decides_and_comes_first() -> None:
    screening = screen(
        answers(age=16, conditions=["knee", "epilepsy"], screening=["chest_pain", "fever"]), TODAY
    )

    assert screening.verdict is Verdict.RED
    assert [reason.code for reason in screening.reasons] == [
        "chest_pain",
        "epilepsy",
        "fever",
        "minor",
        "knee",
    ]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Жду ребёнка", {"pregnancy"}),
        ("иногда жмёт в груди", {"chest_pain"}),
        ("Давление скачет", {"high_pressure", "hypertension"}),
        ("давление бывает 165/95", {"high_pressure", "hypertension"}),
        ("Проблем с сердцем нет", set()),
        ("сердце не беспокоит", set()),
        ("Не беременна", set()),
        ("не жмёт в груди", set()),
        ("давление в норме", set()),
        ("жалоб нет", set()),
        ("спина не болит, но колено побаливает", {"knee"}),
        ("нет, давление скачет", {"high_pressure", "hypertension"}),
        ("боль в сердце не проходит", {"chest_pain", "heart"}),
        ("не знаю своё давление", {"high_pressure", "hypertension"}),
        ("рассеянный склероз", {"unread_text"}),
    ],
)
def test_free_words_are_read_with_their_negations(text: str, codes: set[str]) -> None:
    assert read_health_words(text) == codes


@pytest.mark.parametrize("text", ["Проблем с сердцем нет", "здоров, колени не болят"])
def test_free_words_never_clear_a_button(text: str) -> None:
    pressed = {"conditions": ["heart", "knee"], "lifestyle": "sedentary"}

    assert verdict(**pressed, health_text=text) is Verdict.RED


def test_food_is_not_read_for_organs() -> None:
    assert read_health_words(None, "не ем почки и сердце") == set()
    assert read_health_words(None, "беременна, тошнит от мяса") == {"pregnancy"}


@pytest.mark.parametrize(
    ("changes", "tags"),
    [
        ({}, set()),
        ({"conditions": ["knee"]}, {"knee_flexion_deep", "knee_impact", "impact", "knee_shear"}),
        ({"conditions": ["elbow"]}, {"elbow_stress"}),
        ({"health_text": "болит локоть"}, {"elbow_stress"}),
        ({"conditions": ["hypertension"]}, {"valsalva", "isometric_long", "inversion"}),
        ({"weight_kg": 90, "height_cm": 170}, {"impact", "knee_impact", "inversion"}),
        ({"age": 60}, {"balance_risk", "valsalva", "high_intensity", "shoulder_behind_neck"}),
        ({"medication": ["blood_pressure"]}, {"valsalva", "isometric_long"}),
    ],
)
def test_conditions_forbid_their_tags(changes: dict[str, Any], tags: set[str]) -> None:
    assert tags <= forbidden_tags(answers(**changes))


def test_a_restriction_more_never_allows_more() -> None:
    one = forbidden_tags(answers(conditions=["knee"]))
    two = forbidden_tags(answers(conditions=["knee", "neck"]))

    assert one < two
