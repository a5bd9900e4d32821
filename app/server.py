"""The one web server: what stands in front of every route, and the server's own pages.

Routes come from outside; NiceGUI is mounted by `pages.build`.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from fastapi import APIRouter, Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app.access import Access, require_api
from app.first_run import FirstRun
from app.guard import Guard, Sockets
from app.health import LoopLag
from app.http import health, login, reference
from app.http.errors import DrawError, ErrorDesk
from app.http.headers import SecurityHeaders
from app.http.layers import Bodies, CrossOrigin, Faults, Visitors
from app.http.signposts import Signposts
from app.limits import Limits
from app.origins import guest_origins
from app.runtime import Runtime
from app.scopes import find_header

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[Any]]

COMPRESS_FROM = 500
COMPRESS_LEVEL = 6


def build_server(
    runtime: Runtime,
    routers: Sequence[APIRouter] = (),
    lifespan: Lifespan | None = None,
    *,
    private: Sequence[APIRouter] = (),
    limits: Limits | None = None,
    draw_error: DrawError | None = None,
) -> FastAPI:
    """The server, with its parts in `state`: access, first_run, sockets, desk, lag.

    Args:
        routers: open to anybody.
        lifespan: what is opened before the port and closed after it; migrations are done in it.
        private: for the trainer's scripts, behind `require_api`.
        limits: other numbers, for load runs and tests.
        draw_error: draws an error page in the site's own look.
    """
    access = Access(runtime.db, runtime.settings)
    first_run = FirstRun(runtime.db, runtime.settings, access)
    desk, lag, sockets = ErrorDesk(draw_error), LoopLag(), Sockets()
    api = FastAPI(
        title="Podhod",
        lifespan=_lifespan(lifespan, first_run, lag),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    api.state.access, api.state.first_run, api.state.desk = access, first_run, desk
    api.state.sockets, api.state.lag = sockets, lag
    desk.install(api)
    _stack(api, runtime, access, desk, sockets, limits or Limits())
    open_to_all = [health.build(runtime, lag), *routers, login.build(access, first_run)]
    api.router.routes.append(Signposts(open_to_all))
    for router in open_to_all:
        api.include_router(router)
    for router in private:
        api.include_router(router, dependencies=[Depends(require_api)])
    api.include_router(reference.build(api))
    return api


def _lifespan(inner: Lifespan | None, first_run: FirstRun, lag: LoopLag) -> Lifespan:
    @asynccontextmanager
    async def lifespan(api: FastAPI) -> AsyncIterator[Any]:
        async with inner(api) if inner else nullcontext() as state:
            await first_run.prepare()
            lag.start()
            try:
                yield state
            finally:
                lag.stop()

    return lifespan


def _stack(
    api: FastAPI,
    runtime: Runtime,
    access: Access,
    desk: ErrorDesk,
    sockets: Sockets,
    limits: Limits,
) -> None:
    """What every request passes through; the last added is the first passed."""
    settings = runtime.settings
    api.add_middleware(Guard, access=access, desk=desk, sockets=sockets)
    api.add_middleware(Bodies, desk=desk, limits=limits)
    api.add_middleware(Compressed)
    api.add_middleware(
        CrossOrigin,
        desk=desk,
        public_origin=access.public_origin,
        guests=guest_origins(settings),
    )
    api.add_middleware(
        Visitors, desk=desk, access=access, limits=limits, trusted=settings.trusted_proxies
    )
    api.add_middleware(Faults, desk=desk)
    api.add_middleware(SecurityHeaders, is_production=settings.is_production)


class Compressed:
    """Gzip for those who ask for it; whoever does not pays nothing for the asking."""

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._gzip = GZipMiddleware(app, minimum_size=COMPRESS_FROM, compresslevel=COMPRESS_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and "gzip" in (find_header(scope, b"accept-encoding") or ""):
            return await self._gzip(scope, receive, send)
        return await self._plain(scope, receive, send)
