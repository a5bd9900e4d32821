"""The list of commands that a messenger shows by itself, given anew when a client has come further.

Which list suits whom is `domain.menus`. Nothing is asked per message: each chat is told only when
its list changes.
"""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable
from uuid import UUID

from loguru import logger as log

from app.words import bot as words
from domain import menus
from domain.errors import GatewayRefused, GatewayUnavailable, NotFound
from domain.ledger import Begin
from domain.menus import Menu


@runtime_checkable
class Lister(Protocol):
    """A line that can show commands."""

    async def offer_commands(
        self, commands: Sequence[tuple[str, str]], chat_id: int | None = None
    ) -> None:
        """Show this list in one chat; None: in every chat that has no list of its own.

        Raises:
            GatewayRefused: never there.
            GatewayUnavailable: not now.
        """
        ...


class OfAClient(Protocol):
    """A fact of one client."""

    @property
    def client_id(self) -> UUID | None: ...


def list_commands(menu: Menu) -> list[tuple[str, str]]:
    """What the messenger shows: name and what it does."""
    return [(name, words.COMMANDS[name]) for name in words.MENUS[menu]]


async def change_menu(fact: OfAClient, begin: Begin, *, line: object) -> None:
    """The client's chats show what suits him now; a chat that does already is left alone."""
    if fact.client_id is None or not isinstance(line, Lister):
        return
    try:
        async with begin() as session:
            menu = await menus.find_menu(session, fact.client_id)
            chats = await menus.list_outdated(session, fact.client_id, menu)
    except NotFound:
        return  # Erased meanwhile.
    for chat in chats:
        await _change(begin, line, fact.client_id, chat, menu)


async def _change(begin: Begin, line: Lister, client_id: UUID, chat: int, menu: Menu) -> None:
    try:
        await line.offer_commands(list_commands(menu), chat)
    except GatewayUnavailable:
        raise
    except GatewayRefused as e:
        # Who has shut the bot out sees no list; nobody need look at that.
        log.info("a chat takes no list of commands: {!r}", e)
        return
    async with begin() as session:
        await menus.remember(session, client_id, chat, menu)
