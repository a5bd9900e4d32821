"""The same week asked of a solver: what the best choice of exercises and sets could reach.

A mixed-integer programme over the person's pool with the limits that every plan keeps: sets of a
session, of a muscle in it and in the week, families, pulls against pushes, and the minutes with
the shortest proper rests. The generator builds; this only looks over its shoulder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_matrix

from domain.exercises import Exercise, Unit
from domain.programmes.allocation import MOST_SETS
from domain.programmes.durations import SETUP, frame_for, work_seconds
from domain.programmes.items import amount
from domain.programmes.paces import Pace
from domain.programmes.pool import pool_for
from domain.programmes.prescriptions import Tier, row_for, tempo_for
from domain.programmes.profiles import Profile, profile_of
from domain.programmes.splits import CORE, FAMILIES, PULL, PUSH, is_full_body, titles_for
from domain.programmes.volumes import (
    BIG,
    PULL_TO_PUSH,
    SMALL,
    is_strength,
    muscle_session_limit,
    volume_of,
)
from domain.questionnaire import Answers
from tests.domain.programmes.given import CATALOGUE

Row = dict[int, float]
MERGED: Mapping[str, tuple[str, ...]] = {"back": ("lats", "upper_back"), "abs": ("abs", "obliques")}


@dataclass(frozen=True)
class Place:
    """An exercise in a session: a column of its sets, and one of whether it is there at all."""

    session: int
    exercise: Exercise
    sets: int
    there: int


class Week:
    """A week of one person as a mixed-integer programme."""

    def __init__(self, answers: Answers) -> None:
        self.profile = profile_of(answers)
        self.titles = titles_for(self.profile)
        pool = [e for e in pool_for(CATALOGUE, self.profile) if is_strength(e)]
        many = len(self.titles)
        self.places = [
            Place(s, e, 2 * (s * len(pool) + n), 2 * (s * len(pool) + n) + 1)
            for s in range(many)
            for n, e in enumerate(pool)
            if _belongs(self.titles[s], e)
        ]
        self.columns = 2 * many * len(pool)
        self.rows: list[tuple[Row, float, float]] = []
        self._limit()

    def least_deficit(self) -> float | None:
        """How many fractional sets all muscles together must stay below their ranges.

        None where not even the families fit into the minutes with straight sets.
        """
        columns, rows = self.columns, list(self.rows)
        volume, short = volume_of(self.profile), dict[int, float]()
        for muscle in (*BIG, *SMALL):
            low, parts = volume.bounds(muscle)[0], MERGED.get(muscle, (muscle,))
            lack, choice = columns, columns + 1
            short[lack] = 1.0
            # Of a muscle with two parts one is enough: `choice` says which of them must do.
            for part, sign in zip(parts, (1.0, -1.0), strict=False):
                row = _load(self.places, part) | {lack: 1.0}
                free = {choice: sign * low} if len(parts) == 2 else {}
                rows.append((row | free, low if sign > 0 else 0.0, np.inf))
            rows.append(({choice: 1.0}, 0.0, 1.0))
            columns += 2
        whole = np.ones(columns)
        whole[list(short)] = 0
        found = milp(
            _dense(short, columns),
            constraints=_constraint(rows, columns),
            bounds=Bounds(0, np.inf),
            integrality=whole,
            options={"time_limit": 5.0, "mip_rel_gap": 0.02},
        )
        return None if found.x is None else float(found.mip_dual_bound)

    def _limit(self) -> None:
        volume, inf = volume_of(self.profile), np.inf
        for place in self.places:
            self.rows.append(({place.sets: 1.0, place.there: -float(MOST_SETS)}, -inf, 0.0))
            self.rows.append(({place.there: 1.0}, 0.0, 1.0))
        for s in range(len(self.titles)):
            here = [p for p in self.places if p.session == s]
            self.rows.append(({p.sets: 1.0 for p in here}, 0.0, float(volume.session_cap)))
            self.rows.append((_seconds(self.profile, here), 0.0, _room(self.profile)))
            self._families(s, here)
        for muscle in {m for p in self.places for m in p.exercise.load}:
            most = min(volume.bounds(muscle)[1], volume.cap)
            self.rows.append((_load(self.places, muscle), 0.0, most))
            for s in range(len(self.titles)):
                here = [p for p in self.places if p.session == s]
                self.rows.append((_load(here, muscle), 0.0, muscle_session_limit(self.profile)))
        pulls = {p.sets: 1.0 for p in self.places if p.exercise.pattern in PULL}
        pushes = {p.sets: -PULL_TO_PUSH for p in self.places if p.exercise.pattern in PUSH}
        self.rows.append((pulls | pushes, 0.0, inf))

    def _families(self, session: int, here: Sequence[Place]) -> None:
        """Every family in a full-body session, where any of it is allowed."""
        for patterns in FAMILIES.values() if is_full_body(self.titles[session]) else ():
            sets = {p.sets: 1.0 for p in here if p.exercise.pattern in patterns}
            if sets:
                self.rows.append((sets, 1.0, np.inf))


def _belongs(title: str, exercise: Exercise) -> bool:
    """Upper-body days have no leg work, and so on; core is anywhere."""
    upper = {"push": (PUSH, "chest triceps front_delt side_delt"), "pull": (PULL, "lats")}
    if is_full_body(title) or exercise.pattern in CORE:
        return True
    legs = not {"quads", "hamstrings", "glutes", "calves"}.isdisjoint(exercise.primary)
    if title.startswith(("lower", "legs")):
        return legs
    if title.startswith("upper"):
        return not legs
    patterns, muscles = upper[title.split("_")[0]]
    own = exercise.pattern in patterns or not set(muscles.split()).isdisjoint(exercise.primary)
    pulls = {"biceps", "rear_delt"}.isdisjoint(exercise.primary)
    return not legs and (own or (title.startswith("pull") and not pulls))


def _seconds(profile: Profile, places: Sequence[Place]) -> Row:
    """Straight sets to the top of the range with the shortest proper rest."""
    row: Row = {}
    for place in places:
        tier = Tier.COMPOUND if place.exercise.is_compound else Tier.ISOLATION
        table = row_for(profile, tier, 1)
        top = amount(profile, place.exercise, table, Pace())[0]
        in_reps = place.exercise.unit is Unit.REPS
        work = work_seconds(
            place.exercise.unit,
            top,
            tempo_for(profile) if in_reps else None,
            per_side=place.exercise.is_unilateral,
        )
        row[place.sets] = work + table.rest[0]
        row[place.there] = SETUP
    return row


def _room(profile: Profile) -> float:
    return float((profile.minutes - frame_for(profile).total) * 60)


def _load(places: Sequence[Place], muscle: str) -> Row:
    return {p.sets: p.exercise.load[muscle] for p in places if muscle in p.exercise.load}


def _dense(row: Row, columns: int) -> NDArray[np.float64]:
    dense = np.zeros(columns)
    for column, value in row.items():
        dense[column] = value
    return dense


def _constraint(rows: Sequence[tuple[Row, float, float]], columns: int) -> LinearConstraint:
    entries = [
        (n, column, value) for n, (row, _, _) in enumerate(rows) for column, value in row.items()
    ]
    at = ([n for n, _, _ in entries], [column for _, column, _ in entries])
    matrix = csr_matrix(([value for _, _, value in entries], at), shape=(len(rows), columns))
    return LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
