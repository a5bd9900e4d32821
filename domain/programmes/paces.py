"""Paces: where in a programme a week stands, and how closely a session's sets follow each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.programmes.splits import Stress


@dataclass(frozen=True)
class Moment:
    """Where in the programme a week stands."""

    week: int
    into_block: int
    """Loading weeks since the start or the last deload."""
    deload: bool = False


@dataclass(frozen=True)
class Pace:
    """How closely a session's sets follow each other."""

    ease: float = 1.0
    """Rest between the shortest proper one (0) and a comfortable one (1)."""
    circuit_rest: int | None = None
    """Seconds between two exercises of a circuit; None for straight sets."""
    stress: Stress | None = None
    """Of the day, where days undulate."""
    pairs: tuple[tuple[int, ...], ...] = ()
    """Exercises done in turn, by their places in the session."""
    pair_rest: int = 0
    """Seconds between the two of a pair."""
    pair: int | None = None
    """Which pair the exercise at hand belongs to, from 1."""
    most_reps: int | None = None
    """Where even a circuit is too long for the goal's repetitions."""

    @property
    def is_circuit(self) -> bool:
        return self.circuit_rest is not None

    def at(self, place: int) -> "Pace":
        """The pace of the exercise in this place of the session."""
        numbers = (n for n, pair in enumerate(self.pairs, 1) if place in pair)
        return replace(self, pair=next(numbers, None)) if self.pairs else self

    def within(self, sets: Sequence[int], place: int) -> "Pace":
        """The same, where a pair stays one only while both have sets to do in turn."""
        kept = tuple(
            pair if all(sets[j] for j in pair) and abs(sets[pair[0]] - sets[pair[1]]) <= 1 else ()
            for pair in self.pairs
        )
        return replace(self, pairs=kept).at(place)
