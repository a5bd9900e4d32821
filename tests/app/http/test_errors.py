import httpx
import pytest
from fastapi import Request
from loguru import logger
from sqlalchemy.exc import OperationalError
from starlette.responses import HTMLResponse, Response

from app.http.errors import Problem, problem_of
from app.runtime import Runtime
from app.server import build_server
from tests.app.http.conftest import Visit, build_routes


async def test_a_script_reads_what_was_not_found(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/missing")

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"
    assert "Не нашли" in answer.json()["error"]["message"]


async def test_each_refused_field_has_its_sentence(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/refused")

    assert answer.status_code == 422
    assert "+7 999" in answer.json()["error"]["fields"]["phone"]


async def test_a_body_that_is_no_json_is_malformed(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(
        "/api/notes", content=b"{oops", headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == "malformed"


@pytest.mark.parametrize("body", [b"[" * 20_000, b'"\xff"', b"[1]", b"\x00"])
async def test_a_strange_body_is_malformed_too(visitor: httpx.AsyncClient, body: bytes) -> None:
    answer = await visitor.post(
        "/api/notes", content=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 400


async def test_every_wrong_field_of_a_body_is_named(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(
        "/api/notes", json={"text": "x" * 11, "count": "one", "admin": True}
    )

    assert answer.status_code == 422
    assert answer.json()["error"]["fields"] == {
        "text": "Слишком длинно.",
        "count": "Здесь ждали другое значение.",
        "admin": "Такого поля нет.",
    }


async def test_a_provider_who_is_away_makes_the_asker_wait(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/away")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1


async def test_what_nobody_foresaw_has_an_id_that_the_log_has_too(
    visitor: httpx.AsyncClient,
) -> None:
    lines: list[str] = []
    sink = logger.add(lines.append)

    answer = await visitor.get("/api/broken")

    logger.remove(sink)
    assert answer.status_code == 500
    assert "recipe" not in answer.text
    assert answer.json()["error"]["id"] in "".join(lines)


async def test_a_person_sees_a_page_and_never_a_traceback(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/broken", headers={"Accept": "text/html"})

    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith("text/html")
    assert "У нас сломалось" in answer.text
    assert "recipe" not in answer.text
    assert "nonce-" in answer.headers["content-security-policy"]


async def test_an_unknown_page_is_a_plain_404(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/wp-login.php", headers={"Accept": "text/html"})
    call = await visitor.get("/api/wp-login.php")

    assert (page.status_code, call.status_code) == (404, 404)
    assert "Такой страницы нет" in page.text
    assert call.json()["error"]["code"] == "not_found"


async def test_the_sites_own_look_may_draw_the_page(runtime: Runtime, visit: Visit) -> None:
    async def draw(request: Request, problem: Problem) -> Response:
        return HTMLResponse(f"ours: {problem.status}", problem.status)

    server = build_server(runtime, [build_routes()], draw_error=draw)

    answer = await visit(server=server).get("/nowhere", headers={"Accept": "text/html"})

    assert (answer.status_code, answer.text) == (404, "ours: 404")


async def test_a_look_that_fails_leaves_the_plain_page(runtime: Runtime, visit: Visit) -> None:
    async def draw(request: Request, problem: Problem) -> Response:
        raise RuntimeError("the database is away")

    server = build_server(runtime, [build_routes()], draw_error=draw)

    answer = await visit(server=server).get("/nowhere", headers={"Accept": "text/html"})

    assert "Такой страницы нет" in answer.text


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("INSERT", {}, Exception("database is locked")),
        OperationalError("INSERT", {}, Exception("database or disk is full")),
        OSError(28, "No space left on device"),
        ConnectionRefusedError(),
    ],
    ids=repr,
)
def test_a_database_in_trouble_may_do_better_soon(error: Exception) -> None:
    assert (problem_of(error).status, problem_of(error).retry_after) == (503, 2)
