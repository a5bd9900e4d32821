"""Files the bot sends, by the name of their maker; each is made when it is sent.

A maker opens what it reads and closes it: no transaction is open while a file travels.
"""

import asyncio
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from app.charts import to_png
from app.runtime import Runtime
from bot.mouth import Maker
from bot.shelves import draw_charts, read_journal
from domain import people
from domain.errors import GatewayError, GatewayRefused
from domain.programmes import rows as programmes

PROGRAMME = "programme"
"""A programme on paper, in one version: `programme_id`, `version`."""
CHART = "chart"
"""A picture of a client's journal: `client_id`, and the chart's `code`."""


def build_makers(runtime: Runtime) -> Mapping[str, Maker]:
    """Every maker there is."""

    async def print_programme(about: Mapping[str, str]) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            kept = await programmes.get_programme(session, UUID(about["programme_id"]))
            programme = await programmes.as_of(session, kept, int(about["version"]))
        printed = await runtime.printer.print(programme)
        return await runtime.printer.name(programme), printed

    async def draw_chart(about: Mapping[str, str]) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            client = await people.get_client(session, UUID(about["client_id"]))
            journal = await read_journal(session, client)
        chart = draw_charts(journal)[about["code"]]
        return f"{about['code']}.png", await asyncio.to_thread(to_png, chart)

    return {PROGRAMME: _careful(print_programme), CHART: _careful(draw_chart)}


def _careful(maker: Maker) -> Maker:
    """What cannot be made is refused once, not tried for ever: the chat goes on."""

    async def make(about: Mapping[str, str]) -> tuple[str, bytes]:
        try:
            return await maker(about)
        except (GatewayError, DBAPIError, OSError):
            raise
        except Exception as e:
            raise GatewayRefused(f"a file that cannot be made: {e!r}") from e

    return make
