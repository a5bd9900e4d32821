"""Passwords: argon2id through passlib, in threads, and never more of it than the machine bears.

Source: OWASP Password Storage Cheat Sheet: argon2id, m=19 MiB, t=2, p=1 (about 25 ms of one core).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from passlib.hash import argon2

from domain.errors import DomainError

T = TypeVar("T")

AT_ONCE = 2
WAITING = 8
"""How many may wait in a lane: about a tenth of a second."""
LONGEST = 1024
"""Characters of a tried password that are looked at."""

_hasher = argon2.using(  # type: ignore[no-untyped-call]  # passlib says nothing of it
    type="ID", memory_cost=19 * 1024, time_cost=2, parallelism=1
)


class HashingBusy(DomainError):
    """Too many passwords are being checked already."""

    retry_after = 2.0


class Passwords:
    """Makes and checks hashes; strangers wait in one lane, whoever was here before in another."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)
        self._waiting = {True: 0, False: 0}
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        """What is kept of a password."""
        return await self._run(lambda: str(_hasher.hash(password)), is_familiar=True)

    async def matches(self, password: str, kept: str | None, *, is_familiar: bool = False) -> bool:
        """Whether a password is the one; as much work for a user who does not exist.

        Raises:
            HashingBusy: too many wait already.
        """
        if self._nobody is None:
            self._nobody = await self.hash("nobody")
        against, tried = kept or self._nobody, password[:LONGEST]
        right = await self._run(
            lambda: bool(_hasher.verify(tried, against)), is_familiar=is_familiar
        )
        return right and kept is not None

    async def _run(self, work: Callable[[], T], *, is_familiar: bool) -> T:
        async with self._lane(is_familiar):
            return await asyncio.to_thread(work)

    @asynccontextmanager
    async def _lane(self, is_familiar: bool) -> AsyncIterator[None]:
        if self._waiting[is_familiar] >= WAITING:
            raise HashingBusy
        self._waiting[is_familiar] += 1
        try:
            async with self._turn:
                yield
        finally:
            self._waiting[is_familiar] -= 1


def needs_rehash(kept: str) -> bool:
    """Whether a hash was made with other parameters than ours."""
    return bool(_hasher.needs_update(kept))
