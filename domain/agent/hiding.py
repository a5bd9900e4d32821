"""Hiding: what would tell a model's provider who somebody is, and its return into the answer.

Whichever country the model is in, it needs neither a name nor a telephone to answer.
"""

import re
from collections.abc import Sequence
from functools import partial

from domain.agent.facts import fold, lexicon

PHONE = re.compile(r"(?<![\w\d])(?:\+7|8|7)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
FOREIGN_PHONE = re.compile(r"\+\d[\d\s()-]{8,16}\d")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HANDLE = re.compile(r"(?<!\w)@\w{4,32}")
HIDDEN = re.compile(r"\b(?:NAME|PHONE|EMAIL|HANDLE)_\d+")
KINDS = (("EMAIL", EMAIL), ("HANDLE", HANDLE), ("PHONE", PHONE), ("PHONE", FOREIGN_PHONE))


class Hiding:
    """What was hidden in one talk, so that it can be said again."""

    def __init__(self, names: Sequence[str] = (), spared: str = "") -> None:
        self._names = [word for name in names for word in name.split() if len(word) > 1]
        self._spared = spared
        """What is public: the trainer's own contacts."""
        self._shown: dict[str, str] = {}

    def hide(self, text: str) -> str:
        for kind, pattern in KINDS:
            text = pattern.sub(partial(self._cover_found, kind), text)
        said = lexicon().introduced.search(fold(text))
        names = [*self._names, *([text[said.start(1) : said.end(1)]] if said else [])]
        for name in names:
            form = rf"\b{re.escape(name[: max(len(name) - 1, 2)])}\w{{0,3}}\b"
            text = re.sub(form, partial(self._cover_found, "NAME"), text, flags=re.IGNORECASE)
        return text

    def show(self, text: str) -> str:
        """The text with what was hidden; a sign that hides nothing stays."""
        return HIDDEN.sub(lambda found: self._shown.get(found[0], found[0]), text)

    def list_hidden(self) -> list[str]:
        return list(self._shown.values())

    def _cover_found(self, kind: str, found: re.Match[str]) -> str:
        return self._cover(kind, found[0])

    def _cover(self, kind: str, value: str) -> str:
        if value in self._spared or HIDDEN.fullmatch(value):
            return value
        known = next((sign for sign, shown in self._shown.items() if shown == value), None)
        if known is None:
            known = f"{kind}_{len(self._shown) + 1}"
            self._shown[known] = value
        return known
