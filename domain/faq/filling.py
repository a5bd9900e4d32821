"""Variables of an answer: what only rows know is filled in when it is said.

An answer whose variable has nothing to stand for it is not said at all.
"""

import re
from collections.abc import Mapping

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site, tariffs
from domain.site import Sections

NBSP = "\N{NO-BREAK SPACE}"
NAMES = (
    "tariffs",
    "address",
    "contacts",
    "phone",
    "telegram",
    "email",
    "city",
    "trainer_name",
)
_NAME = re.compile(r"\{([a-z_]+)\}")


def find_unknown(answer: str) -> str | None:
    """The first variable that is none of NAMES."""
    return next((name for name in _NAME.findall(answer) if name not in NAMES), None)


def fill(answer: str, values: Mapping[str, str]) -> str | None:
    """The answer as it is said; None when a variable of it has no value."""
    if any(not values.get(name) for name in _NAME.findall(answer)):
        return None
    return _NAME.sub(lambda found: values[found[1]], answer)


async def read_values(session: AsyncSession, sections: Sections | None = None) -> dict[str, str]:
    """What stands for each variable now; empty where nothing does."""
    sections = sections or await site.read_site(session)
    contacts, general = sections["contacts"], sections["general"]
    telegram = contacts.get("telegram", "")
    own = {
        "address": contacts.get("address", ""),
        "phone": contacts.get("phone", ""),
        "email": contacts.get("email", ""),
        "telegram": f"@{telegram.removeprefix('@')}" if telegram else "",
        "city": general.get("city", ""),
        "trainer_name": general.get("trainer_name", ""),
    }
    ways = (own["telegram"] and f"Telegram {own['telegram']}", own["phone"], own["email"])
    sold = await tariffs.list_tariffs(session)
    return {
        **own,
        "contacts": ", ".join(way for way in ways if way),
        "tariffs": "\n".join(f"{row.title}: {spell_price(row.price)}" for row in sold),
    }


def spell_price(kopecks: int) -> str:
    """As an answer says it: "1 490 ₽", kopecks only where there are any."""
    roubles = f"{kopecks // 100:,}".replace(",", NBSP)
    rest = f",{kopecks % 100:02d}" if kopecks % 100 else ""
    return f"{roubles}{rest}{NBSP}\N{RUBLE SIGN}"
