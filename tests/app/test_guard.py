"""The guard in front of a real NiceGUI, over real sockets."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import websockets
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.house.sources import ROOT
from tests.serving import free_port

LOGIN = {"login": "anna", "password": "three plain words"}
SOCKET = "/crm/_nicegui_ws/socket.io/?EIO=4&transport=websocket&client_id=x"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a live server."""
    port = free_port()
    folder = tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "tests.app.guarded_server", str(folder), str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    _await_port(url)
    yield url
    process.terminate()
    process.wait(10)


def _await_port(url: str) -> None:
    for _ in range(400):
        try:
            httpx.get(f"{url}/healthz")
        except httpx.TransportError:
            time.sleep(0.1)  # noqa: TID251 - another process is waited for
        else:
            return
    raise TimeoutError(url)


@pytest.fixture
async def stranger(base: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=base) as client:
        yield client


@pytest.fixture
async def anna(base: str) -> AsyncIterator[httpx.AsyncClient]:
    """Her browser, logged in."""
    async with httpx.AsyncClient(base_url=base, headers={"Origin": base}) as client:
        assert (await client.post("/crm/login", data=LOGIN)).status_code == 303
        yield client


def cookie(browser: httpx.AsyncClient) -> dict[str, str]:
    return {"Cookie": f"podhod_session={browser.cookies['podhod_session']}"}


async def knock(base: str, headers: dict[str, str], origin: str | None) -> int:
    """The status a websocket is answered with; 101 when it is opened."""
    url = base.replace("http", "ws", 1) + SOCKET
    sent = headers | ({"Origin": origin} if origin else {})
    try:
        async with websockets.connect(url, additional_headers=sent, open_timeout=5):
            return 101
    except InvalidStatus as e:
        return e.response.status_code


async def read_to_the_end(live: ClientConnection) -> None:
    async with asyncio.timeout(5):
        while True:
            await live.recv()


async def alive(browser: httpx.AsyncClient) -> int:
    """How many NiceGUI clients the server keeps."""
    return int((await browser.get("/api/clients-alive")).json()["alive"])


async def test_a_strangers_thousand_knocks_make_no_client(stranger: httpx.AsyncClient) -> None:
    before = await alive(stranger)
    paths = ("/crm/", "/crm/nowhere", "/crm/broken", "/crm/wp-login.php", "/crm")

    answers = [await stranger.get(path) for path in paths for _ in range(20)]

    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["location"].split("?")[0] for answer in answers} == {"/crm/login"}
    assert not [answer for answer in answers if "set-cookie" in answer.headers]
    assert await alive(stranger) == before


async def test_a_page_is_drawn_for_whoever_has_logged_in(anna: httpx.AsyncClient) -> None:
    page = await anna.get("/crm/")

    assert page.status_code == 200
    assert "createApp" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_niceguis_own_files_are_open_and_cached(
    anna: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    page = await anna.get("/crm/")
    file = page.text.split('src="/crm/_nicegui/')[1].split('"')[0]

    answer = await stranger.get(f"/crm/_nicegui/{file}")

    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/crm/_nicegui/client/x/upload/1",
        "/crm/_nicegui/auto/media/x/photo.jpg",
        "/crm/_nicegui/../",
        "/crm/_nicegui/3.18.0/../../",
    ],
)
async def test_what_belongs_to_somebodys_page_is_closed(base: str, path: str) -> None:
    # A raw request, because clients tidy such paths up.
    with socket.create_connection(("127.0.0.1", int(base.rpartition(":")[2]))) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        status = int(raw.recv(64).split()[1])

    assert status in {401, 303}


@pytest.mark.parametrize("path", ["/crm/nowhere", "/crm/broken"])
async def test_error_pages_are_plain_and_make_no_client_that_stays(
    anna: httpx.AsyncClient, path: str
) -> None:
    answer = await anna.get(path, headers={"Accept": "text/html"})

    assert answer.status_code in {404, 500}
    assert "createApp" not in answer.text
    assert "recipe" not in answer.text


async def test_a_socket_needs_a_session_and_a_page_of_ours(
    base: str, anna: httpx.AsyncClient
) -> None:
    signed = cookie(anna)

    assert await knock(base, signed, base) == 101
    assert await knock(base, {}, base) == 403
    assert await knock(base, {"Cookie": "podhod_session=nonsense"}, base) == 403
    assert await knock(base, signed, "https://evil.example") == 403
    assert await knock(base, signed, "null") == 403
    assert await knock(base, signed, None) == 403


async def test_polling_is_guarded_too(stranger: httpx.AsyncClient, anna: httpx.AsyncClient) -> None:
    path = "/crm/_nicegui_ws/socket.io/?EIO=4&transport=polling"
    opened = await anna.get(path)
    sid = opened.text.split('"sid":"')[1].split('"')[0]

    spied = await stranger.get(f"{path}&sid={sid}")
    forged = await anna.post(
        f"{path}&sid={sid}", content="40", headers={"Origin": "https://evil.example"}
    )

    assert (opened.status_code, spied.status_code, forged.status_code) == (200, 401, 403)


async def test_logging_out_closes_the_open_sockets(base: str, anna: httpx.AsyncClient) -> None:
    url = base.replace("http", "ws", 1) + SOCKET
    signed = cookie(anna) | {"Origin": base}
    async with websockets.connect(url, additional_headers=signed) as live:
        await live.recv()

        await anna.post("/crm/logout")

        with pytest.raises(ConnectionClosed):
            await read_to_the_end(live)


async def test_logging_out_lets_the_pages_go(anna: httpx.AsyncClient) -> None:
    before = await alive(anna)
    await anna.get("/crm/")
    drawn = await alive(anna)

    await anna.post("/crm/logout")

    left = drawn
    for _ in range(30):
        time.sleep(0.1)  # noqa: ASYNC251, TID251 - another process is waited for
        left = await alive(anna)
        if left <= before:
            break
    assert (drawn, left) == (before + 1, before)


async def test_an_upload_is_bounded_on_the_server(anna: httpx.AsyncClient) -> None:
    page = await anna.get("/crm/")
    path = page.text.split("/_nicegui/client/")[1].split('"')[0]
    url = f"/crm/_nicegui/client/{path}"

    small = await anna.post(url, files={"file": b"x" * 100_000})
    large = await anna.post(url, files={"file": b"x" * 11_000_000})

    assert small.status_code == 200
    assert large.status_code == 413


async def test_an_upload_in_pieces_is_bounded_too(anna: httpx.AsyncClient) -> None:
    page = await anna.get("/crm/")
    path = page.text.split("/_nicegui/client/")[1].split('"')[0]
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'

    async def pieces() -> AsyncIterator[bytes]:
        yield head
        for _ in range(110):
            yield b"x" * 100_000

    answer = await anna.post(
        f"/crm/_nicegui/client/{path}",
        content=pieces(),
        headers={"Content-Type": "multipart/form-data; boundary=b"},
    )

    assert answer.status_code == 413


async def test_ten_megabytes_in_pieces_are_refused_and_not_kept(
    stranger: httpx.AsyncClient,
) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 100_000

    answer = await stranger.post("/api/notes", content=pieces())

    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"


async def test_a_declared_ten_megabytes_are_refused(stranger: httpx.AsyncClient) -> None:
    answer = await stranger.post("/api/notes", content=b"x" * 10_000_000)

    assert answer.status_code == 413


async def test_a_storm_of_wrong_passwords_leaves_health_fast(base: str) -> None:
    async with httpx.AsyncClient(base_url=base) as watcher, asyncio.TaskGroup() as tasks:
        guessers = [tasks.create_task(guess(base, range(n, n + 25))) for n in range(0, 200, 25)]
        times = sorted([await time_health(watcher) for _ in range(40)])

    answers = {status for task in guessers for status in task.result()}
    assert answers <= {401, 429}
    assert times[len(times) // 2] < 0.2


async def guess(base: str, networks: range) -> set[int]:
    """The answers to a wrong password from each of the networks."""
    answers = set()
    async with httpx.AsyncClient(base_url=base, timeout=30) as browser:
        for n in networks:
            place = {"X-Forwarded-For": f"198.{n // 250}.{n % 250}.1"}
            form = {"login": "anna", "password": f"wrong {n}"}
            answer = await browser.post("/crm/login", data=form, headers=place)
            answers.add(answer.status_code)
    return answers


async def time_health(watcher: httpx.AsyncClient) -> float:
    begun = time.perf_counter()
    assert (await watcher.get("/healthz")).status_code == 200
    taken = time.perf_counter() - begun
    await asyncio.sleep(0.02)
    return taken
