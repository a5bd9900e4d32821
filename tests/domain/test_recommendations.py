"""What is suggested to whom: a free thing always, a priced one only where it does no harm."""

import pytest

from domain.messages import Reason
from domain.programmes.rows import Kind
from domain.recommendations import Case, Why, judge
from domain.tariffs import Tariff

CATALOGUE = [
    Tariff(code="hour", title="Hour", price=149_000),
    Tariff(code="month", title="Month", price=1_499_900, weeks=4, brings_programme=True),
    Tariff(code="quarter", title="Quarter", price=3_999_900, weeks=12, brings_programme=True),
]
DEMO, FULL = Kind.DEMO, Kind.FULL

PERSONAS = {
    "new": (Case(), [Why.INTAKE, Why.WAIST, Why.MEETING], "hour"),
    "fresh week": (Case(programme=DEMO), [Why.BEGIN, Why.WAIST, Why.FIRST_MONTH], "month"),
    "stumbling": (
        Case(programme=DEMO, trained=1, adherence=0.3),
        [Why.MISSED, Why.WAIST, Why.MEETING],
        "hour",
    ),
    "paid and training": (
        Case(programme=FULL, trained=5, adherence=0.9, has_waist=True),
        [Why.NEXT, Why.PROGRESS, Why.ASK],
        None,
    ),
    "paid and done": (
        Case(programme=FULL, trained=12, adherence=0.9, is_over=True),
        [Why.WAIST, Why.ASK, Why.GO_ON],
        "month",
    ),
    "red": (
        Case(objection=Reason.DOCTOR_FIRST, programme=DEMO),
        [Why.DOCTOR, Why.ASK],
        None,
    ),
    "in pain": (
        Case(objection=Reason.PAIN, programme=FULL, is_over=True),
        [Why.PAIN, Why.ASK],
        None,
    ),
    "minor": (
        Case(objection=Reason.MINOR, programme=DEMO),
        [Why.BEGIN, Why.WAIST, Why.ASK],
        None,
    ),
    "waiting": (Case(is_waiting=True), [Why.WAIT, Why.WAIST, Why.ASK], None),
    "stopped": (Case(programme=DEMO, is_stopped=True), [Why.BEGIN, Why.WAIST, Why.ASK], None),
}


@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_is_told_what_fits_him_and_sold_only_what_may_be(persona: str) -> None:
    case, whys, sold = PERSONAS[persona]

    found = judge(case, CATALOGUE)

    assert [one.why for one in found] == whys
    assert [one.tariff.code for one in found if one.tariff] == ([sold] if sold else [])


def test_an_empty_catalogue_leaves_what_is_free() -> None:
    found = judge(Case(programme=DEMO), [])

    assert [one.why for one in found] == [Why.BEGIN, Why.WAIST, Why.ASK]
