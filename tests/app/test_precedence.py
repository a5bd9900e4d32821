"""People go before what may wait, and what may wait comes all the same."""

import asyncio
import time

from app import precedence
from app.precedence import Way, work_behind


async def behind(way: Way) -> float:
    work_behind()
    began = time.monotonic()
    await way.give()
    return time.monotonic() - began


async def test_what_may_wait_lets_a_person_pass() -> None:
    way = Way()
    with way.taken():
        waiting = asyncio.ensure_future(behind(way))
        await asyncio.sleep(0.03)
        assert not waiting.done()

    assert 0.03 <= await waiting < precedence.PATIENCE


async def test_a_flood_of_people_does_not_hold_it_up_for_ever() -> None:
    way = Way()
    with way.taken():
        assert await asyncio.ensure_future(behind(way)) < precedence.PATIENCE * 3


async def test_people_wait_for_nobody() -> None:
    way = Way()
    with way.taken():
        async with asyncio.timeout(0.01):
            await way.give()


async def test_a_quiet_house_holds_nothing_up() -> None:
    assert await asyncio.ensure_future(behind(Way())) < precedence.CALM
