"""Twelve people whose programmes were looked at: what was found good stays as it was.

A change that is meant: `python -m tests.domain.programmes.personas`, then read the difference.
"""

import pytest

from domain.programmes.generator import ProgrammeRefused
from domain.programmes.lint import lint
from domain.screening import Verdict, screen
from tests.domain.programmes.given import CATALOGUE
from tests.domain.programmes.personas import (
    GOLDEN,
    PERSONAS,
    TODAY,
    answers_of,
    plan_of,
    summarise,
)

CALM = sorted(set(PERSONAS) - {"pregnant"})


@pytest.mark.parametrize("name", PERSONAS)
def test_a_programme_is_the_one_that_was_looked_at(name: str) -> None:
    assert summarise(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CALM)
def test_a_persona_breaks_no_rule(name: str) -> None:
    assert lint(plan_of(name), answers_of(name), CATALOGUE) == []


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("beginner_at_home", Verdict.GREEN),
        ("muscle_in_a_gym", Verdict.GREEN),
        ("osteoporosis_at_64", Verdict.YELLOW),
        ("knees_and_weight", Verdict.YELLOW),
        ("minor", Verdict.CONSENT),
        ("controlled_pressure", Verdict.YELLOW),
        ("back_pain", Verdict.YELLOW),
        ("seven_days_two_hours", Verdict.CONSENT),
    ],
)
def test_a_persona_is_screened_as_a_coach_would(name: str, verdict: Verdict) -> None:
    assert screen(answers_of(name), TODAY).verdict is verdict


def test_who_expects_a_child_gets_no_programme() -> None:
    with pytest.raises(ProgrammeRefused):
        plan_of("pregnant")
