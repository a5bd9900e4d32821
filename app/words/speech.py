"""How numbers are said: plurals, roubles, and templates filled with them."""

import re
from collections.abc import Mapping
from typing import Any

NBSP = "\N{NO-BREAK SPACE}"


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of the noun that goes with `n`, without the number itself."""
    n = abs(n)
    if n % 10 == 1 and n % 100 != 11:
        return one
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return few
    return many


def roubles(kopecks: int) -> str:
    """Thousands parted by a space, kopecks only when there are any."""
    whole, rest = divmod(abs(kopecks), 100)
    sign = "−" if kopecks < 0 else ""
    cents = f",{rest:02d}" if rest else ""
    return f"{sign}{whole:,}".replace(",", NBSP) + f"{cents}{NBSP}₽"


def fill(template: str, data: Mapping[str, Any]) -> str:
    """The template with its numbers, and its nouns in the forms that go with them.

    `{name}` takes a number, `[name|день|дня|дней]` the form of a noun that goes with it.
    """

    def noun(match: re.Match[str]) -> str:
        name, one, few, many = match.group(1).split("|")
        return plural(int(data[name]), one, few, many)

    spoken = {
        key: f"{value:g}".replace(".", ",") if isinstance(value, float) else value
        for key, value in data.items()
    }
    filled = re.sub(r"\[([^\]]+)\]", noun, template).format_map(spoken)
    return re.sub(r"(\d) (?=[^\W\d_]|%)", rf"\1{NBSP}", filled)
