"""How each part of the process fares, as the parts say themselves; and the loop's own lag.

Says nothing of what to do about it: `/readyz` shows it.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    STARTING = "starting"
    UP = "up"
    DOWN = "down"
    OFF = "off"
    """Not configured, so not missed."""


@dataclass(frozen=True)
class Part:
    state: State
    detail: str = ""
    """A few words for the operator, in English; it is shown to anybody, so no secrets."""


class Health:
    """The parts' states, the latest word of each."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

    def report(self, part: str, state: State | str, detail: str = "") -> None:
        self._parts[part] = Part(State(state), detail)

    def parts(self) -> Mapping[str, Part]:
        return dict(self._parts)

    def forget(self) -> None:
        self._parts.clear()


_here = Health()
report = _here.report
parts = _here.parts
forget = _here.forget


class LoopLag:
    """How late the loop calls back: a chain of timers, no task."""

    EVERY = 0.25
    WINDOW = 60.0

    def __init__(self) -> None:
        self.last = 0.0
        self._worst = self._worst_before = 0.0
        self._window_ends = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def worst(self) -> float:
        """The worst of the last minute or two, in seconds."""
        return max(self._worst, self._worst_before)

    def start(self) -> None:
        self._window_ends = time.monotonic() + self.WINDOW
        self._arm()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _arm(self) -> None:
        due = time.monotonic() + self.EVERY
        self._timer = asyncio.get_running_loop().call_later(self.EVERY, self._tick, due)

    def _tick(self, due: float) -> None:
        now = time.monotonic()
        self.last = max(0.0, now - due)
        self._worst = max(self._worst, self.last)
        if now > self._window_ends:
            self._worst_before, self._worst = self._worst, 0.0
            self._window_ends = now + self.WINDOW
        self._arm()
