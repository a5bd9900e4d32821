import httpx
import pytest

from app.runtime import Runtime
from domain import users
from domain.users import User
from tests.app.http.conftest import PASSWORD

OURS = {"Origin": "http://us"}


async def log_in(browser: httpx.AsyncClient) -> None:
    form = {"login": "anna", "password": PASSWORD}
    await browser.post("/crm/login", data=form, headers=OURS)


async def test_a_script_is_let_in_by_its_token(visitor: httpx.AsyncClient, token: str) -> None:
    bearer = {"Authorization": f"Bearer {token}"}

    read = await visitor.get("/api/secrets", headers=bearer)
    changed = await visitor.post("/api/secrets", headers=bearer)

    assert (read.status_code, changed.status_code) == (200, 200)


@pytest.mark.parametrize("said", ["Bearer nonsense", "Bearer ", "Basic YTpi", "nonsense"])
async def test_anything_else_is_turned_away(visitor: httpx.AsyncClient, said: str) -> None:
    answer = await visitor.get("/api/secrets", headers={"Authorization": said})

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "not_signed_in"
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_revoked_token_opens_nothing(
    visitor: httpx.AsyncClient, runtime: Runtime, token: str
) -> None:
    async with runtime.db.begin() as session:
        kept, _ = await users.check_api_token(session, token)
        await users.revoke_api_token(session, kept.id)

    answer = await visitor.get("/api/secrets", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401


async def test_using_a_token_is_noted(
    visitor: httpx.AsyncClient, runtime: Runtime, token: str
) -> None:
    await visitor.get("/api/secrets", headers={"Authorization": f"Bearer {token}"})

    async with runtime.db.read() as session:
        kept, _ = await users.check_api_token(session, token)
    assert kept.last_used_at is not None


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OURS, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, 403),
    ],
)
async def test_a_session_changes_things_only_from_a_page_of_ours(
    visitor: httpx.AsyncClient, owner: User, headers: dict[str, str], status: int
) -> None:
    await log_in(visitor)

    answer = await visitor.post("/api/secrets", headers=headers)

    assert answer.status_code == status


async def test_the_reference_is_for_those_who_may_call(
    visitor: httpx.AsyncClient, owner: User, token: str
) -> None:
    person = {"Accept": "text/html"}
    stranger = await visitor.get("/api/docs", headers=person)
    script = await visitor.get("/api/openapi.json")
    bearer = await visitor.get("/api/openapi.json", headers={"Authorization": f"Bearer {token}"})
    await log_in(visitor)

    page = await visitor.get("/api/docs", headers=person)

    assert (stranger.status_code, script.status_code) == (303, 401)
    assert "/api/secrets" in bearer.json()["paths"]
    assert "/api/secrets" in page.text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
async def test_the_usual_doors_to_the_reference_are_not_there(
    visitor: httpx.AsyncClient, path: str
) -> None:
    assert (await visitor.get(path)).status_code == 404
