"""Marks: what the buttons of a training card carry: what to do, and where in which programme.

A button speaks of its own day for ever; whether that day is still to be trained is asked when it
is pressed.
"""

import hashlib
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from app.replies import Button
from bot.answers import press
from domain.programmes.rows import Programme

SIGN = "t"
"""What every button of a training card begins with."""
NOTHING = "-"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One button of a card."""

    act: str
    programme: str
    week: int
    weekday: int
    key: str = NOTHING
    """Of an exercise: `key_of` its slug."""
    more: str = NOTHING

    @classmethod
    def read(cls, data: str) -> Self | None:
        """What a button carries; None when it is no button of a card."""
        parts = data.split("/")
        if len(parts) != 6 or parts[0] != SIGN:
            return None
        _, act, programme, place, key, more = parts
        week, _, weekday = place.partition(".")
        if not (week.isdecimal() and weekday.isdecimal()):
            return None
        return cls(
            act=act,
            programme=programme,
            week=int(week),
            weekday=int(weekday),
            key=key,
            more=more,
        )

    @property
    def place(self) -> tuple[int, int]:
        return self.week, self.weekday

    @property
    def number(self) -> int:
        return int(self.more) if self.more.isdecimal() else 0

    def is_of(self, programme: Programme) -> bool:
        return self.programme == short(programme.id)


@dataclass(frozen=True)
class Presser:
    """Makes the buttons of one day."""

    programme: Programme
    week: int
    weekday: int

    def __call__(self, text: str, act: str, slug: str = "", more: object = NOTHING) -> Button:
        key = key_of(slug) if slug else NOTHING
        place = f"{self.week}.{self.weekday}"
        return press(text, f"{SIGN}/{act}/{short(self.programme.id)}/{place}/{key}/{more}")


def short(programme_id: UUID) -> str:
    """Enough of an id to know one of a client's programmes by."""
    return programme_id.hex[-8:]


def key_of(slug: str) -> str:
    """A slug in six letters, however long it is."""
    return hashlib.sha256(slug.encode()).hexdigest()[:6]
