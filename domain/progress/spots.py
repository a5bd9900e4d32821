"""Spots: the place of an exercise in a plan."""

from typing import NamedTuple


class Spot(NamedTuple):
    week: int
    weekday: int
    """1 is Monday."""
    slug: str
