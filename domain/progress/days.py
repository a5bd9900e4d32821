"""Days: which one is to be trained now, and what it is made of once exercises were swapped.

A programme's first week begins on the day it was sent, and each week is seven days long, so that
no weekday is lost. A missed day moves on within its week where it still has its distance from the
others; otherwise it is dropped.

Source: 48 hours between sessions of the same muscles (ACSM 2009); full-body days never on
consecutive ones (the product's rules I03 to I05).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound, Refused
from domain.exercises import load_catalogue
from domain.programmes.plan import Day, Item, Kind, Plan, Week
from domain.programmes.rows import Programme
from domain.programmes.splits import is_full_body
from domain.progress.rows import Substitution, list_sessions, list_substitutions
from domain.progress.spots import Spot

MOST_DAYS = 6
"""One day of seven is for rest."""
MANY_SETS = 4
"""Direct sets of a muscle from which it wants two days."""
REASONS = ("pain", "busy", "no_equipment", "disliked", "other")


@dataclass(frozen=True)
class Today:
    """What a date holds for a client."""

    week: int
    """Of the programme; 0 before it begins, one more than its last when it is over."""
    day: Day | None
    """To be trained now, with what was swapped; None: rest."""
    is_moved: bool = False
    """It was planned for an earlier date."""
    is_done: bool = False
    """Finished already."""
    next_on: date | None = None
    """When the next day is to be trained, this week or the next."""
    dropped: tuple[int, ...] = ()
    """Weekdays of this week that were missed and no longer fit."""


@dataclass(frozen=True)
class Arrangement:
    """A week laid out on dates."""

    dates: Mapping[int, date]
    """Weekday of the plan to its date."""
    dropped: tuple[int, ...]


async def today(session: AsyncSession, programme: Programme, on: date, *, begins: date) -> Today:
    """The day to train on this date, out of when it was sent and what is logged.

    Args:
        on: the client's own date.
        begins: the client's own date on which the programme came to him.
    """
    raise NotImplementedError


async def day_as_trained(
    session: AsyncSession, programme: Programme, week: int, weekday: int
) -> Day:
    """A day of the plan with what stands in for its exercises; NotFound outside the plan."""
    raise NotImplementedError


async def swap(
    session: AsyncSession, programme: Programme, spot: Spot, to_slug: str | None, *, why: str
) -> Substitution:
    """Put another exercise, or none, in a slot: an alternative of the plan, nothing else.

    Raises:
        Refused: `to_slug` is not among the alternatives, or `why` is not a reason.
        NotFound: no such slot.
    """
    raise NotImplementedError
