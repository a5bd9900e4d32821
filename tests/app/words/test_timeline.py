"""A client's history in words: every sentence can be said, whatever is still known."""

from uuid import uuid4

import pytest

from app.words import timeline
from domain import clock
from domain.ledger import Fact
from domain.timeline import Known

NOTHING = Known(stages={}, notes={}, leads={}, messages={}, programmes={}, users={})


def example(kind: type[Fact]) -> Fact:
    """A fact of this kind, with the plainest values its fields take."""
    plain = {"UUID": uuid4(), "int": 1_499_900, "bool": True, "datetime": clock.now()}
    plain["datetime.date"] = clock.now().date()
    given = {}
    for name, field in kind.model_fields.items():
        told = getattr(field.annotation, "__name__", str(field.annotation))
        members = [*getattr(field.annotation, "__members__", {}).values()]
        given[name] = members[0] if members else plain.get(told.split(" ")[0], "code")
        if "UUID" in str(field.annotation):
            given[name] = uuid4()
    return kind.model_validate(given)


@pytest.mark.parametrize("kind", timeline.SENTENCES, ids=lambda kind: kind.__name__)
def test_every_sentence_is_said_even_when_its_rows_are_gone(kind: type[Fact]) -> None:
    said = timeline.say(example(kind), NOTHING)

    assert said
    assert said[0].isupper()
    assert "{" not in said


@pytest.mark.parametrize("group", timeline.GROUPS)
def test_every_filter_shows_facts_that_can_be_said(group: str) -> None:
    assert set(timeline.kinds(group)) <= set(timeline.SENTENCES)


def test_everything_leaves_only_the_quiet_ones_out() -> None:
    assert set(timeline.SENTENCES) - set(timeline.kinds(None)) == timeline.QUIET
