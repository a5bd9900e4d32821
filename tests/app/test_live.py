"""Open pages hear of what happened, and of nothing else."""

import asyncio

from app.live import Live
from domain.ledger import Fact


class Rang(Fact):
    pass


class Sang(Fact):
    pass


class Ear:
    def __init__(self) -> None:
        self.heard = 0

    async def __call__(self) -> None:
        await asyncio.sleep(0)
        self.heard += 1


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_an_ear_hears_its_own_kinds_only() -> None:
    live, ear = Live(), Ear()
    live.on(Rang, then=ear)
    live.tell([Sang()])
    await settle()
    assert ear.heard == 0


async def test_a_burst_makes_few_redraws_and_never_misses_the_last() -> None:
    live, ear = Live(), Ear()
    live.on(Rang, then=ear)
    for _ in range(20):
        live.tell([Rang()])
    await settle()
    assert 1 <= ear.heard <= 2
    live.tell([Rang()])
    before = ear.heard
    await settle()
    assert ear.heard == before + 1


async def test_a_closed_ear_hears_nothing() -> None:
    live, ear = Live(), Ear()
    live.on(Rang, then=ear)()
    live.tell([Rang()])
    await settle()
    assert (ear.heard, live.count()) == (0, 0)


async def test_a_page_that_fails_deafens_no_other() -> None:
    live, ear = Live(), Ear()

    async def fail() -> None:
        raise RuntimeError

    live.on(Rang, then=fail)
    live.on(Rang, then=ear)
    for _ in range(2):
        live.tell([Rang()])
        await settle()
    assert ear.heard == 2
