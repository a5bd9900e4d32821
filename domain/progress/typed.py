"""Typed logs: "присед 3x10 60", "жим 60 10/10/8 rir 2", "планка 45с", read against a day.

Finds the exercise by its name or an everyday one among those of the day, and the numbers by their
shape. Writes nothing: `sets.log_set` does.
"""

from dataclasses import dataclass

from domain.programmes.plan import Day
from domain.progress.sets import Done


@dataclass(frozen=True)
class Typed:
    """What was read: one exercise and its sets, or several that may be meant."""

    slug: str | None
    """None when no exercise of the day is named, or more than one fits."""
    sets: tuple[Done, ...] = ()
    candidates: tuple[str, ...] = ()
    """Slugs that fit equally; all of the day's when none was named."""


def parse_log(text: str, day: Day) -> Typed:
    """Read a line a client typed.

    Raises:
        Refused: numbers out of bounds or none at all, by field.
    """
    raise NotImplementedError
