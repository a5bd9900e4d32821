"""I35: the free week is the first of the full programme: as JSON, on the page and on paper."""

from typing import Any

import pytest

from app import papers
from app.words import programmes as words
from domain.exercises import load_catalogue
from domain.programmes.rows import Kind, Programme, Status
from domain.site import default_sections
from pages.public.training import Training
from tests import plans
from tests.domain.progress.given import STRANGER

CATALOGUE = load_catalogue()


def programme(kind: Kind, weeks: int, **answers: Any) -> Programme:
    plan = plans.plan(weeks, **answers)
    return Programme(
        client_id=STRANGER,
        intake_id=STRANGER,
        kind=kind,
        status=Status.READY,
        plan=plan.model_dump(mode="json"),
        weeks=weeks,
    )


def first_days(row: Programme) -> tuple[object, ...]:
    """The first week's days as JSON, on the page and on paper."""
    plan = row.read()
    spelled = words.spell(plan, CATALOGUE)
    paper = papers.write(
        row,
        spelled,
        name="Анна",
        sections=dict(default_sections()),
        timezone="Europe/Moscow",
        catalogue=CATALOGUE,
    )
    page = Training(plan, spelled, CATALOGUE, None).weeks()[0]
    return spelled["weeks"][0]["days"], page.days, paper.weeks[0].days


@pytest.mark.parametrize(
    "answers",
    [{}, {"location": "home", "equipment": ["dumbbells"], "train_months": 0}, {"age": 66}],
    ids=["gym", "home", "senior"],
)
def test_the_first_week_reads_alike_everywhere(answers: dict[str, Any]) -> None:
    free, full = programme(Kind.DEMO, 1, **answers), programme(Kind.FULL, 12, **answers)

    assert first_days(free) == first_days(full)
