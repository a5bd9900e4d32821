"""The guard in front of /crm: nobody without a session gets past, by HTTP or by websocket.

NiceGUI has no login below its pages and makes a client for every page it is asked for, so
strangers are answered here and never reach it.
"""

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlencode
from uuid import UUID

from loguru import logger as log
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access import SAFE_METHODS, Access
from app.http.errors import ErrorDesk, problem
from app.http.headers import OWN_CRM_PAGES
from domain import clock
from domain.users import TOUCH, Viewer

MOUNT = "/crm"
NICEGUI = f"{MOUNT}/_nicegui"
FILES = re.compile(rf"{NICEGUI}/\d[^/]*/")
"""Its own scripts and styles, under its version; uploads and media lie elsewhere."""
SIGNED_OUT = 4401
"""The code a socket is closed with when its session is over."""
EVENT = '42["event"'
"""How a socket's message begins when a person has done something."""

Closer = Callable[[], Awaitable[None]]


class Sockets:
    """The open sockets of each session."""

    def __init__(self) -> None:
        self._closers: dict[UUID, set[Closer]] = defaultdict(set)

    def add(self, session_id: UUID, closer: Closer) -> None:
        self._closers[session_id].add(closer)

    def remove(self, session_id: UUID, closer: Closer) -> None:
        self._closers[session_id].discard(closer)
        if not self._closers[session_id]:
            del self._closers[session_id]

    def sessions(self) -> list[UUID]:
        """The sessions that have a socket open."""
        return list(self._closers)

    async def cut(self, session_ids: Iterable[UUID]) -> None:
        """Close every socket of these sessions."""
        for session_id in session_ids:
            for close in list(self._closers.get(session_id, ())):
                await close()


class Guard:
    """Stands before everything under /crm; the login pages are outside."""

    def __init__(self, app: ASGIApp, *, access: Access, desk: ErrorDesk, sockets: Sockets) -> None:
        self._app = app
        self._access = access
        self._desk = desk
        self._sockets = sockets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"} or not _is_guarded(scope):
            return await self._app(scope, receive, send)
        viewer = await self._access.find_viewer(scope)
        if scope["type"] == "websocket":
            return await self._on_socket(viewer, scope, receive, send)
        if viewer is None:
            return await self._turn_away(scope, receive, send)
        if scope["method"] not in SAFE_METHODS and not self._access.is_own_page(scope):
            response = await self._desk.respond(scope, problem(403))
            return await response(scope, receive, send)
        return await self._app(scope, receive, send)

    async def _turn_away(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        is_page = scope["method"] in {"GET", "HEAD"} and not path.startswith(NICEGUI)
        if is_page:
            query = scope["query_string"].decode("latin-1")
            wanted = f"{path}?{query}" if query else path
            where = urlencode({"next": wanted}) if wanted.rstrip("/") != MOUNT else ""
            response = RedirectResponse(f"{MOUNT}/login" + (f"?{where}" if where else ""), 303)
            return await response(scope, receive, send)
        refusal = await self._desk.respond(scope, problem(401))
        return await refusal(scope, receive, send)

    async def _on_socket(
        self, viewer: Viewer | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if viewer is None or viewer.session_id is None or not self._access.is_own_page(scope):
            await receive()
            # Before it is accepted, closing a socket is answered with a plain 403.
            return await send({"type": "websocket.close", "code": SIGNED_OUT})
        socket = _Socket(viewer.session_id, self._access, receive, send)
        self._sockets.add(viewer.session_id, socket.close)
        try:
            await self._app(scope, socket.receive, socket.send)
        finally:
            self._sockets.remove(viewer.session_id, socket.close)


class _Socket:
    """An open socket that can be closed from our side, and shows that its session is in use."""

    def __init__(self, session_id: UUID, access: Access, receive: Receive, send: Send) -> None:
        self._session_id = session_id
        self._access = access
        self._receive = receive
        self._send = send
        self._is_cut = False
        self._touched_at = clock.now()

    async def receive(self) -> Message:
        message = await self._receive()
        if self._is_cut:
            return {"type": "websocket.disconnect", "code": SIGNED_OUT}
        if (message.get("text") or "").startswith(EVENT):
            await self._touch()
        return message

    async def send(self, message: Message) -> None:
        if not self._is_cut:
            await self._send(message)

    async def close(self) -> None:
        if not self._is_cut:
            self._is_cut = True
            await self._send({"type": "websocket.close", "code": SIGNED_OUT})

    async def _touch(self) -> None:
        if clock.now() < self._touched_at + TOUCH:
            return
        self._touched_at = clock.now()
        try:
            await self._access.touch(self._session_id)
        except SQLAlchemyError as e:
            log.warning("a session's use could not be noted: {!r}", e)


def _is_guarded(scope: Scope) -> bool:
    path: str = scope["path"]
    if path != MOUNT and not path.startswith(f"{MOUNT}/"):
        return False
    if scope["type"] == "websocket":
        return True
    if path in OWN_CRM_PAGES:
        return False
    return not FILES.match(path) or ".." in path or scope["method"] not in SAFE_METHODS
