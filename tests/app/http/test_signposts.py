import httpx
from fastapi import APIRouter, Depends

from app.access import require_api
from app.runtime import Runtime
from app.server import build_server
from tests.app.http.conftest import Visit


async def test_a_wrong_method_is_told_the_right_ones(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.delete("/api/notes")

    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["error"]["code"] == "method_not_allowed"


async def test_two_methods_of_one_path_are_told_apart(visitor: httpx.AsyncClient) -> None:
    shown = await visitor.get("/crm/login")
    posted = await visitor.post("/crm/login", data={"login": "x"})

    assert (shown.status_code, posted.status_code) == (303, 401)


async def test_a_short_way_leads_past_no_guard(runtime: Runtime, visit: Visit) -> None:
    router = APIRouter(dependencies=[Depends(require_api)])

    @router.get("/api/hidden")
    async def hidden() -> None:
        raise AssertionError("a stranger came in")

    answer = await visit(server=build_server(runtime, [router])).get("/api/hidden")

    assert answer.status_code == 401
