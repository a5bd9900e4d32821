import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from app.http.login import safe_next
from app.runtime import Runtime
from app.server import build_server
from domain import users
from domain.users import Role, User
from tests.app.http.conftest import PASSWORD, Visit, with_settings

OURS = {"Origin": "http://us"}
WRONG = {"login": "anna", "password": "not it at all"}
RIGHT = {"login": " ANNA ", "password": PASSWORD}


async def log_in(browser: httpx.AsyncClient, form: dict[str, str]) -> httpx.Response:
    return await browser.post("/crm/login", data=form, headers=OURS)


async def test_a_stranger_is_shown_the_login_page(visitor: httpx.AsyncClient, owner: User) -> None:
    turned = await visitor.get("/crm/clients?page=2")
    page = await visitor.get(turned.headers["location"])

    assert turned.status_code == 303
    assert page.status_code == 200
    assert 'value="/crm/clients?page=2"' in page.text
    assert "no-store" in page.headers["cache-control"]


async def test_the_right_password_opens_the_page_that_was_wanted(
    visitor: httpx.AsyncClient, owner: User
) -> None:
    answer = await log_in(visitor, {**RIGHT, "next": "/crm/clients?page=2"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/crm/clients?page=2")
    cookie = answer.headers.get_list("set-cookie")[0]
    assert cookie.startswith("podhod_session=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize("login", ["anna", "nobody"])
async def test_a_wrong_password_tells_nothing_of_the_login(
    visitor: httpx.AsyncClient, owner: User, login: str
) -> None:
    answer = await log_in(visitor, {"login": login, "password": "not it at all"})

    assert answer.status_code == 401
    assert "Логин или пароль не подошёл." in answer.text
    assert "set-cookie" not in answer.headers


async def test_the_sixth_wrong_password_waits(visitor: httpx.AsyncClient, owner: User) -> None:
    answers = [await log_in(visitor, WRONG) for _ in range(6)]

    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) > 0


async def test_a_strangers_tries_do_not_lock_the_owner_out(visit: Visit, owner: User) -> None:
    stranger, home = visit("198.51.100.1"), visit("203.0.113.7")
    for _ in range(20):
        await log_in(stranger, WRONG)

    answer = await log_in(home, RIGHT)

    assert answer.status_code == 303


async def test_a_browser_that_was_here_is_counted_apart_from_its_network(
    visit: Visit, owner: User
) -> None:
    stranger, home = visit("203.0.113.1"), visit("203.0.113.7")
    await log_in(home, RIGHT)
    await home.post("/crm/logout", headers=OURS)
    for _ in range(20):
        await log_in(stranger, WRONG)

    refused = await log_in(visit("203.0.113.9"), RIGHT)
    answer = await log_in(home, RIGHT)

    assert refused.status_code == 429
    assert answer.status_code == 303


async def test_logging_out_ends_the_session_and_not_only_the_cookie(
    visitor: httpx.AsyncClient, visit: Visit, owner: User
) -> None:
    await log_in(visitor, RIGHT)
    stolen = {"Cookie": f"podhod_session={visitor.cookies['podhod_session']}"}
    before = await visit().get("/api/secrets", headers=stolen)

    await visitor.post("/crm/logout", headers=OURS)

    after = await visit().get("/api/secrets", headers=stolen)
    assert (before.status_code, after.status_code) == (200, 401)


async def test_logging_in_again_makes_another_session(
    visitor: httpx.AsyncClient, runtime: Runtime, owner: User
) -> None:
    await log_in(visitor, RIGHT)
    first = visitor.cookies["podhod_session"]
    await log_in(visitor, RIGHT)

    async with runtime.db.read() as session:
        kept = await users.list_sessions(session, owner.id)
    assert visitor.cookies["podhod_session"] != first
    assert len(kept) == 1


@pytest.mark.parametrize("path", ["/crm/login", "/crm/logout", "/crm/setup"])
async def test_another_site_cannot_post_our_forms(
    visitor: httpx.AsyncClient, owner: User, path: str
) -> None:
    answer = await visitor.post(path, data=RIGHT, headers={"Origin": "https://evil.example"})

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/crm/", "//evil.example", "/\\evil.example", "/crm/\r\nx", "/", None],
)
def test_nobody_is_sent_elsewhere_after_logging_in(wanted: str | None) -> None:
    assert safe_next(wanted) == "/crm/"


async def test_the_first_owner_comes_in_by_the_code(
    api: FastAPI, visitor: httpx.AsyncClient
) -> None:
    await api.state.first_run.prepare()
    form = {"login": "Anna", "password": PASSWORD, "again": PASSWORD}
    wrong = await visitor.post("/crm/setup", data={**form, "code": "AAAAA-AAAAA"}, headers=OURS)
    code = api.state.first_run.code.lower()

    right = await visitor.post("/crm/setup", data={**form, "code": code}, headers=OURS)

    assert wrong.status_code == 422
    assert "Код не подходит" in wrong.text
    assert (right.status_code, right.headers["location"]) == (303, "/crm/")
    assert (await visitor.get("/api/secrets")).status_code == 200


async def test_the_first_run_page_is_gone_once_there_is_an_owner(
    api: FastAPI, visitor: httpx.AsyncClient, owner: User
) -> None:
    await api.state.first_run.prepare()

    shown = await visitor.get("/crm/setup")
    posted = await visitor.post("/crm/setup", data={"code": ""}, headers=OURS)

    assert (shown.status_code, posted.status_code) == (404, 404)
    assert api.state.first_run.code == ""


async def test_without_an_owner_everybody_is_sent_to_the_first_run(
    visitor: httpx.AsyncClient,
) -> None:
    answer = await visitor.get("/crm/login")

    assert (answer.status_code, answer.headers["location"]) == (303, "/crm/setup")


async def test_the_settings_may_name_the_owner(runtime: Runtime, visit: Visit) -> None:
    named = {"owner_login": "Anna", "owner_password": SecretStr(PASSWORD)}
    server = build_server(with_settings(runtime, **named))

    await server.state.first_run.prepare()
    await server.state.first_run.prepare()

    answer = await log_in(visit(server=server), RIGHT)
    async with runtime.db.read() as session:
        everybody = await users.list_users(session)
    assert answer.status_code == 303
    assert [(user.login, user.role) for user in everybody] == [("anna", Role.OWNER)]


async def test_a_dismissed_user_is_out_at_once(
    visitor: httpx.AsyncClient, runtime: Runtime, owner: User
) -> None:
    await log_in(visitor, RIGHT)
    async with runtime.db.begin() as session:
        await users.add_user(session, "other", owner.password_hash)
        await users.dismiss_user(session, owner.id)

    seen = await visitor.get("/api/secrets")
    again = await log_in(visitor, RIGHT)

    assert (seen.status_code, again.status_code) == (401, 401)
