"""Tells open pages that something happened.

A told fact is a hint, never the truth: a page that hears one reads the database again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from loguru import logger as log

from domain.ledger import Fact

Hearer = Callable[[], Awaitable[None]]


class Live:
    """Who listens to what, in this process."""

    def __init__(self) -> None:
        self._hearers: dict[object, tuple[tuple[type[Fact], ...], Hearer]] = {}
        self._wanted: set[object] = set()
        self._busy: dict[object, asyncio.Task[None]] = {}

    def tell(self, facts: Sequence[Fact]) -> None:
        """Tell whoever listens to one of `facts`; a burst of them makes one redraw, or two."""
        for key, (kinds, _) in self._hearers.items():
            if any(isinstance(fact, kinds) for fact in facts):
                self._wanted.add(key)
                if key not in self._busy:
                    task = asyncio.get_running_loop().create_task(self._hear(key))
                    self._busy[key] = task

    def on(self, *kinds: type[Fact], then: Hearer) -> Callable[[], None]:
        """Call `then` after facts of `kinds`; returns the function that ends it."""
        key = object()
        self._hearers[key] = (kinds, then)

        def end() -> None:
            self._hearers.pop(key, None)

        return end

    def count(self) -> int:
        """How many ears are open."""
        return len(self._hearers)

    async def _hear(self, key: object) -> None:
        try:
            while key in self._wanted:
                self._wanted.discard(key)
                if key in self._hearers:
                    await self._hearers[key][1]()
        except Exception:  # noqa: BLE001 - a page that fails to redraw must not deafen the others
            log.exception("an open page could not be redrawn")
        finally:
            del self._busy[key]
            self._wanted.discard(key)
