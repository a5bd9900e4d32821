"""Files the bot sends, by the name of their maker; each is made when it is sent.

A maker opens what it reads and closes it: no transaction is open while a file travels.
"""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.exc import DBAPIError

from app.runtime import Runtime
from bot.mouth import Maker
from domain.errors import GatewayError, GatewayRefused
from domain.programmes import rows as programmes

PROGRAMME = "programme"
"""A programme on paper, in one version: `programme_id`, `version`."""


def build_makers(runtime: Runtime) -> Mapping[str, Maker]:
    """Every maker there is."""

    async def print_programme(about: Mapping[str, str]) -> tuple[str, bytes]:
        async with runtime.db.read() as session:
            kept = await programmes.get_programme(session, UUID(about["programme_id"]))
            programme = await programmes.as_of(session, kept, int(about["version"]))
        printed = await runtime.printer.print(programme)
        return await runtime.printer.name(programme), printed

    return {PROGRAMME: _careful(print_programme)}


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
