"""Every code a plan can hold has its Russian, and the Russian has the plan's numbers."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.words import programmes as words
from app.words.programmes import say_note, spell
from app.words.reasons import FAMILY_WHY
from app.words.reasons.clauses import CLAUSES
from app.words.speech import fill
from app.words.training import EQUIPMENT, MUSCLE, PATTERN, TITLE
from domain.exercises import load_catalogue
from domain.programmes.generator import STOP_SIGNS
from domain.programmes.plan import phrase
from domain.programmes.splits import FAMILIES, SESSIONS
from domain.questionnaire import BY_KEY, Answers, Goal, read_answers
from tests.domain.programmes.given import deterministic, intakes, plan_for
from tests.domain.test_questionnaire import GIVEN

FIELDS = {
    "slug",
    "name",
    "pattern",
    "primary",
    "secondary",
    "equipment",
    "sets",
    "reps",
    "unit",
    "rest_s",
    "reason",
    "alternatives",
}


def test_every_name_of_the_catalogue_has_its_word() -> None:
    catalogue = load_catalogue()

    assert {e.pattern for e in catalogue} <= set(PATTERN)
    assert {m for e in catalogue for m in (*e.primary, *e.secondary)} <= set(MUSCLE)
    assert {t for e in catalogue for group in e.equipment for t in group} <= set(EQUIPMENT)
    assert set(BY_KEY["priority_muscles"].values) <= set(MUSCLE)


def test_every_session_family_and_sign_has_its_word() -> None:
    assert set(SESSIONS) | {"cardio", "rest"} == set(TITLE)
    assert set(FAMILIES) == set(FAMILY_WHY)
    assert set(FAMILIES) | {"cardio"} == set(words.FAMILY)
    assert set(STOP_SIGNS) == set(words.STOP_SIGNS)
    assert {f"reps_{goal.value}" for goal in Goal} <= set(CLAUSES)


@deterministic
@given(answers=intakes(), weeks=st.integers(1, 9), seed=st.integers(0, 99))
def test_every_plan_can_be_spelled(answers: Answers, weeks: int, seed: int) -> None:
    plan = plan_for(answers, weeks, seed)
    told = spell(plan)

    assert len(told["weeks"]) == weeks
    assert all(set(item) >= FIELDS for item in _items(told))
    said = _texts(told)
    assert not [text for text in said if re.search(r"[{}\[\]|]|_", text)]
    assert all(re.search("[а-яё]", text, re.I) for text in said)


@deterministic
@given(answers=intakes())
def test_a_reason_says_no_number_that_is_not_prescribed(answers: Answers) -> None:
    for item in _items(spell(plan_for(answers, 2))):
        numbers = set(map(int, re.findall(r"\d+", item["reason"])))
        pulse, effort = item.get("pulse", []), item.get("effort", [])
        scale = [20] if effort else []
        known = {*item["reps"], item["rest_s"], item.get("rir"), *pulse, *effort, *scale}

        assert numbers <= known


def test_a_day_reads_as_a_coach_would_say_it() -> None:
    plan = plan_for(read_answers(GIVEN | {"location": "gym"}), 1)

    day = spell(plan)["weeks"][0]["days"][0]
    first = day["exercises"][0]
    assert (day["weekday_text"], day["title"]) == ("Понедельник", "Фулбоди A")
    assert first["reason"] == (
        "Нужно ногам, чтобы легко вставать и подниматься: 10–12\xa0повторов сохраняют мышцы и "
        "тратят энергию; 3\xa0в запасе, пока вы осваиваете движение; отдых 90\xa0с, чтобы "
        "следующий подход был не хуже."
    )


@pytest.mark.parametrize("location", ["home", "outdoor"])
def test_only_in_a_gym_does_one_warm_up_on_a_machine(location: str) -> None:
    there, gym = (
        spell(plan_for(read_answers(GIVEN | {"location": place}), 1)) for place in (location, "gym")
    )

    assert "тренажёр" in _warmup(gym)
    assert "тренажёр" not in _warmup(there)


def test_nouns_follow_their_numbers() -> None:
    template = "{n} [n|минута|минуты|минут]"

    assert [fill(template, {"n": n}) for n in (1, 2, 5, 11, 21)] == [
        "1\xa0минута",
        "2\xa0минуты",
        "5\xa0минут",
        "11\xa0минут",
        "21\xa0минута",
    ]


def test_a_note_names_muscles_and_things() -> None:
    low = phrase("low_volume", why="one_session", muscles="chest;calves")
    assumed = phrase("assumed_equipment", things="chair;wall")

    assert say_note(low) == (
        "Подходов за неделю меньше обычного (грудь, икры): одна тренировка в неделю."
    )
    assert say_note(assumed) == "Мы рассчитывали, что у вас найдётся: стул, стена."


def test_minutes_that_stay_the_same_are_said_once() -> None:
    assert say_note(phrase("walking", first=90, last=90)) == (
        "Кроме тренировок, ходите быстрым шагом: 90\xa0минут в неделю. Можно по частям."
    )


def test_the_rule_of_progress_has_the_plans_steps() -> None:
    told = spell(plan_for(read_answers(GIVEN), 1))

    assert "около 2,5\xa0% для верха тела и 5\xa0% для низа" in told["progression"]
    assert told["disclaimer"].endswith(".")
    assert len(told["stop_signs"]) == 5


def _warmup(told: dict[str, Any]) -> str:
    return str(told["weeks"][0]["days"][0]["warmup"][0])


def _items(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [i for week in told["weeks"] for day in week["days"] for i in day["exercises"]]


def _texts(told: dict[str, Any]) -> list[str]:
    lines = [
        line
        for week in told["weeks"]
        for day in week["days"]
        for line in (day["title"], *day["warmup"], *day["cooldown"])
    ]
    reasons = [text for item in _items(told) for text in item["reasons"].values()]
    notes = [note["text"] for note in told["notes"]]
    return [*lines, *reasons, *notes, *told["stop_signs"], told["progression"]]
