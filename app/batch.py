"""One commit for all who knock at the same moment.

A commit waits for the disk; under load the waiting is shared. Whoever comes while one batch is
being written is in the next, so nobody waits longer than two commits and a moment, and alone
nobody waits at all. Each caller is answered only after his own batch is committed.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database

K = TypeVar("K")
R = TypeVar("R")

MOST = 64
"""At most so many in one transaction, so that it stays short."""
LINGER = 0.005
"""Seconds at most until as many as last time are here: those who were answered together come back
together, and without it half of them would always miss the batch of the others."""


class Batch(Generic[K, R]):
    """Runs `work` for many callers in one transaction."""

    def __init__(
        self,
        db: Database,
        work: Callable[[AsyncSession, Sequence[K]], Awaitable[list[R]]],
        most: int = MOST,
    ) -> None:
        self._db = db
        self._most = most
        self._work = work
        self._waiting: list[tuple[K, asyncio.Future[R]]] = []
        self._is_writing = False
        self._usual = 1
        self._are_here = asyncio.Event()

    async def add(self, item: K) -> R:
        """The result of `work` for `item`, once it is committed."""
        result: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, result))
        if len(self._waiting) >= self._usual:
            self._are_here.set()
        if not self._is_writing:
            # Said before the task begins: whoever comes in between must not begin another.
            self._is_writing = True
            # Shielded: this caller may go away, those he writes for are still waiting.
            await asyncio.shield(self._write_all())
        return await result

    async def _write_all(self) -> None:
        # Whoever finds nobody writing writes for those who come meanwhile too.
        try:
            while self._waiting:
                await self._linger()
                self._usual = min(len(self._waiting), self._most)
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._write(batch)
        finally:
            self._is_writing = False

    async def _linger(self) -> None:
        if len(self._waiting) < self._usual:
            self._are_here.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(LINGER):
                    await self._are_here.wait()

    async def _write(self, batch: Sequence[tuple[K, asyncio.Future[R]]]) -> None:
        try:
            results = await self._commit([item for item, _ in batch])
        except Exception as error:  # noqa: BLE001 - handed to whoever waits for it
            await self._write_apart(batch, error)
            return
        for (_, waiting), result in zip(batch, results, strict=True):
            if not waiting.done():
                waiting.set_result(result)

    async def _write_apart(
        self, batch: Sequence[tuple[K, asyncio.Future[R]]], error: Exception
    ) -> None:
        """One bad item must not spoil the others: each is tried by itself."""
        if len(batch) > 1:
            for one in batch:
                await self._write([one])
        elif not batch[0][1].done():
            batch[0][1].set_exception(error)

    async def _commit(self, items: Sequence[K]) -> list[R]:
        return await self._db.run(lambda session: self._work(session, items))
