"""What the trainer may write into a tariff, and in which form it is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from domain import money
from domain.errors import Refused
from domain.money import NotMoney

TITLE_LENGTH, TEXT_LENGTH, FEATURES, WEEKS = 80, 400, 20, 104
DEAREST = 100_000_000
"""In kopecks: a million roubles is a slip of the finger."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A tariff as it was typed."""

    title: str
    price: str
    """In roubles."""
    weeks: str = "0"
    description: str = ""
    features: str = ""
    """One in a line."""
    brings_programme: bool = False
    is_on_sale: bool = True


def clean(draft: Draft) -> dict[str, Any]:
    """The fields of a tariff; Refused names each that cannot be taken."""
    wrong: dict[str, str] = {}
    features = [line for line in map(_one_line, draft.features.splitlines()) if line]
    if len(features) > FEATURES:
        wrong["features"] = "too_many"
    cleaned = {
        "title": _text("title", draft.title, TITLE_LENGTH, wrong, is_needed=True),
        "price": _price(draft.price, wrong),
        "weeks": _weeks(draft, wrong),
        "description": _text("description", draft.description, TEXT_LENGTH, wrong),
        "features": [_text("features", line, TEXT_LENGTH, wrong) for line in features],
        "brings_programme": draft.brings_programme,
        "is_on_sale": draft.is_on_sale,
    }
    if wrong:
        raise Refused(wrong)
    return cleaned


def free_code(taken: Collection[str]) -> str:
    """A code for a new tariff's address that no other has."""
    number = len(taken) + 1
    while f"tariff-{number}" in taken:
        number += 1
    return f"tariff-{number}"


def _one_line(text: str) -> str:
    kept = "".join(c if c.isprintable() or c == "\u00a0" else " " for c in text)
    return " ".join(word for word in kept.split(" ") if word)


def _text(key: str, text: str, most: int, wrong: dict[str, str], *, is_needed: bool = False) -> str:
    line = _one_line(text)
    if len(line) > most:
        wrong[key] = "too_long"
    elif is_needed and not line:
        wrong[key] = "missing"
    return line


def _price(text: str, wrong: dict[str, str]) -> int:
    digits = "".join(text.replace(",", ".").split())
    try:
        price = money.from_roubles(digits)
    except NotMoney:
        wrong["price"] = "not_a_number" if digits else "missing"
        return 0
    # Nothing is sold for nothing: no bank takes a payment of zero.
    if not 0 < price <= DEAREST:
        wrong["price"] = "out_of_range"
    return price


def _weeks(draft: Draft, wrong: dict[str, str]) -> int:
    text = draft.weeks.strip() or "0"
    weeks = int(text) if text.isdecimal() and len(text) < 4 else -1
    if not 0 <= weeks <= WEEKS:
        wrong["weeks"] = "out_of_range"
    elif draft.brings_programme and not weeks:
        wrong["weeks"] = "missing"
    return weeks
