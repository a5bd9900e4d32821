"""Seals on buttons: what comes back must be what we put there, in that very chat.

A person's program can send any data it likes; without our seal it is an old button to us.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from uuid import UUID

LONGEST = 48
"""Bytes of data a button of ours may carry: Telegram takes 64, the seal needs its share."""
SIGN = "~"
OFFER = "o"
"""What every button of an offer begins with."""
ANSWER = "answer"
"""What a notice's button says before the notice's id: the owner wants to answer."""


def press_of_tariff(tariff_id: UUID) -> str:
    """What the button says that shows a tariff, its terms and the way to pay."""
    return f"{OFFER}/t/{tariff_id.hex[-8:]}"


class SealTooLong(ValueError):
    """A router's own mistake: its button carries too much."""


class Seals:
    """Made and checked with the house's key."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(b"bot buttons " + key.encode()).digest()

    def seal(self, chat_id: int, data: str) -> str:
        """The data as it goes out."""
        if len(data.encode()) > LONGEST:
            raise SealTooLong(data)
        return f"{data}{SIGN}{self._mark(chat_id, data)}"

    def open(self, chat_id: int, sealed: str) -> str | None:
        """The data as it was; None when it is not ours, or another chat's."""
        data, _, mark = sealed.rpartition(SIGN)
        is_ours = hmac.compare_digest(mark.encode(), self._mark(chat_id, data).encode())
        return data if is_ours else None

    def _mark(self, chat_id: int, data: str) -> str:
        made = hmac.new(self._key, f"{chat_id}|{data}".encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(made[:9]).decode()
