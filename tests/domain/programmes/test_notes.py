"""Notes: a plan tells what concerns it, and nothing else."""

import pytest

from domain.programmes.plan import Plan
from tests.domain.programmes.personas import PERSONAS, answers_of, plan_of

GUESSED = sorted(
    name
    for name in PERSONAS
    if name not in {"pregnant", "controlled_pressure"} and answers_of(name).hr_rest is None
)


@pytest.mark.parametrize("name", GUESSED)
def test_a_guessed_pulse_is_told_of_only_where_a_pulse_is_prescribed(name: str) -> None:
    plan = plan_of(name)

    assert ("pulse_guess" in {note.code for note in plan.notes}) is has_pulse(plan)


def test_among_those_whose_pulse_was_guessed_some_have_none_prescribed() -> None:
    assert {has_pulse(plan_of(name)) for name in GUESSED} == {True, False}


def has_pulse(plan: Plan) -> bool:
    items = (item for week in plan.weeks for day in week.days for item in day.exercises)
    return any(item.pulse for item in items)
