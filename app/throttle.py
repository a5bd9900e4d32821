"""How often a password may be tried: counted per login and network, so that nobody is locked out.

A stranger's tries never count against a browser that has been here before, nor against another
network. When many networks try one login at once, each stranger gets fewer tries, but never none.
Kept in memory: a stranger cannot restart the process.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from domain.errors import DomainError

K = TypeVar("K")

WINDOW = 15 * 60.0
TRIES = 5
STRAINED_TRIES = 2
"""What a stranger's network has once its login is under attack from everywhere."""
STRAIN = 50
"""Wrong passwords of one login within the window that make an attack of them."""
FIRST_DELAY = 1.0
FREE_TRIES = 2
"""Wrong passwords that cost no delay: anybody mistypes."""


class TooManyTries(DomainError):
    """`retry_after` seconds must pass before the next password."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"again in {retry_after:.0f} s")
        self.retry_after = retry_after


@dataclass
class _Tries:
    """Wrong passwords of one kind: when they were."""

    moments: list[float] = field(default_factory=list)

    def forget_before(self, moment: float) -> None:
        while self.moments and self.moments[0] <= moment:
            self.moments.pop(0)


class Throttle:
    """Counts tries; the memory of it is bounded."""

    def __init__(
        self, *, size: int = 20_000, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._size = size
        self._monotonic = monotonic
        self._tries: OrderedDict[tuple[str, str], _Tries] = OrderedDict()
        self._strangers: OrderedDict[str, _Tries] = OrderedDict()

    def take(self, login: str, place: str, *, is_familiar: bool) -> None:
        """Count a try before it is made, so that many at once are counted too.

        Args:
            place: the network, or the browser that has logged in before.

        Raises:
            TooManyTries: with the seconds to wait.
        """
        now = self._monotonic()
        mine = self._of(self._tries, (login, place), now)
        all_strange = self._of(self._strangers, login, now)
        is_strained = not is_familiar and len(all_strange.moments) >= STRAIN
        if wait := _wait(mine.moments, now, STRAINED_TRIES if is_strained else TRIES):
            raise TooManyTries(wait)
        mine.moments.append(now)
        if not is_familiar:
            # Only whether there are STRAIN of them matters.
            all_strange.moments = [*all_strange.moments[-STRAIN:], now]

    def forgive(self, login: str, place: str) -> None:
        """The password was right: the place starts anew."""
        self._tries.pop((login, place), None)

    def __len__(self) -> int:
        """How many counts are remembered."""
        return len(self._tries) + len(self._strangers)

    def _of(self, tries: OrderedDict[K, _Tries], key: K, now: float) -> _Tries:
        found = tries.setdefault(key, _Tries())
        tries.move_to_end(key)
        found.forget_before(now - WINDOW)
        if len(tries) > self._size:
            tries.popitem(last=False)
        return found


def _wait(moments: list[float], now: float, allowed: int) -> float:
    if len(moments) >= allowed:
        return moments[-allowed] + WINDOW - now
    if len(moments) > FREE_TRIES:
        delay = FIRST_DELAY * (1 << (len(moments) - FREE_TRIES))
        return max(0.0, moments[-1] + delay - now)
    return 0.0
