"""Numbers as people write them, thousands apart and with a comma; for what a model may say."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_SPACES = "\u0020\u00a0\u202f\u2009"
NUMBER = re.compile(rf"(?<!\d)\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?")


class Number(NamedTuple):
    value: float
    start: int
    end: int
    """Where it stands in its text."""


def read_number(written: str) -> float:
    """The value of what NUMBER finds."""
    return float("".join(written.split()).replace(",", "."))


def find_numbers(text: str) -> Iterator[Number]:
    """Every number written in digits, in order."""
    for found in NUMBER.finditer(text):
        yield Number(read_number(found[0]), found.start(), found.end())
