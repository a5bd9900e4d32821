"""What a visitor is told when something goes wrong: JSON for scripts, a page for people.

Never a traceback: what nobody foresaw gets an id, and the log has the rest under it.
"""

import errno
import math
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from loguru import logger as log
from sqlalchemy import exc as db
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from app.http.own_pages import render
from app.scopes import wants_html
from app.words import errors as words
from domain import errors, users
from domain.errors import DomainError, GatewayError

CODES = {
    400: "malformed",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "too_slow",
    409: "conflict",
    413: "too_large",
    415: "unsupported_type",
    422: "invalid_fields",
    429: "too_many_requests",
    500: "internal",
    502: "gateway_failed",
    503: "unavailable",
}
STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (users.NotSignedIn, 401),
    (users.WrongPassword, 401),
    (errors.Forbidden, 403),
    (errors.NotFound, 404),
    (errors.Conflict, 409),
    (errors.Refused, 422),
    (errors.GatewayUnavailable, 503),
    (errors.GatewayError, 502),
)
"""The first that fits; a class that says when to come back is 429 unless it is a Conflict."""
GENERAL = (errors.NotFound, errors.Conflict, errors.Forbidden, errors.Refused, DomainError)
RETRY_AFTER = 2.0


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that went wrong, as a visitor may know it."""

    status: int
    code: str
    title: str
    message: str
    fields: Mapping[str, str] = field(default_factory=dict)
    retry_after: int | None = None
    """Seconds."""
    error_id: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.fields:
            error["fields"] = dict(self.fields)
        if self.error_id:
            error["id"] = self.error_id
        return {"error": error}


DrawError = Callable[[Request, Problem], Awaitable[Response]]


class ErrorDesk:
    """Turns problems into responses; `draw` may give people a page of the site's own look."""

    def __init__(self, draw: DrawError | None = None) -> None:
        self._draw = draw

    def install(self, api: FastAPI) -> None:
        """Answer whatever the routes raise."""
        for kind in (
            DomainError,
            GatewayError,
            RequestValidationError,
            StarletteHTTPException,
            db.SQLAlchemyError,
        ):
            api.add_exception_handler(kind, self.handle)

    async def handle(self, request: Request, error: Exception) -> Response:
        """The response to an error, which is logged if it is ours."""
        problem = problem_of(error)
        if problem.status >= 500:
            problem = _logged(problem, request.scope, error)
        return await self.respond(request.scope, problem)

    async def respond(self, scope: Scope, problem: Problem) -> Response:
        """The problem as JSON or as a page, whichever the asker reads."""
        headers = dict(problem.headers)
        if problem.retry_after is not None:
            headers["Retry-After"] = str(problem.retry_after)
        if not wants_html(scope):
            return JSONResponse(problem.as_json(), problem.status, headers)
        response = await self._page(Request(scope), problem)
        response.headers.update(headers)
        return response

    async def _page(self, request: Request, problem: Problem) -> Response:
        if self._draw is not None:
            try:
                return await self._draw(request, problem)
            except Exception as e:  # noqa: BLE001 - the site's own page may need what has failed
                log.warning("the site's error page failed too: {!r}", e)
        return HTMLResponse(render("error.html", request, problem=problem), problem.status)


def problem(status: int, *, retry_after: float | None = None, **given: Any) -> Problem:
    """A problem that has no error class: only a status."""
    title, message = words.say_status(status)
    seconds = None if retry_after is None else max(1, math.ceil(retry_after))
    code = CODES.get(status) or CODES[500 if status >= 500 else 400]
    return Problem(
        **{"status": status, "code": code, "title": title, "message": message, **given},
        retry_after=seconds,
    )


def problem_of(error: Exception) -> Problem:
    """What may be told of an error."""
    while isinstance(error, ExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    if isinstance(error, RequestValidationError):
        return _of_validation(error.errors())
    if isinstance(error, StarletteHTTPException | HTTPException):
        return problem(error.status_code, headers=error.headers or {})
    if isinstance(error, DomainError | GatewayError):
        return _of_domain(error)
    if is_database_trouble(error):
        return problem(503, retry_after=RETRY_AFTER)
    if isinstance(error, db.DataError | OverflowError | UnicodeError):
        return problem(400)
    return problem(500)


def is_database_trouble(error: Exception) -> bool:
    """Whether the database is locked, full, away or overrun: it may do better soon."""
    if isinstance(error, db.OperationalError | db.InterfaceError | db.TimeoutError):
        return True
    if isinstance(error, db.DBAPIError) and error.connection_invalidated:
        return True
    is_full = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    return is_full or isinstance(error, ConnectionError)


def _of_domain(error: Exception) -> Problem:
    retry_after = getattr(error, "retry_after", None)
    status = next((status for kind, status in STATUSES if isinstance(error, kind)), None)
    status = status or (429 if retry_after is not None else 409)
    given: dict[str, Any] = {"message": words.say(error)}
    if isinstance(error, DomainError) and type(error) not in GENERAL:
        given["code"] = re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
    if isinstance(error, errors.Refused):
        given["code"] = CODES[422]
        given["fields"] = {key: words.say_field(key, code) for key, code in error.fields.items()}
    if status == 401:
        given["headers"] = {"WWW-Authenticate": "Bearer"}
    if status == 503 and retry_after is None:
        retry_after = RETRY_AFTER
    return problem(status, retry_after=retry_after, **given)


def _of_validation(found: Sequence[Mapping[str, Any]]) -> Problem:
    fields = {}
    for wrong in found:
        place, *path = wrong["loc"]
        if place == "path":
            return problem(404)
        if wrong["type"] == "json_invalid" or not path:
            return problem(400)
        key = ".".join(str(step) for step in path)
        fields[key] = words.say_field(key, wrong["type"])
    return problem(422, fields=fields)


def _logged(problem: Problem, scope: Scope, error: Exception) -> Problem:
    error_id = secrets.token_hex(4)
    is_foreseen = problem.status != 500
    log.opt(exception=None if is_foreseen else error).error(
        "{} {} {}: {!r} [{}]", problem.status, scope["method"], scope["path"], error, error_id
    )
    return Problem(**{**vars(problem), "error_id": error_id})
