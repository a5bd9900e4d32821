"""Logging in and out, and the first run, as plain pages: a stranger costs no NiceGUI client."""

from fastapi import APIRouter, Request, Response
from loguru import logger as log
from starlette.responses import HTMLResponse, RedirectResponse

from app.access import Access, Entry
from app.first_run import FirstRun
from app.http.errors import problem_of
from app.http.own_pages import render
from app.words import errors as words
from domain.errors import DomainError, Forbidden, NotFound, Refused

HOME = "/crm/"


def build(access: Access, first_run: FirstRun) -> APIRouter:
    router = APIRouter(prefix="/crm", include_in_schema=False)
    reception = Reception(access, first_run)
    router.add_api_route("", reception.go_home, methods=["GET"])
    router.add_api_route("/login", reception.show_login, methods=["GET"])
    router.add_api_route("/login", reception.log_in, methods=["POST"])
    router.add_api_route("/logout", reception.log_out, methods=["POST"])
    router.add_api_route("/setup", reception.show_setup, methods=["GET"])
    router.add_api_route("/setup", reception.set_up, methods=["POST"])
    return router


class Reception:
    """The pages before the dashboard."""

    def __init__(self, access: Access, first_run: FirstRun) -> None:
        self._access = access
        self._first_run = first_run

    async def go_home(self) -> Response:
        return RedirectResponse(HOME, 303)

    async def show_login(self, request: Request) -> Response:
        wanted = safe_next(request.query_params.get("next"))
        if await self._access.find_viewer(request.scope) is not None:
            return RedirectResponse(wanted, 303)
        if not await self._first_run.is_over():
            return RedirectResponse("/crm/setup", 303)
        return HTMLResponse(render("login.html", request, login="", wanted=wanted, said=""))

    async def log_in(self, request: Request) -> Response:
        self._check_site(request)
        form = await _texts(request)
        login, wanted = form.get("login", ""), safe_next(form.get("next"))
        try:
            entry = await self._access.log_in(request.scope, login, form.get("password", ""))
        except DomainError as e:
            page = render(
                "login.html", request, login=login[:100], wanted=wanted, said=words.say(e)
            )
            return _refusal(page, e)
        return self._let_in(entry, wanted)

    async def log_out(self, request: Request) -> Response:
        self._check_site(request)
        await self._access.log_out(request.scope)
        response = RedirectResponse("/crm/login", 303)
        self._access.cookies.clear_session(response)
        return response

    async def show_setup(self, request: Request) -> Response:
        if await self._first_run.is_over():
            raise NotFound("page", "/crm/setup")
        code = request.query_params.get("code", "")[:20]
        return HTMLResponse(render("setup.html", request, code=code, login="", said="", fields={}))

    async def set_up(self, request: Request) -> Response:
        self._check_site(request)
        if await self._first_run.is_over():
            raise NotFound("page", "/crm/setup")
        form = await _texts(request)
        code, login, password = (form.get(key, "") for key in ("code", "login", "password"))
        try:
            if form.get("again", "") != password:
                raise Refused({"again": "not_same"})
            entry = await self._first_run.set_up(request.scope, code, login, password)
        except DomainError as e:
            fields = problem_of(e).fields
            said = "" if fields else words.say(e)
            page = render(
                "setup.html", request, code=code[:20], login=login[:100], said=said, fields=fields
            )
            return _refusal(page, e)
        log.info("the first owner has been added")
        return self._let_in(entry, HOME)

    def _let_in(self, entry: Entry, wanted: str) -> Response:
        response = RedirectResponse(wanted, 303)
        self._access.cookies.set_session(response, entry.token)
        self._access.cookies.remember_device(response, entry.login)
        return response

    def _check_site(self, request: Request) -> None:
        """Another site must not log anybody in or out."""
        if self._access.is_other_site(request.scope):
            raise Forbidden("another site posted the form")


def safe_next(wanted: str | None) -> str:
    """Where to go after logging in: a page of ours, whatever was asked for."""
    if not wanted or not wanted.isprintable() or "\\" in wanted:
        return HOME
    is_ours = wanted.startswith(HOME) or wanted == "/api/docs"
    return wanted if is_ours else HOME


def _refusal(page: str, error: DomainError) -> Response:
    problem = problem_of(error)
    response = HTMLResponse(page, problem.status)
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    return response


async def _texts(request: Request) -> dict[str, str]:
    form = await request.form(max_files=0, max_fields=10)
    return {key: value for key, value in form.items() if isinstance(value, str)}
