"""An invite to the bot at the trainer's wish, for the client to open or to be printed."""

from nicegui import ui

from app.runtime import Runtime
from app.words import card as words
from components.card.inviting import invite_paper
from domain import bots, invites, passes
from pages.card.deeds import Deeds
from pages.told import told_in_words


class Inviting:
    """The button of one open card that makes an invite."""

    def __init__(self, runtime: Runtime, deeds: Deeds) -> None:
        self._runtime = runtime
        self._deeds = deeds

    @property
    def is_there(self) -> bool:
        """Whether there is a bot at all."""
        return self._runtime.settings.telegram_bot_token is not None

    async def invite(self) -> None:
        """Make one and show it; each press makes another."""
        with told_in_words():
            link = await self._make()
            if link is None:
                return ui.notify(words.INVITE_LATER)

            def copy() -> None:
                ui.clipboard.write(link)
                ui.notify(words.LINK_COPIED)

            self._deeds.open(lambda: invite_paper(link, copy))

    async def _make(self) -> str | None:
        secret = self._runtime.settings.telegram_bot_token
        number = bots.number_of(secret.get_secret_value()) if secret else 0
        async with self._runtime.db.begin() as session:
            username = await bots.find_username(session, number)
            if username is None:
                return None
            # The trainer hands it to the client himself: it speaks for the card's own pass.
            granted = await passes.proven_pass(session, self._deeds.client_id)
            await session.flush()
            token = invites.issue(session, self._deeds.client_id, granted.id)
        return invites.link(username, token)
