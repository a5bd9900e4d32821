"""The legal texts as people see them: with the trainer's requisites, and whom data is handed to.

What a person agrees to is what stood before his eyes, so consents are published filled; other
requisites make the next version.
"""

import re
from collections.abc import Callable

import phonenumbers
from sqlmodel.ext.asyncio.session import AsyncSession

from app.outside import Outside
from app.settings import Settings
from app.words import documents as words
from domain import consents, site
from domain.consents import ConsentKind
from domain.ledger import Begin
from domain.site import Sections, SiteChanged

Fill = Callable[[str], str]
SPEAKS_OF = frozenset({"requisites", "contacts"})
"""Sections that the legal texts quote."""


def filler(sections: Sections, settings: Settings, outside: Outside) -> Fill:
    """Fills the `{{placeholders}}` of a text; what is not known yet is told as such."""
    told, contacts = sections["requisites"], sections["contacts"]
    values = {
        "operator_name": told["operator_name"],
        "operator_status": told["status"],
        "operator_inn": told["inn"],
        "operator_address": told["address"],
        "operator_email": told["email"] or contacts["email"],
        "operator_phone": _phone(contacts["phone"]),
        "site_url": settings.public_url.partition("://")[2],
        "processors": processors(settings, outside),
    }
    return lambda text: re.sub(
        r"{{(\w+)}}", lambda found: values[found[1]] or words.GAPS[found[1]], text
    )


def processors(settings: Settings, outside: Outside) -> str:
    """Whom data is really handed to: only what this server is set up for."""
    return words.processors(
        payments=[name for name in outside.payments if name != "demo"],
        has_mail=settings.smtp_url is not None,
        has_telegram=settings.telegram_bot_token is not None,
        has_model=settings.llm_model is not None,
    )


async def publish_consents(session: AsyncSession, settings: Settings, outside: Outside) -> None:
    """Make what people agree to from now on what they read now."""
    fill = filler(await site.read_site(session), settings, outside)
    for kind in ConsentKind:
        text = site.read_document(f"consent_{kind}")
        await consents.publish_text(session, kind, fill(text))


async def republish(fact: SiteChanged, begin: Begin, settings: Settings, outside: Outside) -> None:
    """The trainer has changed what the texts quote."""
    if fact.key not in SPEAKS_OF:
        return
    async with begin() as session:
        await publish_consents(session, settings, outside)


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
