"""What people write of their health is read with its denials, hints and slips of the finger."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from domain.health_words import read_health_words
from domain.questionnaire import read_answers
from domain.screening import DOCTOR_FIRST, Verdict, screen
from tests.domain.test_questionnaire import GIVEN

LABELLED = tomllib.loads((Path(__file__).parent / "health_phrases.toml").read_text("utf-8"))
CALM: list[str] = LABELLED["calm"]
CAUTION: list[tuple[str, str]] = [
    (code, said) for code, phrases in LABELLED["caution"].items() for said in phrases
]
FALSE_ALARMS = 0.10


def test_no_dangerous_phrase_is_missed() -> None:
    missed = [(code, said) for code, said in CAUTION if code not in read_health_words(said)]

    assert len(CAUTION) > 400
    assert missed == []


def test_what_asks_for_a_doctor_asks_for_him_in_any_words() -> None:
    grave = [said for code, said in CAUTION if code in DOCTOR_FIRST]
    let_through = [said for said in grave if _verdict(said) is not Verdict.RED]

    assert len(grave) > 200
    assert let_through == []


def test_hardly_a_calm_phrase_alarms() -> None:
    alarmed = [said for said in CALM if read_health_words(said)]

    assert len(CALM) > 150
    assert len(alarmed) <= FALSE_ALARMS * len(CALM)


@pytest.mark.parametrize(
    "said", ["Здоров.", "жалоб нет", "давление 120/80", "с сердцем проблем нет"]
)
def test_a_calm_phrase_beside_a_grave_one_takes_nothing_back(said: str) -> None:
    for text in (f"{said}, но иногда жмёт в груди", f"Жду ребёнка. {said}"):
        assert _verdict(text) is Verdict.RED


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("давление 139/89", set()),
        ("давление 140/85", {"hypertension"}),
        ("давление 150 на 100", {"high_pressure", "hypertension"}),
        ("температура 36,9", set()),
        ("температура 37,5", {"fever"}),
        ("сахар 5,5", set()),
        ("сахар 6,1", {"diabetes"}),
        ("план 12/14 готов", {"unread_text"}),
    ],
)
def test_a_measure_is_read_by_its_number(said: str, codes: set[str]) -> None:
    assert read_health_words(said) == codes


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("операция месяц назад", {"surgery_6m", "old_surgery"}),
        ("операция 10 лет назад", {"old_surgery"}),
        ("родила в мае", {"postpartum"}),
        ("родила 5 лет назад", set()),
    ],
)
def test_what_was_long_ago_asks_for_no_doctor(said: str, codes: set[str]) -> None:
    assert read_health_words(said) == codes


def _verdict(text: str) -> Verdict:
    return screen(read_answers(GIVEN | {"health_text": text}), date(2026, 3, 1)).verdict
