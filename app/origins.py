"""Which sites may speak to us from a browser."""

from urllib.parse import urlsplit

from starlette.types import Scope

from app.scopes import find_header
from app.settings import Settings

NULL = "null"
"""What a browser says for a file:// page, a sandboxed frame and some redirects."""


def origin_of(url: str) -> str:
    """Scheme, host and port of a web address, as a browser writes them."""
    parts = urlsplit(url.lower())
    default = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port in {None, default} else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def guest_origins(settings: Settings) -> frozenset[str]:
    """The sites that may call the public API, beside our own."""
    named = {word.lower() for word in settings.widget_origins}
    guests = {origin_of(word) for word in named - {NULL}}
    if NULL in named and not settings.is_production:
        guests.add(NULL)
    return frozenset(guests)


def is_own(scope: Scope, origin: str, public_origin: str) -> bool:
    """Whether a page of ours speaks: by PUBLIC_URL, or by the host it was asked for."""
    if origin.lower() == public_origin:
        return True
    host = find_header(scope, b"host")
    return bool(host) and origin.lower().partition("://")[2] == (host or "").lower()


def is_from_own_page(scope: Scope, public_origin: str) -> bool:
    """Whether a change, or a socket, is asked for by a page of ours and not by another site."""
    origin = find_header(scope, b"origin")
    if origin is not None:
        return is_own(scope, origin, public_origin)
    return find_header(scope, b"sec-fetch-site") == "same-origin"


def is_from_other_site(scope: Scope, public_origin: str) -> bool:
    """Whether a browser says that another site makes it ask; scripts say nothing."""
    origin = find_header(scope, b"origin")
    if origin is not None:
        return not is_own(scope, origin, public_origin)
    return find_header(scope, b"sec-fetch-site") in {"cross-site", "same-site"}
