"""Progress in words: exact reasons, weights and records."""

import ast
from pathlib import Path

import pytest

from app.words.progress import REASONS, kilograms, say_reason, say_record
from domain.programmes.plan import Phrase, phrase
from domain.progress import loads
from domain.progress.rows import Measure, RecordSet
from tests.domain.progress.given import STRANGER, bout, following, item, plan_of


@pytest.mark.parametrize(
    ("grams", "said"),
    [
        (60_000, "60\N{NO-BREAK SPACE}кг"),
        (62_500, "62,5\N{NO-BREAK SPACE}кг"),
        (1_250_000, "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}кг"),
        (0, "0\N{NO-BREAK SPACE}кг"),
    ],
)
def test_a_weight_is_said_without_needless_zeros(grams: int, said: str) -> None:
    assert kilograms(grams) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (
            following(plan_of(item()), bout(1, 60, 12, 12, 12)).reason,
            "+2,5 кг: 3 из 3 подходов, запас не меньше 2, 02.11",
        ),
        (phrase("load_by_feel", rir=2), "Возьмите вес, с которым могли бы сделать ещё 2 повтора"),
        (phrase("load_setback", grams=5000), "−5 кг: две тренировки подряд не хватило повторов"),
        (phrase("harder", slug="pushup"), "Пора усложнить: «Отжимания от пола»"),
    ],
)
def test_a_reason_is_said_to_the_letter(reason: Phrase, said: str) -> None:
    assert say_reason(reason).replace("\N{NO-BREAK SPACE}", " ") == said


def test_every_reason_of_the_rules_has_its_sentence() -> None:
    tree = ast.parse(Path(loads.__file__).read_text(encoding="utf-8"))
    codes = {
        call.args[0].value
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "phrase"
        and isinstance(call.args[0], ast.Constant)
    }

    assert codes | {"reps_first", "reps_are_full"} == set(REASONS)


@pytest.mark.parametrize(
    ("measure", "value", "before", "told"),
    [
        (Measure.MAX, 118_125, 112_500, "расчётный максимум 118 кг, было 112,5 кг"),
        (Measure.REPS, 12, 11, "12 повторов, было 11"),
        (Measure.SECONDS, 21, 20, "21 секунда, было 20"),
    ],
)
def test_a_record_says_what_it_beat(measure: Measure, value: int, before: int, told: str) -> None:
    fact = RecordSet(
        client_id=STRANGER,
        programme_id=STRANGER,
        slug="squat_back",
        measure=measure,
        value=value,
        before=before,
    )

    said = say_record(fact).replace("\N{NO-BREAK SPACE}", " ")

    assert said == f"Приседания со штангой на плечах, {told}"
