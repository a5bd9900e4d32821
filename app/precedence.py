"""Who goes first: whoever waits for an answer before what may wait, but that not for ever.

Everything shares one loop, and on SQLite one writer. What runs by itself says so with
`work_behind`, and lets a person's transactions pass before its own. Who is in the way is counted;
what is done there is nobody's business here.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

PATIENCE = 0.5
"""Seconds one step of what may wait is held up at most: a flood slows it, and never stops it."""

CALM = 0.01
"""Seconds without anybody that make the way free: a flood comes in waves."""

_is_behind: ContextVar[bool] = ContextVar("is_behind", default=False)


def work_behind() -> None:
    """Let others go first in whatever this task does from here on."""
    _is_behind.set(True)


class Way:
    """The way to the database."""

    def __init__(self) -> None:
        self._ahead = 0
        self._free = asyncio.Event()
        self._free.set()
        self._last_seen = 0.0

    async def give(self) -> None:
        """Wait for whoever goes first; he himself waits for nobody."""
        if not _is_behind.get():
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while (wait := self._calm_in()) > 0:
                    await asyncio.sleep(wait)
                    await self._free.wait()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Somebody is on his way for a `with` block."""
        if _is_behind.get():
            yield
            return
        self._ahead += 1
        self._free.clear()
        try:
            yield
        finally:
            self._ahead -= 1
            if not self._ahead:
                self._last_seen = time.monotonic()
                self._free.set()

    def _calm_in(self) -> float:
        """Seconds until it is calm, should nobody come."""
        return CALM if self._ahead else self._last_seen + CALM - time.monotonic()
