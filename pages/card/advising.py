"""A suggestion sent to the client at the trainer's press."""

from collections.abc import Sequence

from nicegui import ui

from app.runtime import Runtime
from app.words import recommendations as words
from domain import people, recommendations
from domain.cabinets import ConsentMissing
from domain.recommendations import NotSuggested, Suggestion
from pages.card.deeds import Deeds
from pages.told import told_in_words


class Advising:
    """The suggestions of one open card."""

    found: Sequence[Suggestion] = ()

    def __init__(self, runtime: Runtime, deeds: Deeds) -> None:
        self._runtime = runtime
        self._deeds = deeds

    async def send(self, one: Suggestion) -> None:
        with told_in_words():
            ui.notify(await self._send(one))

    async def _send(self, one: Suggestion) -> str:
        try:
            async with self._runtime.db.begin() as session:
                client = await people.get_client(session, self._deeds.client_id)
                is_new = await recommendations.send(session, client, one, words.letter(one))
        except NotSuggested:
            return words.GONE
        except ConsentMissing:
            return words.NO_CONSENT
        return words.SENT if is_new else words.SENT_BEFORE
