"""Files the bot sends, by the name of their maker; each is made when it is sent.

A maker opens what it reads and closes it: no transaction is open while a file travels. What the
messenger has taken once goes by its id from then on.
"""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from app import figure_sheets, sent_files
from app.charts import to_png
from app.db import DBAPIError
from app.messenger import Messenger
from app.replies import File, Reply
from app.runtime import Runtime
from app.words.cabinets import EXPORT_FILE
from bot.shelves import draw_charts, read_journal
from domain import cards, people
from domain.errors import GatewayError, GatewayRefused
from domain.exercises import read_catalogue
from domain.messages import AddressRefused
from domain.programmes import rows as programmes

PROGRAMME = "programme"
"""A programme on paper, in one version: `programme_id`, `version`."""
CHART = "chart"
"""A picture of a client's journal: `client_id`, and the chart's `code`."""
FIGURE = "figure"
"""How an exercise is done, drawn: its `slug`."""
EXPORT = "export"
"""All that is kept on a client: `client_id`."""

About = Mapping[str, str]
Maker = Callable[[About], Awaitable[tuple[str, bytes]]]
"""Makes a file of what it is told: its name and bytes."""


class Files:
    """Makes files and sends them over a messenger."""

    def __init__(self, runtime: Runtime, messenger: Messenger) -> None:
        self._db = runtime.db
        self._messenger = messenger
        self._makers = build_makers(runtime)

    async def send(self, reply: Reply, file: File) -> None:
        """Send it by its id where it is known, else whole.

        Raises:
            GatewayRefused: it cannot be made, now or ever, or cannot be said.
        """
        name, made = await self._make(file)
        digest, bot_id = hashlib.sha256(made).hexdigest(), self._messenger.bot_id
        async with self._db.read() as session:
            known = await sent_files.find(session, bot_id, digest)
        if known is not None and await self._send_known(reply, name, known):
            return
        said = await self._messenger.say(reply, (name, made))
        if said.file_id:
            async with self._db.begin() as session:
                await sent_files.remember(session, bot_id, digest, said.file_id)

    async def _send_known(self, reply: Reply, name: str, file_id: str) -> bool:
        """False when the messenger does not know it any more."""
        try:
            await self._messenger.say(reply, (name, file_id))
        except AddressRefused:
            raise
        except GatewayRefused:
            return False
        return True

    async def _make(self, file: File) -> tuple[str, bytes]:
        """What cannot be made is refused once, not tried for ever: the chat goes on."""
        try:
            return await self._makers[file.maker](file.about)
        except (GatewayError, DBAPIError, OSError):
            raise
        except Exception as e:
            raise GatewayRefused(f"a file that cannot be made: {e!r}") from e


def build_makers(runtime: Runtime) -> Mapping[str, Maker]:
    """Every maker there is."""

    async def print_programme(about: About) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            kept = await programmes.get_programme(session, UUID(about["programme_id"]))
            programme = await programmes.as_of(session, kept, int(about["version"]))
        printed = await runtime.printer.print(programme)
        return await runtime.printer.name(programme), printed

    async def draw_chart(about: About) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            client = await people.get_client(session, UUID(about["client_id"]))
            journal = await read_journal(session, client)
        chart = draw_charts(journal)[about["code"]]
        return f"{about['code']}.png", await asyncio.to_thread(to_png, chart)

    async def draw_figure(about: About) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            exercise = (await read_catalogue(session))[about["slug"]]
        return f"{about['slug']}.png", await asyncio.to_thread(figure_sheets.to_png, exercise)

    async def export(about: About) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            told = await cards.export(session, UUID(about["client_id"]))
        return EXPORT_FILE, json.dumps(told, ensure_ascii=False, indent=2, default=str).encode()

    return {
        PROGRAMME: print_programme,
        CHART: draw_chart,
        FIGURE: draw_figure,
        EXPORT: export,
    }
