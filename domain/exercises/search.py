"""Finding exercises: by a few letters of a name, an alias or a muscle, and by what they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from domain import keyboards
from domain.exercises.catalogue import Catalogue, Exercise, Level

TWO_DOTS = "\N{COMBINING DIAERESIS}"

NOTHING = "none"
"""Asks for exercises that need no equipment."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for; None and "" ask for nothing."""

    text: str = ""
    pattern: str | None = None
    muscle: str | None = None
    equipment: str | None = None
    location: str | None = None
    level: Level | None = None
    is_off: bool = False
    """Only those that are switched off."""
    is_own: bool = False


def find(
    catalogue: Catalogue, wanted: Wanted, names: Mapping[str, str] | None = None
) -> Sequence[Exercise]:
    """The exercises that are so, those whose name begins so first.

    Args:
        names: what the muscles are called; without it they are not searched by text.
    """
    fit = [exercise for exercise in catalogue if _is_wanted(exercise, wanted)]
    text = fold(wanted.text)
    if not text:
        return fit
    found = _by_text(fit, text, names or {})
    return found or _by_text(fit, fold(keyboards.other_layout(text)), names or {})


def fold(text: str) -> str:
    """Letters in which the search compares: small, yo as ye, one space between words."""
    # Taken apart, yo is a ye with two dots; no other letter of ours has them.
    bare = normalize("NFC", normalize("NFD", text.lower()).replace(TWO_DOTS, ""))
    return " ".join(bare.split())


def _by_text(fit: Sequence[Exercise], text: str, names: Mapping[str, str]) -> Sequence[Exercise]:
    words = text.split()
    found = [e for e in fit if all(word in _said_of(e, names) for word in words)]
    return sorted(found, key=lambda e: _rank(fold(e.name), text))


def _rank(name: str, text: str) -> int:
    if name.startswith(text):
        return 0
    return 1 if text in name else 2


def _said_of(exercise: Exercise, names: Mapping[str, str]) -> str:
    muscles = (names.get(muscle, "") for muscle in (*exercise.primary, *exercise.secondary))
    return fold(" ".join((exercise.name, *exercise.aliases, *muscles)))


def _is_wanted(exercise: Exercise, wanted: Wanted) -> bool:
    things = {thing for group in exercise.equipment for thing in group} or {NOTHING}
    return (
        wanted.pattern in (None, exercise.pattern)
        and (wanted.muscle is None or wanted.muscle in exercise.load)
        and (wanted.equipment is None or wanted.equipment in things)
        and (wanted.location is None or wanted.location in exercise.locations)
        and wanted.level in (None, exercise.level)
        and not (wanted.is_off and exercise.is_on)
        and not (wanted.is_own and not exercise.is_own)
    )
