"""What is said of each exercise: cues, mistakes, breathing and everyday names."""

import re
import tomllib
from collections import Counter

import pytest

from domain.exercises import load_catalogue
from domain.exercises.catalogue import TECHNIQUE

ALL = list(load_catalogue())
HELD = [e for e in ALL if "isometric_long" in e.tags or e.pattern in {"balance", "core_lateral"}]
PROMISES = re.compile(r"\b((вы)?леч[иу]|гарант|исцел|боль\b|боли|диагноз|похуде)", re.IGNORECASE)


def test_every_exercise_is_told_in_whole_sentences_without_numbers() -> None:
    short = [e.slug for e in ALL if not (2 <= len(e.cues) <= 4 and 1 <= len(e.mistakes) <= 3)]
    sentences = [line for e in ALL for line in (*e.cues, *e.mistakes, e.breathing)]

    assert short == []
    assert [line for line in sentences if not re.fullmatch(r"[А-ЯЁ][^\d]{8,95}\.", line)] == []
    assert [line for line in sentences if PROMISES.search(line)] == []


@pytest.mark.parametrize("part", ["cues", "mistakes", "breathing"])
def test_no_exercise_borrows_the_words_of_another(part: str) -> None:
    told = Counter(getattr(exercise, part) for exercise in ALL)

    assert [words for words, times in told.items() if times > 1] == []


def test_no_cue_is_said_twice() -> None:
    told = Counter(cue for exercise in ALL for cue in exercise.cues)

    assert [cue for cue, times in told.items() if times > 1] == []


def test_an_everyday_name_means_one_exercise() -> None:
    names = Counter(alias.replace("ё", "е") for exercise in ALL for alias in exercise.aliases)

    assert [name for name, times in names.items() if times > 1] == []
    assert all(name == name.lower().strip() for name in names)
    assert all(len(exercise.aliases) <= 4 for exercise in ALL)


def test_nobody_is_told_to_hold_the_breath() -> None:
    held = [e.slug for e in ALL if re.search(r"(?<!не )(?<!без )задерж", e.breathing.lower())]

    assert held == []


def test_one_who_holds_still_breathes_evenly() -> None:
    assert [e.slug for e in HELD if "ышите ровно" not in e.breathing] == []


def test_nothing_is_told_of_an_exercise_that_is_not_there() -> None:
    told = tomllib.loads(TECHNIQUE.read_text(encoding="utf-8"))

    assert set(told) == {exercise.slug for exercise in ALL}
