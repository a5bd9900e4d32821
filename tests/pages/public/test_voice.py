"""What a model has said of a programme is read beside it, and leaves when it is true no more."""

from app.words import programmes as words
from domain.exercises import load_catalogue
from domain.programmes.generator import generate
from domain.programmes.plan import Plan, Voice
from domain.programmes.voices import without_stale_voice
from domain.questionnaire import read_answers
from pages.public.training import Training
from tests import made


def _plan() -> Plan:
    plan = generate(read_answers(made.ANSWERS), weeks=2, seed=1, catalogue=load_catalogue())
    slug = next(i.slug for d in plan.weeks[0].days for i in d.exercises)
    voice = Voice(intro="Начнём.", week_notes=("Знакомство.", ""), cues={slug: "Без рывков."})
    return plan.model_copy(update={"voice": voice})


def test_words_of_a_model_stand_where_they_belong() -> None:
    plan = _plan()
    spelled = words.spell(plan)
    weeks = Training(plan, spelled, load_catalogue(), None).weeks()

    assert spelled["intro"] == "Начнём."
    assert [week.note for week in weeks] == ["Знакомство.", ""]
    assert "Без рывков." in [e.cue for day in weeks[0].days for e in day.exercises]


def test_an_edit_that_makes_a_text_untrue_takes_it_away() -> None:
    plan = _plan()
    lying = plan.model_copy(update={"voice": Voice(intro="Поднимете 400 кг.")})

    assert without_stale_voice(plan) == plan
    assert without_stale_voice(lying).voice is None
