"""What rules may prescribe is less than what a trainer may."""

from domain.exercises import load_catalogue
from domain.programmes.pool import allowed, left_to_rules
from domain.questionnaire import read_answers
from tests import made

ATHLETE = made.ANSWERS | {"train_months": 60, "goal": "strength", "location": "gym"}


def test_nothing_goes_behind_the_neck_with_nobody_looking_on() -> None:
    pool = allowed(load_catalogue(), read_answers(ATHLETE))

    assert not [e for e in left_to_rules(pool) if "shoulder_behind_neck" in e.tags]
    assert left_to_rules(pool)
