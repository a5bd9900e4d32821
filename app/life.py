"""What runs by itself while the server lives: the outbox, the clockwork, the control socket.

Started in this order, ended in reverse; what is in hand is finished first, within a few seconds,
because an errand that is cut off in the middle of a letter leaves it in doubt.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MISSED,
    EVENT_JOB_SUBMITTED,
    JobEvent,
)
from loguru import logger as log

from app import commands, control, health
from app.health import State
from app.jobs import build_jobs
from app.runtime import Runtime

SECONDS_TO_FINISH = 3

Bot = Callable[[], Coroutine[Any, Any, None]]


class Life:
    """The house at work."""

    def __init__(self, runtime: Runtime, bot: Bot | None = None) -> None:
        """`bot` works until it is cancelled; None without one."""
        self._runtime = runtime
        self._bot = bot
        self._clockwork = build_jobs(runtime)
        self.on_collapse: Callable[[], None] = lambda: None
        """Called when the outbox ends by itself: a house without it is better started anew."""
        self.has_collapsed = False
        self._ticking = 0
        self._idle = asyncio.Event()
        self._idle.set()
        over = EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED
        self._clockwork.add_listener(lambda _: self._count(+1), EVENT_JOB_SUBMITTED)
        self._clockwork.add_listener(self._note_end, over)

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Everything works for a `with` block."""
        await self._runtime.post.open()
        async with asyncio.TaskGroup() as tasks:
            lanes = tasks.create_task(self._keep_lanes(), name="outbox")
            health.report("outbox", State.UP)
            self._clockwork.start()
            health.report("scheduler", State.UP)
            bot = self._start_bot(tasks)
            try:
                async with control.listening(self._runtime.settings.data_dir, self._obey):
                    yield
            finally:
                health.report("scheduler", State.DOWN, "ending")
                if bot is not None:
                    bot.cancel()
                await self._finish()
                self._clockwork.shutdown(wait=False)
                lanes.cancel()

    @asynccontextmanager
    async def still(self) -> AsyncIterator[None]:
        """Nothing works by itself for a `with` block; what was in hand is finished first."""
        self._clockwork.pause()
        try:
            await self._idle.wait()
            async with self._runtime.outbox.resting():
                yield
        finally:
            self._clockwork.resume()
            self._runtime.outbox.nudge_all()

    def _start_bot(self, tasks: asyncio.TaskGroup) -> asyncio.Task[None] | None:
        if self._bot is None:
            health.report("bot", State.OFF)
            return None
        return tasks.create_task(self._bot(), name="bot")

    async def _keep_lanes(self) -> None:
        try:
            await self._runtime.outbox.run()
        except Exception:  # noqa: BLE001 - whatever it is, nobody carries facts any more
            log.exception("the outbox has ended")
            self.has_collapsed = True
            self.on_collapse()

    async def _finish(self) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_FINISH), self.still():
                pass
        except TimeoutError:
            log.warning("something is still in hand; it will be taken up at the next start")
        self._clockwork.pause()

    async def _obey(self, command: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """A command from beside the server."""
        if command not in commands.ALONE:
            return await commands.carry_out(self._runtime, command, given)
        async with self.still():
            return await commands.carry_out(self._runtime, command, given)

    def _note_end(self, event: JobEvent) -> None:
        self._count(-1)
        if event.code == EVENT_JOB_ERROR:
            log.error("job {} stumbled: {}", event.job_id, getattr(event, "traceback", ""))

    def _count(self, change: int) -> None:
        self._ticking += change
        if self._ticking:
            self._idle.clear()
        else:
            self._idle.set()
