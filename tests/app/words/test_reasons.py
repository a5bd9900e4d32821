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
from app.words.reasons.rules import RULES, WHOM
from app.words.reasons.sentences import OF_DAY, OF_WEEK, SENTENCES
from app.words.speech import fill
from domain.exercises import Unit
from domain.programmes import items
from domain.programmes import reasons as whys
from domain.programmes.notes import tally_week
from domain.programmes.plan import Datum, Item, Phrase, Plan, phrase
from domain.questionnaire import Answers, Goal, read_answers
from tests.domain.programmes.given import CATALOGUE, deterministic, intakes, plan_for
from tests.domain.test_questionnaire import GIVEN

OF_ITS_OWN = ("reps", "rir", "rest_s", "percent_1rm")
"""Numbers whose bounds are of the same kind, and not of a week or of a share."""
UNBOUND = frozenset(CLAUSES) - set(RULES) | {"rest"}
"""What has no bounds of its own; the pause of a minute's balance stands in no row."""
OF_ANOTHER_KIND = {"reps_tight", "rest_circuit", "rest_pair", "cardio_minutes", "run_walk"}
PRESCRIBED = ("sets", "reps", "rir", "rest_s", "tempo", "percent_1rm", "pulse", "effort")


def test_every_code_the_generator_can_give_has_its_clause_and_its_sentence() -> None:
    given = {code for m in (items, whys) for code in _codes_in(Path(str(m.__file__)))}

    assert {"sets_deload", "rest", "reps_muscle_gain", "percent"} <= given
    assert given - set(WHOM) <= set(CLAUSES)
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
            own = _numbers(reason.data.values())
            prescribed = own & _numbers(_prescribed(item))
            # The one scale that is named by its number: Borg's runs to 20.
            scale = {"20"} if field == "effort" else set()

            assert _numbers([reasons.say_in_short(reason)]) <= prescribed | scale
            assert _numbers([reasons.say_at_length(reason)]) <= own | scale


@deterministic
@given(answers=intakes(), weeks=st.integers(1, 9))
def test_a_number_stands_within_the_bounds_that_its_reason_names(
    answers: Answers, weeks: int
) -> None:
    for item in _items(plan_for(answers, weeks)):
        for field, reason in item.reasons.items():
            is_bound = "least" in reason.data
            told = reasons.say_at_length(reason)

            assert is_bound or reason.code in UNBOUND
            assert not is_bound or _is_named(reason.data, told)
            assert field not in OF_ITS_OWN or not is_bound or _is_within(item, field)


@deterministic
@given(answers=intakes(), weeks=st.integers(3, 9))
def test_a_muscle_has_the_weekly_sets_that_its_reason_names(answers: Answers, weeks: int) -> None:
    plan = plan_for(answers, weeks)
    low = ";".join(str(n.data["muscles"]) for n in plan.notes if n.code == "low_volume").split(";")

    for week in (week for week in plan.weeks if not week.deload):
        amounts = tally_week(week, CATALOGUE)
        for item in (item for day in week.days for item in day.exercises):
            bounds = item.reasons["sets"].data
            if "muscle" in bounds:
                muscle = str(bounds["muscle"])
                assert amounts[muscle] <= float(bounds["most"])
                assert amounts[muscle] >= float(bounds["least"]) or muscle in low


def test_a_plan_of_earlier_days_says_its_reasons_without_the_bounds() -> None:
    old = phrase("rest", rest=90)

    assert reasons.say_at_length(old) == fill(SENTENCES["rest"], {"rest": 90})


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
        "запомнится чистая техника. Правило: в запасе 3, не меньше."
    )
    assert told["Подходы"].endswith(
        "Правило для первых двух недель: на переднюю поверхность бедра от 3\xa0до 8\xa0подходов в "
        "неделю. Где мышца только помогает, подход считается за половину. За тренировку всех "
        "подходов не больше 12."
    )
    assert all(text.endswith(".") for text in told.values())


def test_a_hold_is_counted_as_time() -> None:
    plan = plan_for(read_answers(GIVEN | {"age": 66}), 2)
    held = next(item for item in _items(plan) if item.unit is Unit.SECONDS)

    assert "Время" in dict(reasons.explain(held))


def _is_named(bounds: Mapping[str, Datum], told: str) -> bool:
    """Whether both bounds are said; where nothing is the least, the most alone."""
    named = {bounds["least"], bounds.get("most", bounds["least"])} - {0}
    return {str(bound) for bound in named} <= _numbers([told])


def _is_within(item: Item, field: str) -> bool:
    """Whether the number itself keeps the bounds, where they are its own."""
    bounds = item.reasons[field].data
    if item.reasons[field].code in OF_ANOTHER_KIND:
        return True
    value = getattr(item, field)
    numbers = value if isinstance(value, tuple) else (value,)
    least, most = float(bounds["least"]), float(bounds.get("most", 1000))
    return all(least <= number <= most for number in numbers)


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
