"""A model may word a plan, and cannot change, promise or invent anything in it."""

import json
from typing import Any

import pytest

from domain.errors import GatewayUnavailable
from domain.exercises import load_catalogue
from domain.programmes.generator import generate
from domain.programmes.grounds import Ground, ground_for
from domain.programmes.plan import Plan
from domain.programmes.voices import BadVoice, give_voice, read_voice
from domain.questionnaire import read_answers
from tests import made

CATALOGUE = load_catalogue()
ANSWERS = read_answers(made.ANSWERS)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return generate(ANSWERS, weeks=4, seed=1, catalogue=CATALOGUE)


def ground(plan: Plan) -> Ground:
    return ground_for(plan, ANSWERS, CATALOGUE)


class Says:
    """A writer that says these in turn; an error among them is raised."""

    def __init__(self, *said: str | Exception) -> None:
        self._said = list(said)
        self.prompts: list[str] = []

    async def write(self, system: str, prompt: str) -> str:
        self.prompts.append(prompt)
        said = self._said.pop(0)
        if isinstance(said, Exception):
            raise said
        return said


def _said(plan: Plan, **given: Any) -> str:
    texts = {"intro": "Начнём спокойно.", "week_notes": [], "cues": {}}
    return json.dumps({"texts": texts | given.pop("texts", {}), "swaps": [], **given})


def _faults(plan: Plan, **texts: Any) -> set[str]:
    try:
        read_voice(plan, _said(plan, texts=texts), ground(plan))
    except BadVoice as e:
        return {fault.code for fault in e.faults}
    return set()


def _numbers(plan: Plan) -> Plan:
    return plan.model_copy(update={"voice": None})


async def test_a_model_words_a_plan_and_changes_nothing_in_it(plan: Plan) -> None:
    spoken = await give_voice(plan, Says(_said(plan)), ground(plan))

    assert spoken.voice is not None
    assert spoken.voice.intro == "Начнём спокойно."
    assert _numbers(spoken) == _numbers(plan)


async def test_without_a_model_a_plan_is_what_the_rules_wrote(plan: Plan) -> None:
    assert await give_voice(plan, None, ground(plan)) == plan


async def test_a_bad_answer_is_asked_again_once_and_told_why(plan: Plan) -> None:
    writer = Says(_said(plan, texts={"intro": "Гарантирую результат."}), _said(plan))

    spoken = await give_voice(plan, writer, ground(plan))

    assert spoken.voice is not None
    assert "promises" in writer.prompts[1]


@pytest.mark.parametrize(
    "twice", ["not JSON at all", '{"texts": {}, "price": 5}', "", '{"texts": 7}', "[]"]
)
async def test_after_two_bad_answers_the_rules_speak(plan: Plan, twice: str) -> None:
    assert await give_voice(plan, Says(twice, twice), ground(plan)) == plan


async def test_a_dead_model_keeps_nobody_waiting(plan: Plan) -> None:
    assert await give_voice(plan, Says(GatewayUnavailable("down")), ground(plan)) == plan


async def test_a_model_learns_no_name_and_no_health(plan: Plan) -> None:
    writer = Says(_said(plan))
    await give_voice(plan, writer, ground(plan))

    told = json.loads(writer.prompts[0])
    assert set(told) & {"notes", "seed", "stop_signs"} == set()
    assert "reasons" not in writer.prompts[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Возьмите 777 повторов", "number"),
        ("Делайте 9x99", "dose"),
        ("Начните с 60 кг", "weight"),
        ("Работайте на 97 % от максимума", "percent"),
        ("Сожжёте 300 ккал", "energy"),
        ("Держите 333 уд/мин", "pulse"),
        ("Добавьте двадцать килограммов", "number"),
        ("Это лечит спину", "medical"),
        ("Отмените лекарства", "medical"),
        ("Минус десять кг за месяц", "promises"),
        ("Вы гарантированно похудеете", "promises"),
        ("<b>Вперёд</b>", "markup"),
        ("Подробности на https://example.ru", "markup"),
    ],
)
def test_what_may_not_be_said_is_refused(plan: Plan, text: str, code: str) -> None:
    for said in (
        {"intro": text},
        {"week_notes": [text, "", "", ""]},
        {"cues": {_slug(plan): text}},
    ):
        assert code in _faults(plan, **said)


@pytest.mark.parametrize(
    "text",
    [
        "Первая неделя знакомит с движениями, вторая добавляет работы.",
        "Один подход за другим, без спешки.",
        "Дышите ровно, спина прямая.",
        "Сегодня тренируем ноги и спину.",
    ],
)
def test_plain_words_pass(plan: Plan, text: str) -> None:
    assert _faults(plan, intro=text) == set()


def test_the_plans_own_numbers_may_be_said(plan: Plan) -> None:
    item = plan.weeks[0].days[0].exercises[0] if plan.weeks[0].days[0].exercises else _first(plan)
    text = f"Отдых {item.rest_s} секунд, {item.sets}×{item.reps[0]} повторов"

    assert _faults(plan, intro=text) == set()


def test_a_note_must_belong_to_a_week_and_a_cue_to_an_exercise(plan: Plan) -> None:
    assert _faults(plan, week_notes=["Одна"]) == {"week_notes"}
    assert _faults(plan, cues={"no_such": "Ровно"}) == {"slug"}


@pytest.mark.parametrize(
    "change", [{"week": 1}, {"to": "no_such"}, {"slug": "no_such"}, {"day": 9}, {"week": 99}]
)
def test_a_swap_that_the_plan_does_not_allow_is_refused(plan: Plan, change: dict[str, Any]) -> None:
    swap = _allowed_swap(plan) | change

    with pytest.raises(BadVoice):
        read_voice(plan, _said(plan, swaps=[swap]), ground(plan))


def test_an_allowed_swap_changes_that_exercise_alone(plan: Plan) -> None:
    swap = _allowed_swap(plan)
    spoken = read_voice(plan, _said(plan, swaps=[swap]), ground(plan))

    before = [
        (w.number, d.weekday, i.slug) for w in plan.weeks for d in w.days for i in d.exercises
    ]
    after = [
        (w.number, d.weekday, i.slug) for w in spoken.weeks for d in w.days for i in d.exercises
    ]
    assert [b for a, b in zip(before, after, strict=True) if a != b] == [
        (swap["week"], swap["day"], swap["to"])
    ]


def test_an_alternative_that_is_not_safe_any_more_is_refused(plan: Plan) -> None:
    day = plan.weeks[1].days[0]
    old = day.exercises[0]
    knees = ground_for(plan, ANSWERS.model_copy(update={"conditions": ("knee",)}), CATALOGUE)
    forbidden = [s for s in old.alternatives if CATALOGUE[s].tags & knees.profile.forbidden]
    swap = {"week": 2, "day": day.weekday, "slug": old.slug, "to": forbidden[0]}

    with pytest.raises(BadVoice, match="rule: I13"):
        read_voice(plan, _said(plan, swaps=[swap]), knees)


def _first(plan: Plan) -> Any:
    return next(i for w in plan.weeks for d in w.days for i in d.exercises)


def _slug(plan: Plan) -> str:
    return str(_first(plan).slug)


def _allowed_swap(plan: Plan) -> dict[str, Any]:
    for day in plan.weeks[1].days:
        taken = {item.slug for item in day.exercises}
        for item in day.exercises:
            for slug in item.alternatives:
                new = CATALOGUE[slug]
                same = (item.unit, item.per_side) == (new.unit, new.is_unilateral)
                if same and slug not in taken:
                    return {"week": 2, "day": day.weekday, "slug": item.slug, "to": slug}
    raise AssertionError("the plan allows no swap")
