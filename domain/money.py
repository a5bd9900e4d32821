"""Money is an integer number of kopecks; here it is read from and written to the outside.

How roubles look to a person is in `app.words.speech`.
"""

import re
from decimal import Decimal

_ROUBLES = re.compile(r"\d{1,12}(\.\d{1,2})?")


class NotMoney(ValueError):
    """The text is not an amount of roubles; carries the text."""

    def __init__(self, text: str) -> None:
        super().__init__(f"not an amount of roubles: {text!r}")
        self.text = text


def from_roubles(text: str) -> int:
    """Kopecks of a decimal string of roubles such as "1490.00".

    Raises:
        NotMoney: signs, exponents, more than two decimals, anything but digits and one dot.
    """
    if not _ROUBLES.fullmatch(text):
        raise NotMoney(text)
    return int(Decimal(text) * 100)


def read_typed(text: str) -> int:
    """Kopecks of roubles as a person types them: "14 999,50".

    Raises:
        NotMoney: as `from_roubles`.
    """
    return from_roubles("".join(text.replace(",", ".").replace("₽", "").split()))


def to_roubles(kopecks: int) -> str:
    """The wire form: "14999.00", always two decimals."""
    sign = "-" if kopecks < 0 else ""
    return f"{sign}{abs(kopecks) // 100}.{abs(kopecks) % 100:02d}"
