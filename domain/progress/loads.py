"""Loads: the next prescription out of what was done, by double progression.

All sets at the top of the range with the reserve asked for: more weight next time, repetitions
back to the bottom. A step is never more than a tenth. An unknown load is told by the reserve
("a weight that leaves two or three"), never by a test of the maximum.

Source: ACSM 2009 (2 to 10 per cent once a set or two is over target); deloads: Bell et al. 2023;
rounding, breaks and setbacks are the product's own rules [P].
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.programmes.plan import Phrase, Plan
from domain.progress.rows import SetLog
from domain.progress.spots import Spot


@dataclass(frozen=True)
class Prescription:
    """What is to be done next in one slot."""

    load_g: int | None
    """Grams; None where it goes by feel, by a band or by one's own weight."""
    reps: tuple[int, int]
    """In the item's unit."""
    aim: int
    """Repetitions to try for in each set: one more than last time, within `reps`."""
    sets: int
    rir: int | None
    reason: Phrase
    """Why so; `app.words.progress.say_reason` spells it."""
    to_slug: str | None = None
    """A harder exercise that it is time for."""


def prescribe_next(plan: Plan, logs: Sequence[SetLog], *, on: date) -> Mapping[Spot, Prescription]:
    """What to do in every strength slot that is not logged yet, by its place in the plan.

    Args:
        logs: of this programme; those of swapped-in exercises count for themselves.
        on: today, to know how long a break was.
    """
    raise NotImplementedError
