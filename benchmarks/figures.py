"""A measured figure beside what it must be, and how it is printed. Measures nothing itself."""

import os
import statistics
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    name: str
    must: str
    measured: str
    ratio: float
    """Measured to its denominator; the denominator is in `name` or `must`."""
    at_most: float | None = 1.0
    """The ratio holds up to here; None where it must be at least `at_least`."""
    at_least: float = 0.0

    @property
    def holds(self) -> bool:
        return self.ratio >= self.at_least and (self.at_most is None or self.ratio <= self.at_most)

    def line(self) -> str:
        held = "holds" if self.holds else "MISSED"
        return f"{self.name} | {self.must} | {self.measured} | {self.ratio:.2f} | {held}"


Measure = Callable[[], Iterable[Figure]]


def take_precedence() -> None:
    """Let what is measured run before what else the machine does, where that is allowed."""
    with suppress(OSError):
        os.setsid()
    with suppress(OSError), open("/proc/self/autogroup", "w") as group:
        group.write("-15")
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, 0, -15)


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
