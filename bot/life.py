"""The bot at work: ears that keep what comes, lanes that handle it. Brings aiogram in by itself.

aiogram takes seconds to come in, so it comes in a thread, once the port is open.
"""

import asyncio
from collections.abc import Iterable

from loguru import logger as log

from app import health
from app.ears import Ears
from app.health import State
from app.http.telegram import PATH
from app.lanes import Lanes
from app.light_aiogram import bring_in
from app.menus import list_commands
from app.messenger import Messenger
from app.runtime import Runtime
from domain.menus import Menu

PAUSE = 5.0
"""Seconds before the bot is started anew after it has broken."""


class BotLife:
    """One bot, from its first update to the end of the process."""

    def __init__(self, runtime: Runtime, messenger: Messenger) -> None:
        settings = runtime.settings
        self._runtime = runtime
        self._messenger = messenger
        self._lanes: Lanes | None = None
        self.ears = Ears(
            runtime.db,
            messenger,
            self._wake,
            hook=settings.public_url + PATH if settings.telegram_webhook else None,
            secret=settings.secret_key.get_secret_value(),
        )

    def _wake(self, lanes: Iterable[str]) -> None:
        # Lanes that are not there yet look for what is kept when they start.
        if self._lanes is not None:
            self._lanes.wake(lanes)

    async def run(self) -> None:
        """Work until cancelled; what breaks the bot breaks nothing else."""
        while True:
            try:
                await self._work()
            except Exception:  # noqa: BLE001 - the house goes on without the bot
                log.exception("the bot has broken")
                health.report("bot", State.DOWN, "broken")
            await asyncio.sleep(PAUSE)

    async def _work(self) -> None:
        build = await asyncio.to_thread(bring_in, "bot.build")
        self._lanes = Lanes(self._runtime.db, build.build_mouth(self._runtime, self._messenger))
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._lanes.run(), name="bot: lanes")
            tasks.create_task(self.ears.run(list_commands(Menu.STRANGER)), name="bot: ears")
