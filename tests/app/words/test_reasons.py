"""Every number of an exercise says why, and says no number that is not the plan's."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.words import reasons
from app.words.reasons import LABELS
from app.words.reasons.clauses import CLAUSES
from app.words.reasons.sentences import OF_DAY, OF_WEEK, SENTENCES
from domain.exercises import Unit
from domain.programmes import items
from domain.programmes.plan import Item, Phrase, Plan
from domain.questionnaire import Answers, Goal, read_answers
from tests.domain.programmes.given import deterministic, intakes, plan_for
from tests.domain.test_questionnaire import GIVEN

PRESCRIBED = ("sets", "reps", "rir", "rest_s", "tempo", "percent_1rm", "pulse", "effort")


def test_every_code_the_generator_can_give_has_its_clause_and_its_sentence() -> None:
    given = set(_codes_in(Path(items.__file__)))

    assert {"sets_deload", "rest", "reps_muscle_gain", "percent"} <= given
    assert given <= set(CLAUSES)
    assert set(CLAUSES) == set(SENTENCES)


@deterministic
@given(answers=intakes(), weeks=st.integers(1, 9))
def test_every_prescribed_number_says_why(answers: Answers, weeks: int) -> None:
    for item in _items(plan_for(answers, weeks)):
        numbers = {field for field in PRESCRIBED if getattr(item, field) is not None}

        assert set(item.reasons) == {"exercise", *numbers}
        assert set(item.reasons) <= set(LABELS)
        assert len(reasons.explain(item)) == len(item.reasons)


@deterministic
@given(answers=intakes(), weeks=st.integers(1, 9))
def test_a_reason_says_its_own_numbers_and_no_other(answers: Answers, weeks: int) -> None:
    for item in _items(plan_for(answers, weeks)):
        for field, reason in item.reasons.items():
            allowed = _numbers(reason.data.values()) & _numbers(_prescribed(item))
            said = f"{reasons.say_in_short(reason)} {reasons.say_at_length(reason)}"

            # The one scale that is named by its number: Borg's runs to 20.
            assert _numbers([said]) <= allowed | ({"20"} if field == "effort" else set())


@deterministic
@given(answers=intakes(), weeks=st.integers(1, 9))
def test_a_week_and_a_day_say_why_with_their_own_numbers(answers: Answers, weeks: int) -> None:
    for week in plan_for(answers, weeks).weeks:
        told = reasons.explain_week(week)
        assert {r.code for r in week.reasons.values()} <= set(OF_WEEK)
        assert _numbers([told]) <= _numbers(
            v for r in week.reasons.values() for v in r.data.values()
        )
        for day in week.days:
            said = reasons.explain_minutes(day)
            assert {r.code for r in day.reasons.values()} <= set(OF_DAY)
            assert _numbers([said]) <= _numbers(
                v for r in day.reasons.values() for v in r.data.values()
            )
            assert bool(said) is bool(day.minutes)


def test_what_is_asked_about_is_answered_in_words_a_client_knows() -> None:
    item = _first(plan_for(read_answers(GIVEN | {"location": "gym"}), 1))

    told = dict(reasons.explain(item))

    assert list(told) == ["Упражнение", "Подходы", "Повторы", "Запас", "Отдых", "Темп"]
    assert told["Запас"] == (
        "3\xa0повтора в запасе: пока движение новое, заканчивайте подход задолго до предела. Так "
        "запомнится чистая техника."
    )
    assert all(text.endswith(".") for text in told.values())


def test_a_hold_is_counted_as_time() -> None:
    plan = plan_for(read_answers(GIVEN | {"age": 66}), 2)
    held = next(item for item in _items(plan) if item.unit is Unit.SECONDS)

    assert "Время" in dict(reasons.explain(held))


def _codes_in(source: Path) -> Iterator[str]:
    """Codes written down in the module: what `phrase` is called with, and what `_why_*` give."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "phrase":
            yield from _texts(node.args[0])
        elif isinstance(node, ast.FunctionDef) and getattr(node.returns, "id", "") == "str":
            yield from (c for r in ast.walk(node) if isinstance(r, ast.Return) for c in _texts(r))
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "code":
            yield from _texts(node.value)


def _texts(node: ast.AST | None) -> Iterator[str]:
    """The texts an expression may come to; what is compared with is none of them."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from (f"reps_{goal}" for goal in Goal)
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.Return):
        yield from _texts(node.value)


def _items(plan: Plan) -> Iterator[Item]:
    return (item for week in plan.weeks for day in week.days for item in day.exercises)


def _first(plan: Plan) -> Item:
    return next(_items(plan))


def _prescribed(item: Item) -> list[object]:
    return [getattr(item, field) for field in PRESCRIBED]


def _given(reasons: Mapping[str, Phrase]) -> set[str]:
    return _numbers(value for reason in reasons.values() for value in reason.data.values())


def _numbers(values: Iterable[object]) -> set[str]:
    return set(re.findall(r"\d+", " ".join(map(str, values))))
