"""Hints: what a visitor has let fall of himself, offered to him to confirm and never taken as said.

Only what stands in his own words: a number that is a phone, an address, a name he gives, a goal.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import phonenumbers

from domain import site
from domain.clauses import PLAIN_YO
from domain.contacts import ContactKind, normalise
from domain.errors import Refused
from domain.questionnaire import Goal

_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[\w.-]+\.\w{2,}")
_NAME = r"\s+([^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?)"


@dataclass(frozen=True)
class Hints:
    name: str | None = None
    phone: str | None = None
    """E.164."""
    email: str | None = None
    goal: Goal | None = None

    @property
    def is_reachable(self) -> bool:
        return self.phone is not None or self.email is not None

    def as_contact(self) -> dict[str, str]:
        """What a contact form is filled with, by its fields."""
        return {
            key: value
            for key, value in asdict(self).items()
            if key in {"name", "phone", "email"} and value
        }


def read_hints(text: str) -> Hints:
    return Hints(
        name=_find_name(text),
        phone=_find_phone(text),
        email=_find_email(text),
        goal=_find_goal(text),
    )


def _find_phone(text: str) -> str | None:
    found = next(iter(phonenumbers.PhoneNumberMatcher(text, "RU")), None)
    if found is None:
        return None
    return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)


def _find_email(text: str) -> str | None:
    found = _EMAIL.search(text)
    try:
        return normalise(ContactKind.EMAIL, found[0].rstrip(".")) if found else None
    except Refused:
        return None


def _find_name(text: str) -> str | None:
    """A word with a capital letter right after words that name oneself."""
    for opening in _load()["named"]:
        found = re.search(rf"\b{opening}{_NAME}", text.translate(PLAIN_YO), re.IGNORECASE)
        if found and found[1][0].isupper():
            return text[found.start(1) : found.end(1)]
    return None


def _find_goal(text: str) -> Goal | None:
    said = text.lower().translate(PLAIN_YO)
    goals: Mapping[str, list[str]] = _load()["goals"]
    return next(
        (Goal(goal) for goal, stems in goals.items() if any(_has(said, s) for s in stems)), None
    )


def _has(said: str, stems: str) -> bool:
    return all(re.search(rf"\b{stem}", said) for stem in stems.split())


@cache
def _load() -> dict[str, Any]:
    return tomllib.loads((site.CONTENT / "hints.toml").read_text(encoding="utf-8"))
