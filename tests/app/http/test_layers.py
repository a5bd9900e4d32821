import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from app.limits import Limits, Rate
from app.runtime import Runtime
from app.server import build_server
from tests.app.http.conftest import Visit, build_routes, with_settings

EVIL = {"Origin": "https://evil.example"}
GUEST = {"Origin": "https://studio.example"}
NARROW = Limits(other=Rate(2, 0.1), forms=Rate(1, 0.1))


def forwarded(address: str) -> dict[str, str]:
    return {"X-Forwarded-For": address}


async def test_a_flood_is_told_when_to_come_back(runtime: Runtime, visit: Visit) -> None:
    visitor = visit(server=build_server(runtime, [build_routes()], limits=NARROW))

    answers = [await visitor.get("/api/plain") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 10
    assert answers[-1].json()["error"]["code"] == "too_many_requests"


async def test_a_flood_from_elsewhere_holds_nobody_back(runtime: Runtime, visit: Visit) -> None:
    server = build_server(runtime, [build_routes()], limits=NARROW)
    for _ in range(5):
        await visit("198.51.100.1", server).get("/api/plain")

    answer = await visit("203.0.113.7", server).get("/api/plain")

    assert answer.status_code == 200


async def test_neighbours_in_one_network_are_counted_together(
    runtime: Runtime, visit: Visit
) -> None:
    server = build_server(runtime, [build_routes()], limits=NARROW)
    for host in (1, 2):
        await visit(f"198.51.100.{host}", server).get("/api/plain")

    answer = await visit("198.51.100.3", server).get("/api/plain")

    assert answer.status_code == 429


async def test_visitors_behind_a_trusted_proxy_are_told_apart(
    runtime: Runtime, visit: Visit
) -> None:
    proxy = visit("127.0.0.1", build_server(runtime, [build_routes()], limits=NARROW))
    for _ in range(3):
        await proxy.get("/api/plain", headers=forwarded("198.51.100.1"))

    answer = await proxy.get("/api/plain", headers=forwarded("203.0.113.7"))

    assert answer.status_code == 200


async def test_a_stranger_cannot_forge_where_he_comes_from(runtime: Runtime, visit: Visit) -> None:
    stranger = visit("198.51.100.1", build_server(runtime, [build_routes()], limits=NARROW))

    answers = [
        await stranger.get("/api/plain", headers=forwarded(f"203.0.{n}.1")) for n in range(3)
    ]

    assert answers[-1].status_code == 429


async def test_a_flood_of_all_is_held_back_too(runtime: Runtime, visit: Visit) -> None:
    limits = Limits(all_other=Rate(2, 0.1))
    server = build_server(runtime, [build_routes()], limits=limits)

    answers = [await visit(f"198.51.{n}.1", server).get("/api/plain") for n in range(3)]

    assert answers[-1].status_code == 429


async def test_nobody_is_too_many_for_healthz(runtime: Runtime, visit: Visit) -> None:
    visitor = visit(server=build_server(runtime, limits=NARROW))

    answers = [await visitor.get("/healthz") for _ in range(20)]

    assert {answer.status_code for answer in answers} == {200}


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
async def test_another_site_may_not_call(visitor: httpx.AsyncClient, method: str) -> None:
    answer = await visitor.request(method, "/api/plain", headers=EVIL)

    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


async def test_a_named_site_may_call_without_cookies(runtime: Runtime, visit: Visit) -> None:
    settings = {"widget_origins": ("https://Studio.example/",)}
    visitor = visit(server=build_server(with_settings(runtime, **settings), [build_routes()]))

    answer = await visitor.get("/api/plain", headers=GUEST)

    assert answer.headers["access-control-allow-origin"] == "https://studio.example"
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


async def test_a_named_site_may_ask_first(runtime: Runtime, visit: Visit) -> None:
    settings = {"widget_origins": ("https://studio.example",)}
    visitor = visit(server=build_server(with_settings(runtime, **settings), [build_routes()]))

    answer = await visitor.options(
        "/api/notes", headers={**GUEST, "Access-Control-Request-Method": "POST"}
    )

    assert answer.status_code == 204
    assert "Idempotency-Key" in answer.headers["access-control-allow-headers"]


async def test_our_own_pages_may_call(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/api/plain", headers={"Origin": "http://us"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("words", "environment", "status"),
    [(("null",), "development", 200), (("null",), "production", 403), ((), "development", 403)],
)
async def test_a_page_from_a_file_may_call_only_while_developing(
    runtime: Runtime, visit: Visit, words: tuple[str, ...], environment: str, status: int
) -> None:
    settings = {"widget_origins": words, "environment": environment}
    visitor = visit(server=build_server(with_settings(runtime, **settings), [build_routes()]))

    answer = await visitor.get("/api/plain", headers={"Origin": "null"})

    assert answer.status_code == status


async def test_a_body_too_large_is_not_read(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post("/api/notes", json={"text": "x" * 70_000})

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"


@pytest.mark.parametrize("path", ["/api/notes", "/api/careless"])
async def test_a_body_in_pieces_is_counted_too(visitor: httpx.AsyncClient, path: str) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(70):
            yield b" " * 1024

    answer = await visitor.post(
        path, content=pieces(), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"


async def test_a_body_that_never_ends_is_given_up(runtime: Runtime, visit: Visit) -> None:
    limits = Limits(body_seconds=0.05)
    visitor = visit(server=build_server(runtime, [build_routes()], limits=limits))

    async def drops() -> AsyncIterator[bytes]:
        for _ in range(20):
            await asyncio.sleep(0.01)
            yield b" "

    answer = await visitor.post(
        "/api/notes", content=drops(), headers={"Content-Type": "application/json"}
    )

    assert answer.status_code == 408


async def test_a_stranger_cannot_make_the_dashboard_read_much(visitor: httpx.AsyncClient) -> None:
    page = await visitor.post("/crm/login", content=b"x" * 70_000)
    upload = await visitor.post("/crm/_nicegui/client/x/upload/1", content=b"x" * 70_000)

    assert (page.status_code, upload.status_code) == (413, 401)


async def test_every_response_is_dressed(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/broken", headers={"Accept": "text/html"})
    call = await visitor.get("/api/plain")

    for answer in (page, call):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors" in answer.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert call.headers["cache-control"] == "no-store"


async def test_each_page_has_a_nonce_of_its_own(visitor: httpx.AsyncClient) -> None:
    pages = [await visitor.get("/nowhere", headers={"Accept": "text/html"}) for _ in range(2)]

    policies = [page.headers["content-security-policy"] for page in pages]
    nonces = [policy.split("'nonce-")[1].split("'")[0] for policy in policies]
    assert nonces[0] != nonces[1]
    assert f'nonce="{nonces[0]}"' in pages[0].text


async def test_production_keeps_browsers_on_https(runtime: Runtime, visit: Visit) -> None:
    server = build_server(with_settings(runtime, environment="production"))

    answer = await visit(server=server).get("/healthz")

    assert "strict-transport-security" in answer.headers


async def test_public_answers_set_no_cookie(visitor: httpx.AsyncClient) -> None:
    answers = [await visitor.get(path) for path in ("/api/plain", "/nowhere", "/healthz", "/crm/")]

    assert not [answer for answer in answers if "set-cookie" in answer.headers]


async def test_long_answers_are_compressed_for_those_who_ask(visitor: httpx.AsyncClient) -> None:
    asked = await visitor.get("/nowhere", headers={"Accept": "text/html"})
    plain = await visitor.get(
        "/nowhere", headers={"Accept": "text/html", "Accept-Encoding": "identity"}
    )

    assert asked.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
