"""Security headers, by what a path serves; and the nonce its page may run scripts by.

A response that says something else itself is left alone.
"""

import re
import secrets
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_CRM_PAGES = frozenset({"/crm/login", "/crm/logout", "/crm/setup"})
"""Pages under /crm that are plain HTML of ours, not NiceGUI's, and open to anybody."""
PREVIEW = "/crm/preview"
"""The public site from its draft: guarded, but dressed as the site is."""

Header = tuple[bytes, bytes]

EVERYWHERE: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
NO_STORE: Header = (b"cache-control", b"no-store")
FOR_EVER: Header = (b"cache-control", b"public, max-age=31536000, immutable")
HSTS: Header = (b"strict-transport-security", b"max-age=31536000")
API: tuple[Header, ...] = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    NO_STORE,
)
# NiceGUI compiles its templates in the browser and writes scripts inline: here only what it does
# not need can be forbidden. Untrusted text is kept out by escaping.
NICEGUI_FILES = re.compile(r"/crm/_nicegui/\d[^/]*/(?!dynamic_resources/)")
"""Its scripts and styles, with its version in their paths."""
CRM: tuple[Header, ...] = (
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
        b"base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'",
    ),
    (b"x-frame-options", b"DENY"),
)


class SecurityHeaders:
    """Dresses every response."""

    def __init__(self, app: ASGIApp, *, is_production: bool) -> None:
        self._app = app
        self._always = (*EVERYWHERE, HSTS) if is_production else EVERYWHERE
        # A form may be answered with a redirect to a bank; a laptop's bank speaks plain HTTP.
        self._banks = "https:" if is_production else "https: http:"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        extra = (*self._always, *self._by_path(scope))

        async def dress(message: Message) -> None:
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = _kept(extra, message.get("headers", ()), status)
                message["headers"] = [*headers, *_missing(extra, headers, status)]
            await send(message)

        return await self._app(scope, receive, dress)

    def _by_path(self, scope: Scope) -> tuple[Header, ...]:
        path: str = scope["path"]
        if path.startswith("/api/") and path != "/api/docs":
            return API
        if path.startswith("/crm") and path not in {*OWN_CRM_PAGES, PREVIEW}:
            return (*CRM, FOR_EVER if NICEGUI_FILES.match(path) else NO_STORE)
        nonce = secrets.token_urlsafe(16)
        scope.setdefault("state", {})["nonce"] = nonce
        policy = (
            f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; "
            f"style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
            f"connect-src 'self'; media-src 'self'; manifest-src 'self'; base-uri 'none'; "
            f"form-action 'self' {self._banks}; frame-ancestors 'self'"
        )
        dress = (
            (b"content-security-policy", policy.encode("ascii")),
            (b"x-frame-options", b"SAMEORIGIN"),
        )
        return (*dress, NO_STORE) if path.startswith(("/crm", "/api/")) else dress


def _missing(extra: Iterable[Header], headers: Iterable[Header], status: int) -> list[Header]:
    said = {name.lower() for name, _ in headers}
    if status == 304:
        # The page in the browser's cache has the nonce of its own policy: a new one breaks it.
        said.add(b"content-security-policy")
    return [header for header in extra if header[0] not in said]


def _kept(extra: Iterable[Header], headers: Iterable[Header], status: int) -> Iterable[Header]:
    """What the response says itself; NiceGUI keeps its files for an hour only."""
    if FOR_EVER not in extra or status >= 400:
        return headers
    return [header for header in headers if header[0].lower() != b"cache-control"]
