"""A trainer at his dashboard: the real pages in NiceGUI's own simulation of a browser."""

import gc

import pytest
from nicegui import app as server
from nicegui.testing import User
from starlette.types import ASGIApp, Receive, Scope, Send

from app.runtime import Runtime
from domain import users
from domain.users import Role, Viewer
from pages.build import build_pages

LOGIN = "trener"


class LetIn:
    """Stands where the guard does: everybody is this viewer."""

    def __init__(self, app: ASGIApp, viewer: Viewer) -> None:
        self._app = app
        self._viewer = viewer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["viewer"] = self._viewer
        await self._app(scope, receive, send)


@pytest.fixture
async def viewer(runtime: Runtime) -> Viewer:
    async with runtime.db.begin() as session:
        user = await users.add_user(session, LOGIN, "not a real hash", Role.OWNER)
    return Viewer(user.id, user.login, user.role)


@pytest.fixture
def trainer(runtime: Runtime, viewer: Viewer, user: User) -> User:
    """Opens pages, looks, presses and types."""
    build_pages(runtime)
    let_in = LetIn(server.middleware_stack or server.build_middleware_stack(), viewer)
    server.middleware_stack = let_in
    return user


def pytest_runtest_setup() -> None:
    """NiceGUI sweeps for garbage twice a test: not through what earlier tests have left."""
    gc.freeze()
