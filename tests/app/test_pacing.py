"""People who ask go before what can wait, and the quiet before those who flood."""

import asyncio

from app.pacing import Pacer


class Hours:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        # No clock stands still, however short the sleep.
        self.now += max(min(seconds, 0.01), 1e-6)
        await asyncio.sleep(0)


async def speak(pacer: Pacer, chats: list[int]) -> list[int]:
    """All want to speak at once; in which order they did."""
    said: list[int] = []

    async def say(chat: int) -> None:
        await pacer.take(chat)
        said.append(chat)

    async with asyncio.TaskGroup() as tasks:
        for chat in chats:
            tasks.create_task(say(chat))
    return said


async def test_a_flood_holds_up_nobody_but_itself() -> None:
    hours = Hours()
    pacer = Pacer(2, monotonic=lambda: hours.now, sleep=hours.sleep)

    said = await speak(pacer, [1] * 12 + [2] * 12 + [3])

    assert said[:4] == [1, 1, 2, 3]


async def test_who_came_first_of_equals_goes_first() -> None:
    hours = Hours()
    pacer = Pacer(1, monotonic=lambda: hours.now, sleep=hours.sleep)

    said = await speak(pacer, [5, 4, 3, 2, 1])

    assert said == [5, 4, 3, 2, 1]


async def test_no_second_is_busier_than_the_rate() -> None:
    hours = Hours()
    pacer = Pacer(25, monotonic=lambda: hours.now, sleep=hours.sleep)
    said: list[float] = []

    for chat in range(100):
        await pacer.take(chat)
        said.append(hours.now)

    busiest = max(sum(since <= at < since + 0.99 for at in said) for since in said)
    assert busiest == 25
    assert hours.now < 4


async def test_a_rest_that_is_asked_for_holds_every_chat_and_those_who_wait_already() -> None:
    hours = Hours()
    pacer = Pacer(1, monotonic=lambda: hours.now, sleep=hours.sleep)
    await pacer.take(1)
    said: list[float] = []

    async def say(chat: int) -> None:
        await pacer.take(chat)
        said.append(hours.now)

    async with asyncio.TaskGroup() as tasks:
        for chat in (2, 3):
            tasks.create_task(say(chat))
        await asyncio.sleep(0)
        pacer.rest(30)

    assert min(said) >= 30


async def test_a_person_who_comes_later_goes_before_a_campaign_that_waits() -> None:
    hours = Hours()
    pacer = Pacer(10, monotonic=lambda: hours.now, sleep=hours.sleep)
    said: list[int] = []

    async def say(chat: int, *, can_wait: bool) -> None:
        await pacer.take(chat, can_wait=can_wait)
        said.append(chat)

    async with asyncio.TaskGroup() as tasks:
        for chat in range(12):
            tasks.create_task(say(chat, can_wait=True))
        await asyncio.sleep(0)
        tasks.create_task(say(100, can_wait=False))

    assert said.index(100) <= 6
