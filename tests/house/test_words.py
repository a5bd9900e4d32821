"""Every rule that can be broken, and every fact of a client's history, has its Russian."""

import re
from enum import StrEnum

import pytest

import main  # noqa: F401 - brings every room in, and with it every fact and error
from app.words import errors as words
from app.words import timeline
from domain.errors import DomainError
from domain.ledger import Fact


def _all(kind: type[DomainError]) -> list[type[DomainError]]:
    found = [s for sub in kind.__subclasses__() for s in (sub, *_all(sub))]
    return [kind for kind in found if kind.__module__.startswith(("domain", "app"))]


@pytest.mark.parametrize("kind", _all(DomainError), ids=lambda kind: kind.__name__)
def test_every_error_has_a_sentence(kind: type[DomainError]) -> None:
    assert re.search("[а-я]", words.SAY[kind])
    assert words.SAY[kind].endswith((".", "!", "?"))


def _of_clients() -> list[type[Fact]]:
    facts = [kind for kind in Fact.kinds.values() if kind.__module__.startswith(("domain", "app"))]
    return [kind for kind in facts if "client_id" in kind.model_fields]


@pytest.mark.parametrize("kind", _of_clients(), ids=lambda kind: kind.__name__)
def test_every_fact_of_a_client_can_be_told(kind: type[Fact]) -> None:
    assert kind in timeline.SENTENCES


def test_every_choice_is_a_strenum_of_lower_case_codes() -> None:
    codes = [
        member.value
        for kind in StrEnum.__subclasses__()
        if kind.__module__.startswith("domain")
        for member in kind
    ]
    assert all(re.fullmatch(r"[a-z0-9_]+", code) for code in codes)
