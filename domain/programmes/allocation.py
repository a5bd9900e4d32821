"""Allocation: how many sets each chosen exercise gets, week after week.

`fill` deals the sets of a week, `grow` adds to the week before, `ease` makes a deload. All three
add one set at a time and never take a step that breaks a limit, so what they return keeps them.

Source: the limits are the rows of `volumes`; deload: Bell et al. 2023 (sets halved, sessions and
exercises kept).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from domain.exercises import Exercise
from domain.programmes.profiles import Profile, muscles_of
from domain.programmes.selection import Pick, Session
from domain.programmes.shapes import Shape
from domain.programmes.splits import PULL, PUSH
from domain.programmes.volumes import (
    BIG,
    BLOCK_GROWTH,
    MERGED,
    PULL_TO_PUSH,
    RISE_SETS,
    RISE_SHARE,
    SMALL,
    Sets,
    Volume,
    amount_of,
    is_strength,
    muscle_session_limit,
    tally,
)

WEEK_RISE, WEEK_RISE_CAREFUL = 1.15, 1.08
"""All sets of a week against the week before; more slowly for the careful [P]."""
DELOAD_SHARE = 0.5
HARD_SETS = 3
"""Sets for a muscle itself that make a day a hard one for it."""
MOST_SETS = 5
"""Of one exercise in one session."""


@dataclass(frozen=True)
class Limits:
    """What no week may exceed."""

    volume: Volume
    session_sets: tuple[int, ...]
    ceilings: Sets
    muscle_session: float
    before: dict[str, float] | None = None
    """Muscles in the week before, where the rise is limited."""
    total: int | None = None
    spare: Sets | None = None
    """Ceilings once the first ones are dealt: what an exercise leaves, another takes up."""


class Board:
    """Sets being dealt, with their muscles counted along."""

    def __init__(self, sessions: Sequence[Session], limits: Limits, sets: Sets) -> None:
        self.sessions = sessions
        self.limits = limits
        self.sets = sets
        self._week: dict[str, float] = {}
        self._sessions: list[dict[str, float]] = [{} for _ in sessions]
        self._direct: list[dict[str, int]] = [{} for _ in sessions]
        self._counts = [0] * len(sessions)
        self._pull = self._push = 0
        self._closed: set[tuple[int, int]] = set()
        for i, j, _ in places(sessions):
            self._count(i, j, sets[i][j])

    def try_add(self, i: int, j: int) -> bool:
        """Add a set to exercise `j` of session `i`, unless it breaks a limit."""
        if self.sets[i][j] >= self.limits.ceilings[i][j] or self._is_full(i):
            return False
        if (i, j) in self._closed:
            return False
        self.sets[i][j] += 1
        self._count(i, j, 1)
        if self._holds(i, j):
            return True
        self.sets[i][j] -= 1
        self._count(i, j, -1)
        return False

    def deficits(self) -> dict[str, float]:
        """Sets that muscles still lack to the least of their ranges; those that lack any."""
        bounds = self.limits.volume.bounds
        lacks = {m: bounds(m)[0] - amount_of(self._week, m) for m in (*BIG, *SMALL)}
        return {muscle: sets for muscle, sets in lacks.items() if sets > 0}

    def _count(self, i: int, j: int, sets: int) -> None:
        exercise = self.sessions[i].picks[j].exercise
        for muscle, share in exercise.load.items() if is_strength(exercise) else ():
            for amounts in (self._week, self._sessions[i]):
                amounts[muscle] = amounts.get(muscle, 0.0) + share * sets
        direct = self._direct[i]
        for muscle in exercise.primary:
            direct[muscle] = direct.get(muscle, 0) + sets
        self._counts[i] += sets
        self._pull += sets * (exercise.pattern in PULL)
        self._push += sets * (exercise.pattern in PUSH)

    def _is_full(self, i: int) -> bool:
        """Whether the session, or the week, has all its sets."""
        limits = self.limits
        if self._counts[i] >= limits.session_sets[i]:
            return True
        return limits.total is not None and sum(self._counts) >= limits.total

    def _holds(self, i: int, j: int) -> bool:
        """Whether the limits that the last step could have broken still hold."""
        if self._pull < PULL_TO_PUSH * self._push:
            return False
        exercise = self.sessions[i].picks[j].exercise
        worn = any(self._is_worn(muscle) for muscle in exercise.primary)
        if worn or not all(self._muscle_holds(i, MERGED.get(m, m)) for m in exercise.load):
            self._closed.add((i, j))  # what its muscles have only grows
            return False
        return True

    def _is_worn(self, muscle: str) -> bool:
        """Whether it is worked hard on more than two days in a row."""
        counted = zip(self.sessions, self._direct, strict=True)
        hard = {session.weekday for session, n in counted if n.get(muscle, 0) >= HARD_SETS}
        return len(hard) > 2 and any({day, day + 1, day + 2} <= hard for day in hard)

    def _muscle_holds(self, i: int, muscle: str) -> bool:
        limits, amount = self.limits, amount_of(self._week, muscle)
        most = min(limits.volume.bounds(muscle)[1], limits.volume.cap)
        if limits.before is not None:
            most = min(most, _risen(limits.before.get(muscle, 0.0)))
        return amount <= most and amount_of(self._sessions[i], muscle) <= limits.muscle_session


def places(sessions: Sequence[Session]) -> Iterator[tuple[int, int, Pick]]:
    """Every exercise of the week: the first slots of all sessions, then the second ones."""
    longest = max((len(session.picks) for session in sessions), default=0)
    for j in range(longest):
        for i, session in enumerate(sessions):
            if j < len(session.picks):
                yield i, j, session.picks[j]


def week_tally(sessions: Sequence[Session], sets: Sets) -> dict[str, float]:
    """Fractional sets of the week by muscle."""
    return tally((pick.exercise, sets[i][j]) for i, j, pick in places(sessions))


def limits_for(profile: Profile, volume: Volume, shapes: Sequence[Shape], ceilings: Sets) -> Limits:
    """Limits of a week with these shapes."""
    return Limits(
        volume=volume,
        session_sets=tuple(shape.sets for shape in shapes),
        ceilings=ceilings,
        muscle_session=muscle_session_limit(profile),
    )


def fill(
    profile: Profile,
    sessions: Sequence[Session],
    limits: Limits,
    *,
    start: Sets | None = None,
    mends: bool = False,
) -> Sets:
    """A week's sets: the families first, or those of `start`, then set by set around the week.

    Args:
        mends: muscles below their range come before the rounds.
    """
    begin = [list(row) for row in start] if start else base(sessions, limits.ceilings)
    board = Board(sessions, limits, begin)
    if mends:
        _mend(board)
    wanted = [muscle for name in profile.priorities for muscle in muscles_of(name)]
    _deal(board, wanted)
    return board.sets


def base(sessions: Sequence[Session], ceilings: Sets) -> Sets:
    """The least a week has: every family in every session made for it, twice in the week."""
    often: dict[str, int] = {}
    for i, j, pick in places(sessions):
        if pick.slot.is_essential and ceilings[i][j]:
            often[pick.slot.family] = often.get(pick.slot.family, 0) + 1
    sets: Sets = [[0] * len(session.picks) for session in sessions]
    for i, j, pick in places(sessions):
        if pick.slot.is_essential and ceilings[i][j]:
            sets[i][j] = min(ceilings[i][j], 2 if often[pick.slot.family] == 1 else 1)
    return sets


def grow(
    sessions: Sequence[Session], before: Sets, limits: Limits, block_start: int, *, rise: float
) -> Sets:
    """The next loading week: a little more than the one before, up to the ceilings.

    Args:
        rise: all sets against those before, at most; one set more is always allowed.
    """
    now = sum(map(sum, before))
    most = max(now + 1, floor(now * rise))
    if limits.total is not None:
        most = min(most, limits.total)
    tight = replace(
        limits,
        before=week_tally(sessions, before),
        total=min(most, max(now, floor(block_start * BLOCK_GROWTH))),
    )
    board = Board(sessions, tight, [list(row) for row in before])
    _deal(board, ())
    return board.sets


def ease(sessions: Sequence[Session], before: Sets, limits: Limits) -> Sets:
    """A deload: half the sets, all the sessions, every family kept."""
    goal = ceil(sum(map(sum, before)) * DELOAD_SHARE)
    easy = replace(limits, ceilings=[list(row) for row in before], total=goal)
    board = Board(sessions, easy, base(sessions, before))
    _deal(board, ())
    return board.sets


def _mend(board: Board) -> None:
    """A set where it brings muscles nearest to their ranges, as long as it brings any."""
    open_ = list(places(board.sessions))
    while open_:
        lacks = board.deficits()
        gains = [_gain(lacks, pick.exercise) for _, _, pick in open_]
        best = max(gains)
        if best <= 0:
            return
        at = gains.index(best)
        i, j, _ = open_[at]
        if not board.try_add(i, j):
            del open_[at]


def _gain(lacks: Mapping[str, float], exercise: Exercise) -> float:
    """Fractional sets of need that one set of the exercise would meet."""
    load = exercise.load.items()
    return sum(min(share, lacks.get(MERGED.get(muscle, muscle), 0.0)) for muscle, share in load)


def _deal(board: Board, favoured: Sequence[str]) -> None:
    """Round after round, a set for each exercise that has fewer than rounds have passed.

    Favoured muscles come first in a round, and pulls before pushes.
    """

    def order(place: tuple[int, int, Pick]) -> tuple[bool, bool]:
        exercise = place[2].exercise
        return exercise.pattern in PUSH, set(favoured).isdisjoint(exercise.primary)

    ordered = [(i, j) for i, j, _ in sorted(places(board.sessions), key=order)]
    _go_round(board, ordered)
    if board.limits.spare is not None:
        board.limits = replace(board.limits, ceilings=board.limits.spare)
        _go_round(board, ordered)


def _go_round(board: Board, ordered: Sequence[tuple[int, int]]) -> None:
    for level in range(1, MOST_SETS + 1):
        for i, j in ordered:
            if board.sets[i][j] < level:
                board.try_add(i, j)


def _risen(before: float) -> float:
    return before + max(before * RISE_SHARE, RISE_SETS)
