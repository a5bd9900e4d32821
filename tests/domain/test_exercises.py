"""The catalogue, and what it leaves to people with each condition."""

from typing import Any

import pytest

from domain.exercises import Catalogue, Level, load_catalogue
from domain.programmes.pool import allowed
from domain.questionnaire import BY_KEY, Answers, read_answers
from tests.domain.test_questionnaire import GIVEN

FAMILIES = {
    "knee": {"squat", "lunge"},
    "hip": {"hinge", "hip_thrust"},
    "push": {"push_horizontal"},
    "pull": {"pull_horizontal"},
    "core": {"core_antiextension", "core_antirotation", "core_lateral", "core_flexion"},
    "cardio": {"cardio_steady", "cardio_interval"},
}
SETTINGS: dict[str, dict[str, Any]] = {
    "gym": {"location": "gym"},
    "home with nothing": {"location": "home", "equipment": ["none"]},
    "home with bands": {"location": "home", "equipment": ["bands"]},
    "home with dumbbells": {"location": "home", "equipment": ["dumbbells"]},
    "outdoors with a bar": {"location": "outdoor", "equipment": ["pullup_bar", "low_bar"]},
}
CONDITIONS = [value for value in BY_KEY["conditions"].values if value != "none"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_all_exercises_are_there(catalogue: Catalogue) -> None:
    assert len(catalogue) == 178
    assert catalogue["squat_bw"].level is Level.BEGINNER


def test_all_chains_resolve(catalogue: Catalogue) -> None:
    ends = [end for e in catalogue for end in (e.regress_to, e.progress_to) if end]

    assert [end for end in ends if end not in catalogue] == []


def test_equipment_is_all_groups_and_either_thing_in_one(catalogue: Catalogue) -> None:
    goblet, bench = catalogue["squat_goblet"], catalogue["bench_press_db"]

    assert goblet.feasible("home", {"kettlebell"})
    assert not goblet.feasible("home", {"bands"})
    assert bench.feasible("home", {"dumbbells", "bench"})
    assert not bench.feasible("home", {"dumbbells"})
    assert not bench.feasible("outdoor", {"dumbbells", "bench"})
    assert bench.feasible("gym", ())


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_condition_leaves_a_beginner_something_of_each_family(
    catalogue: Catalogue, condition: str, setting: str
) -> None:
    answers = _answers(condition, setting)

    left = {exercise.pattern for exercise in allowed(catalogue, answers)}

    assert [family for family, patterns in FAMILIES.items() if not left & patterns] == []


def test_what_is_disliked_or_too_hard_is_not_in_the_pool(catalogue: Catalogue) -> None:
    answers = _answers("none", "gym").model_copy(update={"disliked": ("leg_press",)})

    pool = {exercise.slug for exercise in allowed(catalogue, answers)}

    assert "leg_press" not in pool
    assert "squat_back" not in pool
    assert "squat_goblet" in pool


def test_minors_do_not_lift_the_heaviest(catalogue: Catalogue) -> None:
    grown = _answers("none", "gym").model_copy(update={"train_months": 12})
    minor = grown.model_copy(update={"age": 16})

    assert max(e.fatigue for e in allowed(catalogue, grown)) == 3
    assert max(e.fatigue for e in allowed(catalogue, minor)) == 2


def _answers(condition: str, setting: str) -> Answers:
    return read_answers(GIVEN | {"conditions": [condition]} | SETTINGS[setting])
