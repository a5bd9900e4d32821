"""A short way to the routes whose path has no parameters.

FastAPI tries its routes one by one, about a microsecond each, and those of an included router
twice. The public pages and calls are found here at once instead; what is not found goes the
usual way.
"""

from collections import defaultdict
from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send


class Signposts(BaseRoute):
    """The first of a server's routes; `routers` must be included without anything added."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        by_path: dict[str, list[APIRoute]] = defaultdict(list)
        for router in routers:
            for route in router.routes:
                if isinstance(route, APIRoute) and "{" not in route.path:
                    by_path[route.path].append(route)
        self._by_path = dict(by_path)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "http":
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            for route in self._by_path.get(path, ()):
                match, found = route.matches(scope)
                if match is Match.FULL:
                    return match, found
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await scope["route"].handle(scope, receive, send)
