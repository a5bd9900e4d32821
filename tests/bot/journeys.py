"""Which moves were tried in which state of a talk, and the way to what is untried yet."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from app.standins.telegram_world import Person

State = tuple[str, tuple[str, ...]]
"""What is asked (the dialogue), and what is shown (the newest buttons, without ids)."""


@dataclass(frozen=True)
class Move:
    """One thing a person may do."""

    name: str
    do: Callable[[Person], int] = field(compare=False)
    is_answered: bool = True


class Journey:
    """What one sort of person has tried where, and where it led."""

    def __init__(self) -> None:
        self.tried: set[tuple[object, str]] = set()
        self._todo: dict[object, deque[Move]] = {}
        self._moves: dict[object, dict[str, Move]] = {}
        self._ways: dict[object, dict[str, State]] = {}

    @property
    def is_over(self) -> bool:
        return not any(self._todo.values())

    def arrive(self, here: State, presses: Iterator[Move], bothers: Iterator[Move]) -> None:
        """Somebody is here; a press is tried on each screen, all else in each dialogue."""
        for where, moves in ((here, presses), (here[0], bothers)):
            known = self._moves.setdefault(where, {})
            fresh = {move.name: move for move in moves if move.name not in known}
            known |= fresh
            self._todo.setdefault(where, deque()).extend(fresh.values())

    def choose(self, here: State) -> Move | None:
        """What to do next: something untried, or the first step to where there is something."""
        for where in (here, here[0]):
            if self._todo[where]:
                return self._todo[where].popleft()
        seen, ways = {here}, deque([(here, Move("", lambda _: 0))])
        while ways:
            state, first = ways.popleft()
            if self._todo.get(state) or self._todo.get(state[0]):
                return first
            for where in (state, state[0]):
                for name, following in self._ways.get(where, {}).items():
                    if following not in seen:
                        seen.add(following)
                        ways.append((following, first if first.name else self._moves[where][name]))
        return None

    def note(self, gone: State, move: Move, here: State | None) -> None:
        """The move was tried, and led here."""
        where: object = gone if move.name in self._moves[gone] else gone[0]
        self.tried.add((where, move.name))
        ways = self._ways.setdefault(where, {})
        if here is not None and here != gone:
            ways[move.name] = here
        else:
            ways.pop(move.name, None)
