"""What holds of every programme, whoever it is for."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.programmes.generator import ProgrammeRefused, generate
from domain.programmes.lint import lint
from domain.programmes.plan import Item, Plan
from domain.programmes.pool import allowed
from domain.questionnaire import Answers, Location, Sex, read_answers
from domain.screening import Verdict
from tests.domain.programmes.given import (
    CATALOGUE,
    deterministic,
    intakes,
    may_train,
    plan_for,
    thorough,
    weekly_sets,
)
from tests.domain.test_questionnaire import GIVEN


@thorough
@given(answers=intakes(), weeks=st.integers(1, 24), seed=st.integers(0, 2**31 - 1))
def test_no_invariant_is_broken(answers: Answers, weeks: int, seed: int) -> None:
    plan = plan_for(answers, weeks, seed)

    assert lint(plan, answers, CATALOGUE) == []
    assert [week.number for week in plan.weeks] == list(range(1, weeks + 1))


@deterministic
@given(answers=intakes(), place=st.sampled_from(Location), days=st.integers(1, 7))
def test_the_trainer_may_ask_for_another_place_and_days(
    answers: Answers, place: Location, days: int
) -> None:
    plan = generate(
        answers, weeks=4, seed=3, catalogue=CATALOGUE, location=place, days_per_week=days
    )

    assert (plan.location, plan.days_per_week) == (place, days)
    assert lint(plan, answers, CATALOGUE) == []


@deterministic
@given(answers=intakes(refused=True))
def test_where_a_doctor_comes_first_there_is_no_programme(answers: Answers) -> None:
    if may_train(answers):
        assert plan_for(answers, 1).weeks
        return
    with pytest.raises(ProgrammeRefused) as refusal:
        plan_for(answers, 1)
    assert refusal.value.screening.reasons


def test_a_feverish_client_gets_none_yet() -> None:
    with pytest.raises(ProgrammeRefused) as refusal:
        plan_for(read_answers(GIVEN | {"screening": ["fever"]}))

    assert refusal.value.screening.verdict is Verdict.POSTPONE


@pytest.mark.parametrize("weeks", [0, 25])
def test_a_programme_has_one_to_twenty_four_weeks(weeks: int) -> None:
    with pytest.raises(ValueError, match="weeks"):
        plan_for(read_answers(GIVEN), weeks)


@deterministic
@given(answers=intakes())
def test_the_free_week_is_the_first_week_of_the_full_programme(answers: Answers) -> None:
    free = plan_for(answers, weeks=1)

    for weeks in (2, 12):
        assert plan_for(answers, weeks).weeks[0] == free.weeks[0]


@deterministic
@given(answers=intakes())
def test_the_same_seed_gives_the_same_programme(answers: Answers) -> None:
    assert plan_for(answers, seed=1) == plan_for(answers, seed=1)


def test_another_seed_gives_another_programme() -> None:
    answers = read_answers(GIVEN | {"location": "gym"})

    assert len({str(plan_for(answers, 1, seed).weeks) for seed in range(10)}) > 5


@deterministic
@given(answers=intakes())
def test_a_plan_is_read_back_from_json_as_it_was(answers: Answers) -> None:
    plan = plan_for(answers)

    assert Plan.model_validate(plan.model_dump(mode="json")) == plan
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


@deterministic
@given(answers=intakes())
def test_sex_alone_changes_no_safety(answers: Answers) -> None:
    woman, man = (
        plan_for(answers.model_copy(update={"sex": sex})) for sex in (Sex.FEMALE, Sex.MALE)
    )

    assert [week.deload for week in woman.weeks] == [week.deload for week in man.weeks]
    assert {n.code for n in woman.notes} ^ {n.code for n in man.notes} <= {
        "low_volume",
        "low_frequency",
        "little_variety",
        "assumed_equipment",
        "circuit",
        "short_session",
        "deload_by_effort",
        "walking",
    }


@deterministic
@given(answers=intakes(), fewer=st.integers(15, 60))
def test_fewer_minutes_never_mean_more_sets(answers: Answers, fewer: int) -> None:
    shorter = answers.model_copy(update={"minutes": max(20, answers.minutes - fewer)})

    assert max(weekly_sets(plan_for(shorter))) <= max(weekly_sets(plan_for(answers)))


@deterministic
@given(answers=intakes())
def test_a_day_fewer_hardly_ever_means_more_sets(answers: Answers) -> None:
    fewer = answers.model_copy(update={"days_per_week": max(1, answers.days_per_week - 1)})

    assert max(weekly_sets(plan_for(fewer))) <= max(weekly_sets(plan_for(answers))) * 1.1


@deterministic
@given(answers=intakes(), extra=st.sampled_from(["knee", "shoulder", "lower_back", "wrist"]))
def test_a_restriction_more_brings_nothing_back_and_no_more_work(
    answers: Answers, extra: str
) -> None:
    conditions = (*(c for c in answers.conditions if c not in {"none", extra}), extra)
    restricted = answers.model_copy(update={"conditions": conditions})
    before, after = plan_for(answers), plan_for(restricted)

    excluded = {e.slug for e in CATALOGUE} - _allowed(answers)
    assert {item.slug for item in _items(after)}.isdisjoint(excluded)
    # Other exercises load other muscles by the way: two sets a week are the price.
    assert max(weekly_sets(after)) <= max(weekly_sets(before)) + 2


@deterministic
@given(answers=intakes(), data=st.data())
def test_a_disliked_exercise_never_comes_back(answers: Answers, data: st.DataObject) -> None:
    used = sorted({item.slug for item in _items(plan_for(answers, 4))})
    disliked = data.draw(st.sampled_from(used))

    after = plan_for(answers.model_copy(update={"disliked": (*answers.disliked, disliked)}), 4)

    assert disliked not in {item.slug for item in _items(after)}
    assert disliked not in {slug for item in _items(after) for slug in item.alternatives}


def _items(plan: Plan) -> Iterator[Item]:
    return (item for week in plan.weeks for day in week.days for item in day.exercises)


def _allowed(answers: Answers) -> set[str]:
    return {exercise.slug for exercise in allowed(CATALOGUE, answers)}
