"""Files the bot sends, by the name of their maker; each is made when it is sent.

A maker opens what it reads and closes it: no transaction is open while a file travels.
"""

from collections.abc import Mapping

from app.runtime import Runtime
from bot.mouth import Maker


def build_makers(runtime: Runtime) -> Mapping[str, Maker]:
    """Every maker there is."""
    return {}
