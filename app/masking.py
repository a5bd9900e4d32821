"""What is taken out of a provider's notice before it is kept or shown: keys to money, and cards.

Of a card its last four digits stay, so that a payer's "with which one did I pay" has an answer.
"""

import re
from typing import Any

HIDDEN = "•••"
SECRET = re.compile(
    r"token|password|secret|sign|sha1_hash|hash|expdate|expiry_(month|year)|cvv|cvc|first6"
    r"|rebillid|cardid|email|phone|lastname|firstname|fathersname|account_number",
    re.IGNORECASE,
)
"""Names of what is a key, a part of a card, or whose; matched whole."""
CARD = re.compile(r"pan|card_?number", re.IGNORECASE)
DIGITS = re.compile(r"(?<!\d)(?:\d[ -]?){12,15}(\d{4})(?!\d)")
"""A card's number in running text; ids of 20 digits are none."""
DEEP = 20


def mask(body: Any, deep: int = 0) -> Any:
    """A notice's body without what must not be kept; its shape stays."""
    if deep > DEEP:
        return HIDDEN
    if isinstance(body, dict):
        return {str(key): _mask_field(str(key), value, deep) for key, value in body.items()}
    if isinstance(body, list):
        return [mask(value, deep + 1) for value in body]
    return body


def mask_text(text: str) -> str:
    """The same for what could not be read as fields."""
    return DIGITS.sub(rf"{HIDDEN}\1", text)


def _mask_field(key: str, value: Any, deep: int) -> Any:
    if isinstance(value, dict | list):
        return mask(value, deep + 1)
    if value in (None, ""):
        return value
    if SECRET.fullmatch(key):
        return HIDDEN
    if CARD.fullmatch(key) and len(str(value)) > 4:
        return HIDDEN + str(value)[-4:]
    return value
