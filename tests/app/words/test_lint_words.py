"""What lint finds is said in words: every rule, and every case with its own numbers."""

import re

import pytest

from app.words import lint as words
from domain.exercises import load_catalogue
from domain.programmes.lint import Finding
from domain.programmes.versions import SAFETY

CODES = [f"I{n:02d}" for n in range(1, 41)]
SAMPLES: dict[str, object] = {
    "slug": "squat_back",
    "alternative": "squat_goblet",
    "unknown": "gone",
    "muscle": "glutes",
    "family": "knee",
    "asked": "muscle_gain",
    "given": "strength",
    "same": ["squat_back"],
}


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_its_sentence(code: str) -> None:
    said = words.say(Finding(code), load_catalogue())

    assert re.fullmatch(r"[А-Я].*\.", said)


@pytest.mark.parametrize(
    ("code", "needed"), [(c, n) for c in words.CASES for n, _ in words.CASES[c]]
)
def test_every_case_is_said_with_what_was_found(code: str, needed: frozenset[str]) -> None:
    data = {name: SAMPLES.get(name, 7) for name in needed}

    said = words.say(Finding(code, data=data), load_catalogue())

    assert re.fullmatch(r"[А-ЯA-Z0-9«].*\.", said)
    assert "{" not in said
    assert "_" not in said


def test_what_is_dangerous_is_among_the_rules() -> None:
    assert set(CODES) == set(words.RULES)
    assert set(words.RULES) >= SAFETY
