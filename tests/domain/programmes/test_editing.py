"""Editing a plan: each change gives a whole new plan, and the trainer's numbers say so."""

import pytest

from app.words import reasons as words
from domain.errors import NotFound, Refused
from domain.exercises import load_catalogue
from domain.programmes.changes import What, compare
from domain.programmes.durations import day_minutes
from domain.programmes.editing import (
    Spot,
    add,
    change,
    change_walking,
    copy_week,
    day_at,
    item_at,
    move,
    move_to_day,
    onwards,
    remove,
    swap,
)
from domain.programmes.grounds import Bar, Fit, find_bar, ground_for, slugs_of, suggest
from domain.programmes.lint import lint
from domain.programmes.plan import Kind, Plan
from domain.questionnaire import read_answers
from tests import plans
from tests.made import ANSWERS

MONDAY = Spot(1, 1, 0)
PLAN = plans.plan(6)
GROUND = ground_for(PLAN, read_answers(ANSWERS), load_catalogue())


def test_a_typed_number_becomes_the_trainers_own() -> None:
    changed = change(PLAN, MONDAY, GROUND, {"sets": 2, "rest_s": 127})

    item = item_at(changed, MONDAY)
    assert (item.sets, item.rest_s) == (2, 127)
    assert "решил тренер" in words.say_at_length(item.reasons["sets"])
    assert item.reasons["reps"] == item_at(PLAN, MONDAY).reasons["reps"]


def test_minutes_follow_what_is_prescribed() -> None:
    changed = change(PLAN, MONDAY, GROUND, {"sets": 5})

    day = day_at(changed, 1, 1)
    assert day.minutes > day_at(PLAN, 1, 1).minutes
    assert day.minutes == day_minutes(day)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("sets", 0, "out_of_range"),
        ("sets", None, "missing"),
        ("reps", (12, 8), "out_of_range"),
        ("tempo", "fast", "malformed"),
        ("rest_s", 100_000, "out_of_range"),
        ("slug", 1, "unknown_key"),
    ],
)
def test_what_nobody_could_do_is_refused_by_its_field(field: str, value: object, code: str) -> None:
    with pytest.raises(Refused) as refused:
        change(PLAN, MONDAY, GROUND, {field: value})  # type: ignore[dict-item]  # wrong on purpose

    assert refused.value.fields == {field: code}


def test_a_swap_keeps_the_numbers_and_offers_no_twin() -> None:
    suggestion = suggest(GROUND, item_at(PLAN, MONDAY).slug, slugs_of(day_at(PLAN, 1, 1)))[0]

    changed = swap(PLAN, MONDAY, suggestion.exercise.slug, GROUND)

    old, new = item_at(PLAN, MONDAY), item_at(changed, MONDAY)
    assert (new.slug, new.sets, new.reps) == (suggestion.exercise.slug, old.sets, old.reps)
    assert set(new.alternatives).isdisjoint(slugs_of(day_at(changed, 1, 1)))
    assert new.reasons["exercise"].code == "own_exercise"


def test_suggestions_are_all_allowed_and_the_same_movement_comes_first() -> None:
    careful = read_answers({**ANSWERS, "conditions": ["knee"]})
    ground = ground_for(PLAN, careful, load_catalogue())

    fits = suggest(ground, "squat_back")

    order = [list(Fit).index(each.fit) for each in fits]
    assert fits
    assert order == sorted(order)
    assert all(each.exercise.tags.isdisjoint(ground.profile.forbidden) for each in fits)


def test_what_is_barred_says_why() -> None:
    careful = read_answers({**ANSWERS, "conditions": ["knee"]})
    ground = ground_for(PLAN, careful, load_catalogue())
    barred = [e for e in ground.catalogue if e.tags & ground.profile.forbidden]

    assert {find_bar(ground, exercise) for exercise in barred} == {Bar.FORBIDDEN}


def test_an_added_exercise_stands_where_its_kind_does() -> None:
    changed = add(PLAN, 1, 1, "plank", GROUND)

    assert "I22" not in codes(changed)
    assert "plank" in slugs_of(day_at(changed, 1, 1))


def test_an_exercise_brought_to_a_free_day_makes_it_a_training_day() -> None:
    changed = move_to_day(PLAN, MONDAY, 2, GROUND)

    tuesday = day_at(changed, 1, 2)
    assert tuesday.kind is Kind.STRENGTH
    assert tuesday.warmup
    assert tuesday.cooldown
    assert tuesday.minutes == day_minutes(tuesday)


def test_a_day_left_empty_is_for_rest() -> None:
    changed = PLAN
    for _ in day_at(PLAN, 1, 1).exercises:
        changed = remove(changed, MONDAY, GROUND)

    assert day_at(changed, 1, 1).kind is Kind.REST
    assert day_at(changed, 1, 1).minutes == 0


def test_ramp_sets_follow_the_first_lift() -> None:
    changed = move(PLAN, MONDAY, 3, GROUND)

    ramps = {line.data["slug"] for line in day_at(changed, 1, 1).warmup if line.code == "ramp"}
    assert item_at(PLAN, MONDAY).slug not in ramps


def test_a_copied_week_is_the_same_but_for_its_number() -> None:
    changed = copy_week(PLAN, 1, [2, 3])

    assert changed.weeks[2].days == changed.weeks[1].days == PLAN.weeks[0].days
    assert [week.number for week in changed.weeks] == [1, 2, 3, 4, 5, 6]


def test_a_swap_runs_on_through_later_weeks_and_sets_leave_easy_ones_alone() -> None:
    slug = item_at(PLAN, MONDAY).slug
    swapped = onwards(PLAN, MONDAY, lambda p, s: swap(p, s, "squat_goblet", GROUND))
    fewer = onwards(PLAN, MONDAY, lambda p, s: change(p, s, GROUND, {"sets": 2}), numbers=["sets"])

    assert all(slug not in slugs_of(day_at(swapped, week.number, 1)) for week in PLAN.weeks)
    assert all(new == old for new, old in zip(fewer.weeks, PLAN.weeks, strict=True) if new.deload)


def test_what_differs_is_told_once_for_all_weeks() -> None:
    changed = onwards(PLAN, MONDAY, lambda p, s: change(p, s, GROUND, {"rest_s": 135}))

    found = [c for c in compare(PLAN, changed) if c.what is What.CHANGED]
    assert [len(c.weeks) for c in found] == [6]
    assert found[0].fields == {"rest_s": (item_at(PLAN, MONDAY).rest_s, 135)}


def test_moved_added_and_removed_are_told_apart() -> None:
    assert [c.what for c in compare(PLAN, move(PLAN, MONDAY, 2, GROUND))] == [What.MOVED]
    whats = {c.what for c in compare(PLAN, swap(PLAN, MONDAY, "squat_goblet", GROUND))}
    assert {What.ADDED, What.REMOVED} <= whats
    assert compare(PLAN, PLAN) == []
    assert [c.what for c in compare(PLAN, change_walking(PLAN, 2, 5))] == [What.WEEK]


def test_every_exercise_can_be_put_anywhere_and_kept() -> None:
    for exercise in GROUND.catalogue:
        added = add(PLAN, 3, 1, exercise.slug, GROUND)
        swapped = swap(added, Spot(3, 1, 0), exercise.slug, GROUND)
        assert Plan.model_validate(swapped.model_dump(mode="json")) == swapped


def test_a_place_that_is_not_there_is_not_found() -> None:
    for spot in (Spot(1, 1, 99), Spot(1, 9, 0), Spot(99, 1, 0)):
        with pytest.raises(NotFound):
            remove(PLAN, spot, GROUND)


def codes(plan: Plan) -> set[str]:
    return {finding.code for finding in lint(plan, GROUND.answers, GROUND.catalogue)}
