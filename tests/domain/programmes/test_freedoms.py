"""People who once gained sets by a restriction or less time, or whose seed wore a muscle out.

Random intakes found them; here they stand fixed.
"""

import pytest

from domain.programmes.lint import lint
from domain.questionnaire import read_answers
from tests.domain.programmes.given import CATALOGUE, plan_for
from tests.domain.programmes.judging import SEEN, weekly_sets
from tests.domain.test_questionnaire import GIVEN

Changes = dict[str, object]
BARE = GIVEN | {"equipment": ["none"], "conditions": ["none"], "disliked": []}
SIX_DAYS_WITH_A_BOX = BARE | {
    "sex": "m",
    "age": 46,
    "goal": "strength",
    "train_months": 24,
    "days_per_week": 6,
    "minutes": 57,
    "location": "outdoor",
    "equipment": ["box"],
    "priority_muscles": ["back", "quads"],
    "disliked": ["step_up_low", "rdl_db", "triceps_db_overhead", "jump_squat"],
}
FOUR_DAYS_AT_HOME = BARE | {
    "sex": "m",
    "age": 29,
    "goal": "endurance",
    "train_months": 60,
    "days_per_week": 4,
    "minutes": 55,
    "location": "home",
    "priority_muscles": ["triceps", "quads"],
}
FIVE_DAYS_FOR_THE_ABS = BARE | {
    "sex": "f",
    "age": 53,
    "goal": "muscle_gain",
    "train_months": 6,
    "days_per_week": 5,
    "minutes": 94,
    "location": "gym",
    "priority_muscles": ["back", "abs"],
}

OUTDOORS_WITH_A_ROPE = BARE | {
    "sex": "f",
    "age": 43,
    "goal": "weight_loss",
    "train_months": 5,
    "days_per_week": 3,
    "minutes": 62,
    "location": "outdoor",
    "equipment": ["jump_rope"],
    "priority_muscles": ["biceps", "glutes"],
    "disliked": ["chinup", "reverse_crunch"],
}
SIX_SHORT_DAYS_AT_A_BAR = BARE | {
    "sex": "m",
    "age": 37,
    "goal": "strength",
    "train_months": 60,
    "days_per_week": 6,
    "minutes": 48,
    "location": "outdoor",
    "equipment": ["pullup_bar", "bench"],
    "priority_muscles": ["shoulders", "quads"],
    "disliked": ["pushup", "dead_bug"],
}
A_GIRL_WITH_A_MAT = BARE | {
    "sex": "f",
    "age": 15,
    "height_cm": 197,
    "weight_kg": 119,
    "goal": "health",
    "train_months": 6,
    "days_per_week": 5,
    "minutes": 57,
    "location": "outdoor",
    "equipment": ["mat"],
    "conditions": ["elbow", "osteoporosis", "asthma"],
    "priority_muscles": ["quads"],
}
OUTDOORS_WITH_DUMBBELLS = BARE | {
    "sex": "m",
    "age": 45,
    "height_cm": 187,
    "weight_kg": 81,
    "goal": "endurance",
    "train_months": 6,
    "days_per_week": 5,
    "minutes": 68,
    "location": "outdoor",
    "equipment": ["mat", "dumbbells", "parallel_bars", "low_bar", "box", "fitball"],
    "priority_muscles": ["abs"],
    "disliked": ["wall_sit", "burpee"],
}
ONCE_GAINED = {
    "minutes": (OUTDOORS_WITH_A_ROPE, {"minutes": 37}, 1615426180),
    "a day": (SIX_SHORT_DAYS_AT_A_BAR, {"days_per_week": 5}, 50952880),
    "a dislike among conditions": (A_GIRL_WITH_A_MAT, {"disliked": ["pushup_wall"]}, 256116751),
    "a dislike": (
        OUTDOORS_WITH_DUMBBELLS,
        {"disliked": ["wall_sit", "burpee", "pushup"]},
        1181342315,
    ),
}


def _loading(given: Changes, seed: int) -> list[int]:
    weeks = plan_for(read_answers(given), SEEN, seed).weeks
    return [weekly_sets(week) for week in weeks if not week.deload]


def test_five_days_of_poor_equipment_are_no_more_work_than_six() -> None:
    fewer = _loading(SIX_DAYS_WITH_A_BOX | {"days_per_week": 5}, seed=1118)

    most = _loading(SIX_DAYS_WITH_A_BOX, seed=1118)

    assert all(a <= b for a, b in zip(fewer, most, strict=True))


def test_an_exercise_disliked_makes_no_room_for_more_of_others() -> None:
    free = plan_for(read_answers(FOUR_DAYS_AT_HOME), SEEN, 225)
    used = sorted({item.slug for day in free.weeks[0].days for item in day.exercises})

    pickier = [_loading(FOUR_DAYS_AT_HOME | {"disliked": [slug]}, seed=225) for slug in used]

    most = [weekly_sets(week) for week in free.weeks if not week.deload]
    assert [sets for sets in pickier if any(a > b for a, b in zip(sets, most, strict=True))] == []


@pytest.mark.parametrize(("person", "less", "seed"), ONCE_GAINED.values(), ids=ONCE_GAINED)
def test_less_is_never_more_work_where_days_minutes_and_dislikes_meet(
    person: Changes, less: Changes, seed: int
) -> None:
    fewer = _loading(person | less, seed)

    most = _loading(person, seed)

    assert all(a <= b for a, b in zip(fewer, most, strict=True))


@pytest.mark.parametrize("seed", [51051, 51052, 51053])
def test_no_seed_works_a_muscle_hard_on_three_days_running(seed: int) -> None:
    answers = read_answers(FIVE_DAYS_FOR_THE_ABS)

    assert lint(plan_for(answers, SEEN, seed), answers, CATALOGUE) == []
