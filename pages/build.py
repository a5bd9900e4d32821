"""Mounts the trainer's dashboard, NiceGUI, under /crm. Who may see it is decided in `app.guard`."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from fastapi import FastAPI, Request, Response

from app.access import Access
from app.guard import MOUNT, Sockets
from app.http.errors import ErrorDesk, problem
from app.runtime import Runtime
from app.settings import environment
from domain.users import LIFETIME, SessionClosed, Viewer

if TYPE_CHECKING:
    from nicegui import Client

RECONNECT_SECONDS = 10
"""A phone in a lift comes back within it."""
MOMENT_TO_LEAVE = 0.5
"""Seconds a page of a closed session has to go to the login page by itself."""
FAVICON = Path(__file__).parent / "public" / "static" / "favicon.svg"
LOOK_EVERY = 60
"""Seconds between looks for sessions that nobody closed but time."""


def mount(api: FastAPI, runtime: Runtime, draw: Callable[[Runtime], None] | None = None) -> None:
    """Mount NiceGUI on the server; once in a process, after all of the server's own routes.

    Args:
        draw: registers other pages than the dashboard's, for tests of the door itself.
    """
    # NiceGUI reads its folder when it is imported.
    folder = runtime.settings.data_dir.resolve() / "nicegui"
    environment()["NICEGUI_STORAGE_PATH"] = str(folder)
    from nicegui import ui
    from nicegui.storage import Storage

    Storage.path = folder
    _answer_plainly(api.state.desk)
    _cut_closed_sessions(runtime, api.state.access, api.state.sockets)
    (draw or build_pages)(runtime)
    ui.run_with(
        api,
        mount_path=MOUNT,
        title="Podhod",
        viewport="width=device-width, initial-scale=1, viewport-fit=cover",
        favicon=FAVICON,
        language="ru",
        # Light and dark are the theme's own; neither Quasar nor Tailwind has a say in it.
        dark=False,
        tailwind=False,
        reconnect_timeout=RECONNECT_SECONDS,
        storage_secret=runtime.settings.secret_key.get_secret_value(),
        session_middleware_kwargs={
            "session_cookie": "podhod_pages",
            "path": MOUNT,
            "same_site": "lax",
            "https_only": runtime.settings.is_production,
            "max_age": int(LIFETIME.total_seconds()),
        },
        # The server compresses for all.
        gzip_middleware_factory=None,
        show_welcome_message=False,
    )


def build_pages(runtime: Runtime) -> None:
    """Every page of the dashboard; brings NiceGUI in."""
    from pages import (
        analytics,
        attention,
        board,
        card,
        clients,
        editor,
        exercises,
        faq,
        frame,
        more,
        notices,
        outbox,
        payments,
        programme,
        programmes,
        promos,
        scenarios,
        settings,
        signatures,
        today,
    )

    signatures.ask_once()
    frame.dress()
    first = (today, clients, card, programme, programmes, editor, board, payments, promos)
    rest = (analytics, faq, scenarios, exercises, attention, outbox, settings, notices, more)
    for page in (*first, *rest):
        page.build(runtime)


def _answer_plainly(desk: ErrorDesk) -> None:
    """NiceGUI's own error pages make a client for every hit; ours make none."""
    from nicegui import app as server

    @server.exception_handler(404)
    async def not_found(request: Request, error: Exception) -> Response:
        return await desk.respond(request.scope, problem(404))

    @server.exception_handler(Exception)
    async def failed(request: Request, error: Exception) -> Response:
        return await desk.handle(request, error)


def _cut_closed_sessions(runtime: Runtime, access: Access, sockets: Sockets) -> None:
    """Close the pages and sockets of sessions that are over, by hand or by time."""
    from nicegui import Client
    from nicegui import app as server

    async def cut() -> None:
        with_pages = {_session_of(client) for client in Client.instances.values()}
        here = {*sockets.sessions(), *(s for s in with_pages if s is not None)}
        over = here - await access.list_open(list(here))
        gone = [client for client in Client.instances.values() if _session_of(client) in over]
        if not gone:
            return await sockets.cut(over)
        for client in gone:
            client.run_javascript("location.reload()")
        await asyncio.sleep(MOMENT_TO_LEAVE)
        await sockets.cut(over)
        for client in gone:
            if not client.is_deleted:
                client.delete()

    runtime.live.on(SessionClosed, then=cut)
    server.timer(LOOK_EVERY, cut, immediate=False)


def _session_of(client: "Client") -> UUID | None:
    viewer: Viewer | None = client.request.scope.get("viewer")
    return viewer.session_id if viewer else None
