"""Pains: what is done when an exercise hurts.

From 4 of 10 it gives way to an alternative that spares the place, and the trainer is told; from 7
the day stops.

Source: the product's own guard-rail [P].
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.programmes.rows import Programme
from domain.progress.spots import Spot

HURTS_FROM, STOPS_FROM = 4, 7


class Step(StrEnum):
    """What to do now."""

    WATCH = "watch"
    """Go on, with care."""
    SWAPPED = "swapped"
    LEFT_OUT = "left_out"
    """Nothing spares the place: the exercise is left out."""
    STOPPED = "stopped"
    """No more today; the trainer is told at once."""


@dataclass(frozen=True)
class Advice:
    step: Step
    to_slug: str | None = None
    """What is done instead."""


async def report_pain(
    session: AsyncSession,
    programme: Programme,
    spot: Spot,
    pain: int,
    *,
    place: str | None = None,
    on: date,
) -> Advice:
    """Take in that an exercise hurts, 0 to 10, and say what to do.

    Raises:
        Refused: pain out of its bounds.
        NotFound: no such exercise on that day.
    """
    raise NotImplementedError
