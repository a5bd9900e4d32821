"""Steps of an editing: each can be taken back, and what is saved is not lost sight of."""

from domain.exercises import load_catalogue
from domain.programmes.editing import Spot, change, item_at
from domain.programmes.grounds import ground_for
from domain.programmes.history import MOST_STEPS, History
from domain.programmes.plan import Plan
from domain.questionnaire import read_answers
from tests import plans
from tests.made import ANSWERS

MONDAY = Spot(1, 1, 0)
PLAN = plans.plan(1)
GROUND = ground_for(PLAN, read_answers(ANSWERS), load_catalogue())


def test_sixty_steps_are_taken_back_and_made_again() -> None:
    history = History(PLAN)
    for seconds in range(200, 260):
        assert history.step(rested(history.current, seconds))

    for _ in range(60):
        history.undo()
    back = history.current
    for _ in range(60):
        history.redo()

    assert back == PLAN
    assert item_at(history.current, MONDAY).rest_s == 259


def test_what_came_after_an_undone_step_is_gone_with_the_next_edit() -> None:
    history = History(PLAN)
    history.step(rested(PLAN, 200))
    history.undo()
    history.step(rested(PLAN, 210))

    history.redo()

    assert item_at(history.current, MONDAY).rest_s == 210


def test_the_oldest_steps_are_let_go() -> None:
    history = History(PLAN)
    for n in range(MOST_STEPS + 10):
        history.step(rested(history.current, n % 500))

    for _ in range(MOST_STEPS + 10):
        history.undo()

    assert not history.can_undo
    assert history.current != PLAN


def test_an_edit_that_changes_nothing_is_no_step() -> None:
    history = History(PLAN)

    assert not history.step(rested(PLAN, item_at(PLAN, MONDAY).rest_s))
    assert not history.is_changed


def test_what_is_saved_can_still_be_taken_back() -> None:
    history = History(PLAN)
    history.step(rested(PLAN, 200))
    history.note_saved(history.current)

    history.undo()

    assert history.is_changed
    assert history.current == PLAN


def rested(plan: Plan, seconds: int) -> Plan:
    return change(plan, MONDAY, GROUND, {"rest_s": seconds})
