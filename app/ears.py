"""Takes updates from the messenger: keeps and commits them, only then confirms them.

By default it asks (long polling), by setting it has them posted (`receive`). It goes on when the
messenger is down, when somebody else takes the updates, and says which it is in `app.health`.
"""

import asyncio
import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from loguru import logger as log
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from app import health, updates
from app.batch import Batch
from app.db import Database
from app.health import State
from app.messenger import Messenger, SecondPoller, WrongToken
from domain import bots
from domain.errors import GatewayError

PART = "bot"
POLL_SECONDS = 25
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0

Wake = Callable[[Iterable[str]], None]


class Ears:
    """One bot's updates."""

    def __init__(
        self, db: Database, messenger: Messenger, wake: Wake, *, hook: str | None, secret: str
    ) -> None:
        """
        Args:
            hook: where updates are posted; None to ask for them.
            secret: the house's key.
        """
        self._db = db
        self._messenger = messenger
        self._wake = wake
        self._hook = hook
        self._secret = hook_secret(secret)
        self._kept: Batch[dict[str, Any], None] = Batch(db, self._keep_all)
        self._pause = FIRST_PAUSE

    def is_ours(self, secret: str) -> bool:
        """Whether a post comes from the messenger: it alone was told the secret."""
        return hmac.compare_digest(secret.encode(), self._secret.encode())

    async def receive(self, body: dict[str, Any]) -> None:
        """Keep an update that was posted; once this returns it is committed."""
        await self._kept.add(body)
        self._wake([updates.lane_of(body)])

    async def run(self, commands: Sequence[tuple[str, str]]) -> None:
        """Listen until cancelled."""
        health.report(PART, State.STARTING)
        await self._insist(lambda: self._introduce(commands))
        if self._hook is not None:
            health.report(PART, State.UP, "webhook")
            await asyncio.Event().wait()
        while True:
            await self._insist(self._poll)

    async def _insist(self, work: Callable[[], Any]) -> None:
        """Do it until it is done, after pauses that grow."""
        while True:
            try:
                await work()
                return
            except SecondPoller:
                log.error("another process takes this bot's updates (409): stop it, or use its own")
                health.report(PART, State.DOWN, "second_poller")
            except WrongToken as e:
                log.error("the messenger does not take TELEGRAM_BOT_TOKEN: {!r}", e)
                health.report(PART, State.DOWN, "wrong_token")
            except GatewayError as e:
                log.warning("the messenger cannot be reached: {!r}", e)
                health.report(PART, State.DOWN, "unreachable")
            except (DBAPIError, OSError):
                log.exception("updates cannot be kept now")
                health.report(PART, State.DOWN, "database")
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    async def _introduce(self, commands: Sequence[tuple[str, str]]) -> None:
        username = await self._messenger.introduce()
        async with self._db.begin() as session:
            await bots.remember(session, self._messenger.bot_id, username)
        if self._hook is not None:
            await self._messenger.hang_hook(self._hook, self._secret)
        else:
            await self._messenger.take_hook()
        await self._messenger.offer_commands(commands)
        log.info("the bot is @{}", username)
        self._pause = FIRST_PAUSE

    async def _poll(self) -> None:
        offset: int | None = None
        # The first question waits for nothing: its answer says whether we are alone.
        seconds = 0
        while True:
            bodies = await self._messenger.fetch(offset, seconds)
            seconds, self._pause = POLL_SECONDS, FIRST_PAUSE
            health.report(PART, State.UP, "polling")
            numbers = [body["update_id"] for body in bodies if updates.is_update(body)]
            if not numbers:
                continue
            async with self._db.begin() as session:
                await updates.keep(session, self._messenger.bot_id, bodies)
            # Only now: the next question confirms all before its offset.
            offset = max(numbers) + 1
            self._wake({updates.lane_of(body): None for body in bodies})

    async def _keep_all(
        self, session: AsyncSession, bodies: Sequence[dict[str, Any]]
    ) -> list[None]:
        await updates.keep(session, self._messenger.bot_id, bodies)
        return [None] * len(bodies)


def hook_secret(key: str) -> str:
    """What the messenger must say with every post: made of the house's key, so never absent."""
    return hmac.new(key.encode(), b"telegram webhook", hashlib.sha256).hexdigest()
