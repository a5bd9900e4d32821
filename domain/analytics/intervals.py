"""How sure a share is: Wilson's interval, and from how many on a share is said at all.

Source: Newcombe 1998, Statistics in Medicine 17, 857-872, method 3.
"""

from dataclasses import dataclass
from math import sqrt

ENOUGH = 20
"""Below it no share is said: one person more moves it by five points."""
Z = 1.959963984540054
"""Of 95 %."""


@dataclass(frozen=True)
class Share:
    """A part of a whole, with what it may truly be."""

    part: int
    whole: int

    @property
    def is_thin(self) -> bool:
        return self.whole < ENOUGH

    @property
    def value(self) -> float | None:
        """None where there are too few to say."""
        return None if self.is_thin else self.part / self.whole

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.part, self.whole)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The bounds of a share at 95 %; of nobody all is possible."""
    if not whole:
        return 0.0, 1.0
    share, square = part / whole, Z * Z
    middle = share + square / (2 * whole)
    reach = Z * sqrt(share * (1 - share) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max((middle - reach) / scale, 0.0), min((middle + reach) / scale, 1.0)
