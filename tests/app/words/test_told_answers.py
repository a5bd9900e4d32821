"""Answers as people type them are understood, and nothing is guessed."""

import pytest

from app.words.told_answers import read_told
from domain.questionnaire import BY_KEY


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("height_cm", "1,75 м 68,5 кг", {"height_cm": 175, "weight_kg": 68.5}),
        ("age", "мне 34, рост 175", {"age": 34, "height_cm": 175}),
        ("height_cm", "175,5", {"height_cm": 176}),
        ("height_cm", "1.75", {"height_cm": 175}),
        ("height_cm", "1м75", {"height_cm": 175}),
        ("weight_kg", "175,5", {"weight_kg": 175.5}),
        ("weight_kg", "Вешу 80\N{NO-BREAK SPACE}кг.", {"weight_kg": 80}),
        ("age", "34 года", {"age": 34}),
        ("age", "1000", {"age": 1000}),
        ("train_months", "2 года", {"train_months": 24}),
        ("train_months", "полгода", {"train_months": 6}),
        ("train_months", "никогда не занимался", {"train_months": 0}),
        ("minutes", "полтора часа", {"minutes": 90}),
        ("days_per_week", "3 раза в неделю по 45 минут", {"days_per_week": 3, "minutes": 45}),
        ("sex", "Женский", {"sex": "f"}),
        ("location", "дом", {"location": "home"}),
        ("goal", "хочу похудеть", {"goal": "weight_loss"}),
        ("equipment", "гантели и коврик", {"equipment": ["dumbbells", "mat"]}),
        ("conditions", "Нет", {"conditions": ["none"]}),
        ("health_text", "пропустить", {"health_text": None}),
        ("health_text", "Мне 34, болит колено", {"health_text": "Мне 34, болит колено"}),
        ("hr_rest", "не знаю", {"hr_rest": None}),
    ],
)
def test_what_is_said_beyond_doubt_is_an_answer(
    asked: str, text: str, told: dict[str, object]
) -> None:
    assert read_told(text, BY_KEY[asked]) == told


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("age", "тридцать"),
        ("conditions", "не болят колени"),
        ("conditions", "грыжа"),
        ("conditions", "астма, и ещё что-то"),
        ("goal", "не похудеть"),
        ("sex", "12"),
    ],
)
def test_what_may_mean_two_things_is_none(asked: str, text: str) -> None:
    assert read_told(text, BY_KEY[asked]) == {}
