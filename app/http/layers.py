"""What stands between a socket and the routes, as plain ASGI: faults, floods, origins, bodies.

Each layer looks at the scope, answers itself or passes on. Headers are `app.http.headers`,
the dashboard's guard is `app.guard`.
"""

import asyncio
from collections.abc import Iterable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access import Access
from app.addresses import client_address, client_scheme, network_of
from app.http.errors import ErrorDesk, problem
from app.limits import Flood, Limits, kind_of
from app.origins import is_own
from app.scopes import find_header

METHODS = b"GET, POST, PUT, PATCH, DELETE, OPTIONS"
ALLOWED_HEADERS = b"Authorization, Content-Type, Accept, Idempotency-Key, Last-Event-ID"


class Faults:
    """Answers for whatever nobody else has caught."""

    def __init__(self, app: ASGIApp, desk: ErrorDesk) -> None:
        self._app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as e:
            response = await self._desk.handle(Request(scope), e)
            if started:
                raise
            await response(scope, receive, send)
        return None


class Visitors:
    """Finds out who knocks, and holds back floods."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        desk: ErrorDesk,
        access: Access,
        limits: Limits,
        trusted: tuple[str, ...],
    ) -> None:
        self._app = app
        self._desk = desk
        self._access = access
        self._flood = Flood(limits)
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self._app(scope, receive, send)
        scope["access"] = self._access
        address = client_address(scope, self._trusted)
        if scope["type"] == "websocket":
            scope["client"] = (address, 0)
            return await self._app(scope, receive, send)
        scope["scheme"] = client_scheme(scope, self._trusted)
        scope["client"] = (address, 0)
        if scope["method"] == "HEAD":
            # No route of FastAPI's answers it; as a copy, so that the server drops the body.
            scope = {**scope, "method": "GET"}
        wait = self._flood.take(kind_of(scope["method"], scope["path"]), network_of(address))
        if wait:
            response = await self._desk.respond(scope, problem(429, retry_after=wait))
            return await response(scope, receive, send)
        return await self._app(scope, receive, send)


class CrossOrigin:
    """Lets the named sites call the API from a browser, and no others; never with cookies."""

    def __init__(
        self, app: ASGIApp, *, desk: ErrorDesk, public_origin: str, guests: Iterable[str]
    ) -> None:
        self._app = app
        self._desk = desk
        self._public_origin = public_origin
        self._guests = frozenset(guests)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"] if scope["type"] == "http" else ""
        if not path.startswith("/api/") or path.startswith("/api/payments/webhook/"):
            return await self._app(scope, receive, send)
        origin = find_header(scope, b"origin")
        if origin is None:
            return await self._app(scope, receive, send)
        if origin.lower() not in self._guests and not is_own(scope, origin, self._public_origin):
            response = await self._desk.respond(scope, problem(403, headers={"Vary": "Origin"}))
            return await response(scope, receive, send)
        if scope["method"] == "OPTIONS" and find_header(scope, b"access-control-request-method"):
            return await _preflight(origin)(scope, receive, send)

        async def allow(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_allowance(origin)]
            await send(message)

        return await self._app(scope, receive, allow)


def _allowance(origin: str) -> list[tuple[bytes, bytes]]:
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-expose-headers", b"Retry-After"),
        (b"vary", b"Origin"),
    ]


def _preflight(origin: str) -> Response:
    response = Response(status_code=204)
    response.raw_headers.extend(
        [
            *_allowance(origin),
            (b"access-control-allow-methods", METHODS),
            (b"access-control-allow-headers", ALLOWED_HEADERS),
            (b"access-control-max-age", b"600"),
        ]
    )
    return response


class BodyTooLarge(HTTPException):
    def __init__(self) -> None:
        super().__init__(413)


class BodyTooSlow(HTTPException):
    def __init__(self) -> None:
        super().__init__(408)


class Bodies:
    """Bounds what is sent, before anything is parsed: by its length, its bytes and its time."""

    def __init__(self, app: ASGIApp, *, desk: ErrorDesk, limits: Limits) -> None:
        self._app = app
        self._desk = desk
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        length = find_header(scope, b"content-length")
        if not length and find_header(scope, b"transfer-encoding") is None:
            return await self._app(scope, receive, send)
        most, seconds = self._bounds(scope["path"])
        if length and (not length.isdecimal() or int(length) > most):
            status = 413 if length.isdecimal() else 400
            response = await self._desk.respond(scope, problem(status))
            return await response(scope, receive, send)
        bounded = _Bounded(receive, send, most, seconds)
        try:
            await self._app(scope, bounded.receive, bounded.send)
        except Exception:
            # Whatever became of the refusal on its way up, it is answered here.
            if bounded.refusal is None or bounded.is_answered:
                raise
        if bounded.refusal is not None and not bounded.is_answered:
            response = await self._desk.respond(scope, problem(bounded.refusal.status_code))
            await response(scope, receive, send)
        return None

    def _bounds(self, path: str) -> tuple[int, float]:
        limits = self._limits
        if path.startswith("/crm/") and path not in {"/crm/login", "/crm/logout", "/crm/setup"}:
            return limits.upload, limits.upload_seconds
        if path.startswith("/api/programs/") or (
            path.startswith("/api/") and path.endswith("/import")
        ):
            return limits.long_body, limits.body_seconds
        return limits.body, limits.body_seconds


class _Bounded:
    """A body on its way in; once it is refused, nobody else's answer goes out."""

    def __init__(self, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self._receive = receive
        self._send = send
        self._left = most
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._is_whole = False
        self.refusal: HTTPException | None = None
        self.is_answered = False

    async def receive(self) -> Message:
        if self._is_whole:
            return await self._receive()
        if self.refusal is not None:
            raise self.refusal
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError as e:
            self.refusal = BodyTooSlow()
            raise self.refusal from e
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.refusal = BodyTooLarge()
            raise self.refusal
        self._is_whole = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if self.refusal is None or self.is_answered:
            self.is_answered = True
            await self._send(message)
