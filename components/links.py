"""Ways out of the dashboard: calling, writing, opening; and which addresses may be opened."""

from urllib.parse import quote, urlsplit

from domain.contacts import ContactKind
from domain.people import Contact

SAFE = frozenset({"https", "http", "mailto", "tel"})


def safe_url(url: str) -> str:
    """The address if it leads where a link may lead, else "#": no scripts, no files."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return "#"
    return url.strip() if scheme in SAFE else "#"


def call_url(contact: Contact) -> str:
    """Calls a phone."""
    return safe_url(f"tel:{contact.value}")


def mail_url(contact: Contact) -> str:
    """Begins a letter."""
    return safe_url(f"mailto:{quote(contact.value, safe='@')}")


def telegram_url(contact: Contact) -> str:
    """Opens a chat in Telegram; by a phone if need be."""
    if contact.kind is ContactKind.TELEGRAM:
        return safe_url(f"https://t.me/{quote(contact.value, safe='')}")
    return safe_url(f"https://t.me/{quote(contact.value, safe='+')}")


def whatsapp_url(contact: Contact) -> str:
    """Opens a chat in WhatsApp with a phone."""
    return safe_url(f"https://wa.me/{contact.value.lstrip('+')}")
