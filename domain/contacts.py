"""Ways to reach a person, each in the one form in which it is kept and found."""

import re
from enum import StrEnum

import phonenumbers

from domain.errors import Refused


class ContactKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    TELEGRAM = "telegram"
    """A username, without the @."""
    TELEGRAM_ID = "telegram_id"
    """The number of a Telegram account, as text; only the bot itself learns it."""


_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@(\w(?:[\w-]*\w)?\.)+\w{2,}")
_TELEGRAM = re.compile(r"(?:https?://)?(?:t\.me/|telegram\.me/)?@?([a-z][a-z0-9_]{3,31})/?")


def normalise(kind: ContactKind, value: str) -> str:
    """The kept form: E.164 for a phone, lower case for the others.

    Raises:
        Refused: it is not such a contact.
    """
    return _NORMALISERS[kind](value.strip())


def _phone(value: str) -> str:
    try:
        number = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException as e:
        raise Refused({"phone": "not_a_phone"}) from e
    if not phonenumbers.is_possible_number(number) or not phonenumbers.is_valid_number(number):
        raise Refused({"phone": "not_a_phone"})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(value: str) -> str:
    lowered = value.lower()
    if len(lowered) > 254 or not _EMAIL.fullmatch(lowered):
        raise Refused({"email": "not_an_email"})
    return lowered


def _telegram(value: str) -> str:
    match = _TELEGRAM.fullmatch(value.lower())
    if match is None:
        raise Refused({"telegram": "not_a_telegram"})
    return match[1]


def _telegram_id(value: str) -> str:
    if not re.fullmatch(r"[1-9]\d{0,18}", value):
        raise Refused({"telegram_id": "not_a_telegram"})
    return value


_NORMALISERS = {
    ContactKind.PHONE: _phone,
    ContactKind.EMAIL: _email,
    ContactKind.TELEGRAM: _telegram,
    ContactKind.TELEGRAM_ID: _telegram_id,
}
