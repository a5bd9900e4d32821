"""What templates do to values on their way to a person: money, dates, phones. Fetches nothing."""

import re
from datetime import datetime
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import phonenumbers

from app.words import public_pages as words


def date(moment: datetime, timezone: str) -> str:
    """Day, month and year on the site's own clock."""
    local = moment.astimezone(ZoneInfo(timezone))
    return f"{local.day} {words.MONTHS[local.month - 1]} {local.year}"


def time(moment: datetime, timezone: str) -> str:
    """Hours and minutes on the site's own clock."""
    return f"{moment.astimezone(ZoneInfo(timezone)):%H:%M}"


def rest(seconds: int) -> str:
    """A pause as a coach says it: seconds up to a minute and a half, then minutes."""
    minutes, left = divmod(seconds, 60)
    if seconds <= 90:
        return words.SECONDS.format(seconds=seconds)
    if not left:
        return words.MINUTES.format(minutes=minutes)
    return words.MINUTES_AND_SECONDS.format(minutes=minutes, seconds=left)


def number(value: float) -> str:
    """Without a tail of zeros, with a comma."""
    return f"{value:g}".replace(".", ",")


def phone(value: str) -> str:
    """An E.164 number with spaces; what is no number stays as it is."""
    try:
        parsed = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phone_href(value: str, scheme: str = "tel:+") -> str:
    """A link that dials; with an empty scheme the bare digits, as wa.me wants them."""
    return scheme + "".join(char for char in value if char.isdigit())


def absolute(path: str, base: str) -> str:
    """For crawlers, who are given whole addresses only."""
    return urljoin(base + "/", path)


def safe_url(url: str) -> str:
    """A link that only leads somewhere: http(s) or a path of this site; anything else is inert."""
    is_path = url.startswith("/") and not url.startswith(("//", "/\\"))
    return url if is_path or re.match(r"https?://", url) else "#"
