"""Waiting, in a test, for what an open page does by itself."""

import asyncio
from collections.abc import Callable

SECONDS = 5.0
LONG = 50
"""How often `User.should_see` looks, a tenth of a second apart: tests share their machine."""


async def soon(is_so: Callable[[], bool]) -> None:
    """Return once it is so; fail when it is not so after all."""
    for _ in range(int(SECONDS / 0.02)):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not come to be")
