"""Every question, option and verdict has its words."""

from dataclasses import replace

import pytest

from app.words import questionnaire as words
from app.words import screening
from app.words.screening import explain
from domain.exercises import Catalogue, load_catalogue
from domain.health_words import UNREAD, all_codes
from domain.questionnaire import BY_KEY, QUESTIONS, AnswersRefused, Question, read_answer
from domain.screening import DOCTOR_FIRST, KNOWN_DISEASE, Verdict

MEASURED = {"too_young", "minor", "age_70", "underweight", "too_light_to_lose", "bmi_40"}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.key)
def test_every_question_and_option_has_its_text(question: Question) -> None:
    spoken = words.question(question.key)

    assert spoken.text.endswith("?")
    if question.values:
        assert [value for value, _ in spoken.options] == list(question.values)


def test_the_questionnaire_is_told_as_the_contract_has_it() -> None:
    told = {entry["key"]: entry for entry in words.as_json()}

    assert list(told) == [question.key for question in QUESTIONS]
    assert (told["age"]["min"], told["age"]["max"]) == (10, 100)
    assert told["goal"]["options"][0] == {"value": "weight_loss", "text": "Похудеть"}
    assert told["hr_rest"]["optional"] is True
    assert "optional" not in told["age"]


def test_an_answer_is_said_back() -> None:
    assert words.say_answer("conditions", ["knee", "neck"]) == "Колени, Шея"
    assert words.say_answer("weight_kg", 68.5) == "68,5 кг"
    assert words.say_answer("goal", "strength") == "Стать сильнее"


def test_every_reason_has_its_words() -> None:
    signs = {v for key in ("screening", "conditions", "medication") for v in BY_KEY[key].values}
    reasons = (signs - {"none"}) | all_codes() | MEASURED | {UNREAD}

    assert reasons <= set(screening.REASON)
    assert set(screening.RED) == DOCTOR_FIRST | KNOWN_DISEASE | {
        "too_young",
        "underweight",
        "too_light_to_lose",
    }


@pytest.mark.parametrize("code", sorted(screening.RED))
def test_a_referral_says_why_and_what_next(code: str) -> None:
    told = explain(Verdict.RED, [code, "knee"])

    assert told["reason"] == code
    assert len(told["text"]) > 80
    assert told["text"].endswith(".")


def test_pain_in_the_chest_names_the_ambulance() -> None:
    text = explain(Verdict.RED, ["chest_pain"])["text"]

    assert "103" in text
    assert "112" in text


def test_who_is_in_despair_hears_nothing_of_programmes() -> None:
    assert "программ" not in explain(Verdict.RED, ["self_harm"])["text"].lower()


@pytest.mark.parametrize(
    ("verdict", "reasons", "part"),
    [
        (Verdict.POSTPONE, ["fever"], "7 дней"),
        (Verdict.CONSENT, ["minor"], "родител"),
        (Verdict.YELLOW, ["knee"], "Тренер посмотрит"),
        (Verdict.YELLOW, [], "Тренер посмотрит"),
        (Verdict.RED, [], "терапевт"),
    ],
)
def test_each_verdict_says_what_happens_next(
    verdict: Verdict, reasons: list[str], part: str
) -> None:
    assert part in explain(verdict, reasons)["text"]


def test_an_own_exercise_may_be_disliked_and_is_called_by_its_name() -> None:
    shipped = load_catalogue()
    own = replace(shipped["squat_bw"], slug="own_mine", name="Мой присед", is_own=True)
    catalogue = Catalogue({**shipped.exercises, own.slug: own})

    answer = read_answer("disliked", ["own_mine", "leg_press"])

    assert answer == ("leg_press", "own_mine")
    assert words.say_answer("disliked", answer, catalogue).endswith(", Мой присед")
    options = {entry["key"]: entry for entry in words.as_json(catalogue)}["disliked"]["options"]
    assert options[-1] == {"value": "own_mine", "text": "Мой присед"}
    with pytest.raises(AnswersRefused):
        read_answer("disliked", ["own mine"])
