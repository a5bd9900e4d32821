"""Rooms: whether an exercise fits a slot's sets without stepping over any muscle's limit.

A room begins with typical exercises in all slots and trades each for the one chosen, so that the
first choices leave space for the last ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

from domain.exercises import Exercise
from domain.programmes.volumes import (
    MERGED,
    PARTS,
    RISE_SETS,
    Sets,
    Volume,
    amount_of,
    muscles_worked,
)

Amounts = dict[str, float]


@dataclass
class Room:
    """One week's muscles, by week and by session, while exercises are being chosen.

    Or what one week adds to another: a rise has its limits, too.
    """

    most: Callable[[str], float]
    """Sets of a muscle that the week may have."""
    muscle_session: float
    sets: Sets
    """By session and by slot of its template."""
    week: Amounts = field(default_factory=dict)
    sessions: list[Amounts] = field(default_factory=list)

    def furnish(self, typical: Sequence[Sequence[Exercise]]) -> None:
        """Put typical exercises into all slots."""
        self.sessions = [{} for _ in typical]
        for i, exercises in enumerate(typical):
            for n, exercise in enumerate(exercises):
                self.put(i, exercise, self.sets[i][n])

    def put(self, session: int, exercise: Exercise, sets: float) -> None:
        """Add sets of an exercise; negative ones take them away."""
        for muscle, share in exercise.load.items():
            for amounts in (self.week, self.sessions[session]):
                amounts[muscle] = amounts.get(muscle, 0.0) + share * sets

    def excess(self, session: int, exercise: Exercise, sets: int) -> float:
        """Sets over the limits of muscles that so many sets of the exercise would make."""
        if sets == 0:
            return 0.0
        return sum(self._over(session, exercise, m, sets) for m in muscles_worked(exercise))

    def _over(self, session: int, exercise: Exercise, muscle: str, sets: int) -> float:
        load, most = exercise.load, self.most(muscle)
        week = _with(self.week, load, muscle, sets)
        day = _with(self.sessions[session], load, muscle, sets)
        return max(0.0, week - most) + max(0.0, day - self.muscle_session)


def room_of(volume: Volume, muscle_session: float, sets: Sets) -> Room:
    """A week of this row of the table."""
    return Room(lambda m: min(volume.bounds(m)[1], volume.cap), muscle_session, sets)


def room_between(before: Sets, after: Sets) -> Room:
    """What a loading week adds to the one before it."""
    pairs = [list(zip(*rows, strict=True)) for rows in zip(before, after, strict=True)]
    added = [[max(0, new - old) for old, new in row] for row in pairs]
    return Room(lambda _: RISE_SETS, inf, added)


def _with(amounts: Amounts, load: Mapping[str, float], muscle: str, sets: int) -> float:
    parts = PARTS.get(muscle, (muscle,))
    raw = {part: amounts.get(part, 0.0) + load.get(part, 0.0) * sets for part in parts}
    return amount_of(raw, muscle) if muscle in MERGED.values() else raw[muscle]
