"""Telegram by its Bot API; implements `domain.messages.Channel` and
`app.messenger.Messenger`.

aiogram takes seconds to come in, so it is brought in when the bot is first needed (`open`).
How things are spelled is `telegram_wire`.
"""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loguru import logger as log

from app.light_aiogram import bring_in
from app.messenger import Content, Said, SlowDown
from app.pacing import Pacer
from app.replies import Kind, Reply
from app.seals import Seals
from app.settings import Settings
from domain import bots
from domain.errors import GatewayUnavailable
from domain.messages import DeliveryInDoubt, Letter

if TYPE_CHECKING:
    from app.gateways.telegram_wire import Wire

WIRE = "app.gateways.telegram_wire"
TRIES = 4
"""How often a call that was told to wait is made before it is given up for now."""
LONGEST_WAIT = 30
"""Seconds one may be told to wait without the answer being put off."""
MAKES_NO_MESSAGE = frozenset({Kind.TOAST, Kind.BUSY, Kind.FORGET})


class Telegram:
    """One bot's line to Telegram."""

    name = "telegram"

    def __init__(self, settings: Settings) -> None:
        token = settings.telegram_bot_token
        self._settings = settings
        self._token = token.get_secret_value() if token else ""
        self._pacer = Pacer(settings.telegram_rate)
        self._seals = Seals(settings.secret_key.get_secret_value())
        self._wire: Wire | None = None
        self._opening = asyncio.Lock()

    @property
    def bot_id(self) -> int:
        return bots.number_of(self._token)

    async def open(self) -> "Wire":
        """The line, made at the first call; in a thread, so that the loop goes on meanwhile."""
        async with self._opening:
            if self._wire is None:
                wire_room = await asyncio.to_thread(bring_in, WIRE)
                settings = self._settings
                self._wire = wire_room.Wire(
                    self._token, settings.telegram_api_url, settings.telegram_proxy
                )
            return self._wire

    async def close(self) -> None:
        if self._wire is not None:
            await self._wire.close()
            self._wire = None

    async def introduce(self) -> str:
        return await (await self.open()).ask_name()

    async def fetch(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        return await (await self.open()).fetch(offset, seconds)

    async def hang_hook(self, url: str, secret: str) -> None:
        await (await self.open()).hang_hook(url, secret)

    async def take_hook(self) -> None:
        await (await self.open()).take_hook()

    async def offer_commands(
        self, commands: Sequence[tuple[str, str]], chat_id: int | None = None
    ) -> None:
        await (await self.open()).offer_commands(commands, chat_id)

    async def say(self, reply: Reply, content: Content | None = None) -> Said:
        wire = await self.open()
        for _ in range(TRIES):
            if reply.kind not in MAKES_NO_MESSAGE:
                await self._pacer.take(reply.chat_id)
            try:
                return await wire.say(reply, content)
            except SlowDown as e:
                self._pacer.rest(e.seconds)
                log.warning("telegram asks to slow down: {} s", e.seconds)
                if e.seconds > LONGEST_WAIT:
                    raise
        raise GatewayUnavailable("telegram: told to wait again and again")

    async def deliver(self, address: str, letter: Letter) -> str:
        wire = await self.open()
        chat_id = int(address)
        sent = ""
        for part in wire.letter_in_parts(chat_id, letter, self._seals):
            await self._pacer.take(chat_id, can_wait=letter.unsubscribe_url is not None)
            try:
                number = (await wire.say(part, None)).number
            except SlowDown as e:
                self._pacer.rest(e.seconds)
                raise wire.resting(e.seconds) from e
            except GatewayUnavailable as e:
                if not sent:
                    raise
                raise DeliveryInDoubt("telegram: only its first parts have gone") from e
            sent = sent or number
        return f"{chat_id}:{sent}"
