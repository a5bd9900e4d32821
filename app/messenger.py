"""What the bot needs of a messenger: to hear what came, and to say replies.

A letter goes over the same line as a `domain.messages.Channel`.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from app.replies import Reply
from domain.errors import GatewayError, GatewayRefused, GatewayUnavailable


class SecondPoller(GatewayError):
    """Somebody else takes this bot's updates."""


class WrongToken(GatewayRefused):
    """There is no such bot any more."""


class SlowDown(GatewayUnavailable):
    """Nothing may be said for `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"again in {seconds:.0f} s")
        self.seconds = seconds


class Said(NamedTuple):
    """What became of a reply."""

    number: str = ""
    """The message's, where there is one."""
    file_id: str = ""
    """By which its file may be sent again without carrying it."""


Content = tuple[str, bytes | str]
"""A file's name, and its bytes or the id by which the messenger knows it."""


class Messenger(Protocol):
    """One bot's line to its messenger."""

    @property
    def bot_id(self) -> int: ...

    async def introduce(self) -> str:
        """The bot's own username.

        Raises:
            WrongToken, GatewayUnavailable
        """
        ...

    async def fetch(self, offset: int | None, seconds: int) -> list[dict[str, Any]]:
        """Updates from `offset` on, as they came; waits `seconds` for the first.

        Raises:
            SecondPoller, WrongToken, GatewayUnavailable
        """
        ...

    async def hang_hook(self, url: str, secret: str) -> None:
        """Have updates posted to `url` from now on."""
        ...

    async def take_hook(self) -> None:
        """Let updates wait to be fetched."""
        ...

    async def offer_commands(
        self, commands: Sequence[tuple[str, str]], chat_id: int | None = None
    ) -> None:
        """The list of commands that the messenger shows by itself: name and what it does.

        In one chat, or in every chat that has no list of its own.
        """
        ...

    async def say(self, reply: Reply, content: Content | None = None) -> Said:
        """Say it, with the file where there is one.

        Raises:
            AddressRefused: the person has shut the bot out.
            GatewayRefused: it cannot be said.
            GatewayUnavailable: later, perhaps.
        """
        ...
