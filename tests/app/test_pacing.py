"""People who ask go before what can wait, and the quiet before those who flood."""

import asyncio

from app.pacing import Pacer


class Hours:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.now += min(seconds, 0.01)
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
