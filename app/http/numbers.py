"""Numbers as people type them into forms: a comma or a point, a unit after it, or nothing."""

import re
from collections.abc import Mapping

from domain.errors import Refused
from domain.progress.sets import Done

NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")


def read_number(fields: Mapping[str, str], key: str) -> int:
    """A whole number that has to be there; Refused by its field."""
    text = fields.get(key, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Refused({key: "not_whole" if text else "missing"})
    return int(text)


def read_thousandths(fields: Mapping[str, str], key: str) -> int | None:
    """Kilograms as grams, metres as millimetres; None for an empty field."""
    text = re.sub(r"(?<=\d)\s*[^\W\d_]+\.?$", "", fields.get(key, "").strip())
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        raise Refused({key: "not_a_number"})
    return round(float(text.replace(",", ".")) * 1000)


def read_done(fields: Mapping[str, str]) -> Done:
    """A set as its form tells it: weight, amount in a unit, and the reserve."""
    amount = read_thousandths(fields, "amount")
    if amount is None:
        raise Refused({"amount": "missing"})
    whole = {"min": amount * 60 / 1000}.get(fields.get("unit", ""), amount / 1000)
    if whole != int(whole):
        raise Refused({"amount": "not_whole"})
    is_counted = fields.get("unit") == "reps"
    rir = read_number(fields, "rir") if fields.get("rir", "").strip() else None
    return Done(
        weight=read_thousandths(fields, "weight"),
        reps=int(whole) if is_counted else None,
        seconds=None if is_counted else int(whole),
        rir=rir,
    )
