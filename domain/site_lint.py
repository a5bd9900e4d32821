"""What the law wants of the trainer's site, looked for before it is published.

Publishing is held back only by what the law asks of whoever takes data and sells: who he is.
Everything else is advice. This is a check of blanks and of words, no lawyer.

Source: law 2300-1 on consumers' rights, art. 8-10 and 26.1 (who sells); 152-FZ art. 9 and 18.1
(who processes, the policy, separate consents); 38-FZ art. 5, 18, 24 (advertising).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import consents, tariffs
from domain.consents import ConsentKind
from domain.errors import Conflict
from domain.site import CONTENT, Sections, read_document
from domain.site_blocks import Block, shown

DOCUMENTS = ("offer", "privacy")
FILLED_BY = {
    "operator_name": ("requisites", "operator_name"),
    "operator_inn": ("requisites", "inn"),
    "operator_address": ("requisites", "address"),
    "operator_email": ("requisites", "email"),
    "operator_phone": ("contacts", "phone"),
}
SPOKEN = ("hero", "for_whom", "about", "how", "questions", "seo", "edges")
"""Sections whose words visitors read as advertising."""


class Lack(StrEnum):
    """What is wrong, in the order of weight."""

    NO_NAME = "no_name"
    NO_INN = "no_inn"
    NO_REGISTRATION = "no_registration"
    NO_CONSENT = "no_consent"
    NO_STATUS = "no_status"
    OFFER_GAPS = "offer_gaps"
    PRIVACY_GAPS = "privacy_gaps"
    MIXED_CONSENT = "mixed_consent"
    NO_CONTACT = "no_contact"
    PROMISE = "promise"


HOLDS = frozenset({Lack.NO_NAME, Lack.NO_INN, Lack.NO_REGISTRATION, Lack.NO_CONSENT})


@dataclass(frozen=True)
class Finding:
    lack: Lack
    section: str
    """Where it is mended; "consents" is a page of its own."""
    names: tuple[str, ...] = ()
    """Placeholders that stay blank, kinds of consent, or the words themselves."""

    @property
    def holds(self) -> bool:
        """Whether nothing may be published before it is mended."""
        return self.lack in HOLDS


class NotLawful(Conflict):
    """The law asks for something first."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(finding.lack for finding in findings))
        self.findings = findings


async def review(session: AsyncSession, sections: Sections) -> list[Finding]:
    """Everything that is wrong with the site as `sections` say it, the heaviest first."""
    on_sale = await tariffs.list_tariffs(session)
    texts = {kind: text.body for kind, text in (await consents.current_texts(session)).items()}
    return lint(sections, texts, sells=bool(on_sale))


def lint(sections: Sections, texts: Mapping[ConsentKind, str], *, sells: bool) -> list[Finding]:
    """The same, of what is already read."""
    found = [
        *_seller(sections["requisites"], sells=sells),
        *_consents(texts),
        *_documents(sections, sells=sells),
        *_contacts(sections),
        *_promises(sections),
    ]
    order = list(Lack)
    return sorted(found, key=lambda finding: order.index(finding.lack))


def _seller(told: Mapping[str, Any], *, sells: bool) -> Iterator[Finding]:
    if not told["operator_name"]:
        yield Finding(Lack.NO_NAME, "requisites")
    if sells and not told["inn"]:
        yield Finding(Lack.NO_INN, "requisites")
    if not told["status"]:
        yield Finding(Lack.NO_STATUS, "requisites")
    elif sells and not told["ogrnip"] and _finds("registered", told["status"]):
        yield Finding(Lack.NO_REGISTRATION, "requisites")


def _consents(texts: Mapping[ConsentKind, str]) -> Iterator[Finding]:
    missing = tuple(kind.value for kind in ConsentKind if not texts.get(kind, "").strip())
    if missing:
        yield Finding(Lack.NO_CONSENT, "consents", missing)
    if _finds("advertising", texts.get(ConsentKind.PERSONAL_DATA, "")):
        yield Finding(Lack.MIXED_CONSENT, "consents")


def _documents(sections: Sections, *, sells: bool) -> Iterator[Finding]:
    # What holds the publication back is said once.
    said = {"operator_name", "operator_inn"} if sells else {"operator_name"}
    for name, lack in zip(DOCUMENTS, (Lack.OFFER_GAPS, Lack.PRIVACY_GAPS), strict=True):
        wanted = dict.fromkeys(re.findall(r"{{(\w+)}}", read_document(name)))
        blank = tuple(
            key for key in wanted if key in FILLED_BY.keys() - said and not _value(sections, key)
        )
        if blank:
            yield Finding(lack, "requisites", blank)


def _value(sections: Sections, placeholder: str) -> object:
    section, field = FILLED_BY[placeholder]
    is_mail = placeholder == "operator_email"
    return sections[section][field] or (is_mail and sections["contacts"]["email"])


def _contacts(sections: Sections) -> Iterator[Finding]:
    told = sections["contacts"]
    is_hidden = Block.LEAD not in shown(sections["blocks"])
    if is_hidden or not any(told[key] for key in ("telegram", "whatsapp", "phone", "email")):
        yield Finding(Lack.NO_CONTACT, "contacts")


def _promises(sections: Sections) -> Iterator[Finding]:
    for key in SPOKEN:
        found = _finds("promises", " ".join(_words(sections[key])))
        if found:
            yield Finding(Lack.PROMISE, key, (found,))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def _finds(kind: str, text: str) -> str:
    """The words themselves, or an empty text."""
    found = _patterns()[kind].search(text.replace("\N{NO-BREAK SPACE}", " "))
    return found[0] if found else ""


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    told = tomllib.loads((CONTENT / "site_lint.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(words), re.IGNORECASE) for kind, words in told.items()}
