"""The same bot against a Telegram that somebody else has imagined: mockpost, posting updates.

It tells no secret with its posts and knows no presses: what passes them on here adds both.
"""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI, Request

from app.ears import Ears
from app.gateways.telegram import Telegram
from app.http.telegram import PATH
from app.lanes import Lanes
from app.outside import Outside
from app.runtime import build_runtime
from app.settings import Settings
from bot.build import build_mouth
from tests.serving import free_port

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsawB"
OURS = {"X-MockPost-App": "podhod"}
PORTS = ("HTTP", "SMTP", "FTP", "FTPS", "FTPS_IMPLICIT", "SFTP")


class Stranger:
    """Somebody who talks to the bot through mockpost."""

    def __init__(self, post: httpx.AsyncClient, ears: Ears) -> None:
        self._post, self._ears = post, ears
        self._presses = 10_000_000

    async def say(self, chat: int, text: str) -> None:
        told = {"chat_id": chat, "text": text, "from_user": "Anna"}
        answer = await self._post.post("/telegram/client/sendMessage", json=told, headers=OURS)
        assert answer.json()["webhooks_delivered"]

    async def press(self, chat: int, data: str) -> None:
        person = {"id": chat, "is_bot": False, "first_name": "Anna"}
        about = {"message_id": 1000, "date": 0, "chat": {"id": chat, "type": "private"}}
        query = {"id": "77", "from": person, "chat_instance": "1", "data": data, "message": about}
        self._presses += 1
        await self._ears.receive({"update_id": self._presses, "callback_query": query})

    async def reads(self, chat: int, key: str, beginning: str = "") -> dict[str, Any]:
        """The first call for this chat whose `key` begins so."""
        async with asyncio.timeout(20):
            while True:
                for call in await self._calls(chat):
                    if str(call.get(key, "\0")).startswith(beginning):
                        return call
                await asyncio.sleep(0.05)

    async def _calls(self, chat: int) -> list[dict[str, Any]]:
        kept = (await self._post.get("/api/messages?channel=telegram&limit=500")).json()
        ours = [m for m in kept if m["direction"] == "outbound" and m["recipient"] == str(chat)]
        payloads = [m["raw_payload"] for m in ours]
        return [json.loads(p) if isinstance(p, str) else p for p in payloads]


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """mockpost at work, our bot's token known to it."""
    ports = {f"MOCKPOST_{name}_PORT": str(free_port()) for name in PORTS}
    own = {"PATH": "/usr/bin:/bin", "MOCKPOST_DB_PATH": str(tmp_path / "mockpost.db"), **ports}
    server = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("mockpost")),
        env=own,
        cwd=tmp_path,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{ports['MOCKPOST_HTTP_PORT']}"
    async with httpx.AsyncClient(base_url=url, timeout=20) as http:
        await _until_up(http)
        app = {"name": "podhod", "creds": {"telegram_token": TOKEN}}
        (await http.post("/api/apps", json=app)).raise_for_status()
        yield http
    server.kill()
    await server.wait()


@pytest.fixture
async def stranger(post: httpx.AsyncClient, settings: Settings) -> AsyncIterator[Stranger]:
    secret = type(settings.secret_key)
    told = {
        "telegram_bot_token": secret(TOKEN),
        "telegram_api_url": str(post.base_url.join("/telegram")),
    }
    settings = settings.model_copy(update=told)
    line = Telegram(settings)
    runtime = build_runtime(settings, Outside(channels={"telegram": line}))
    lanes = Lanes(runtime.db, build_mouth(runtime, line))
    key = settings.secret_key.get_secret_value()
    ears = Ears(runtime.db, line, lanes.wake, hook="https://us", secret=key)
    async with asyncio.TaskGroup() as tasks, _passing_on(ears, tasks) as url:
        await line.introduce()
        await line.hang_hook(url, "secret")
        working = tasks.create_task(lanes.run())
        yield Stranger(post, ears)
        working.cancel()
    await line.close()
    await runtime.db.close()


@asynccontextmanager
async def _passing_on(ears: Ears, tasks: asyncio.TaskGroup) -> AsyncIterator[str]:
    """Where mockpost posts updates; the url."""
    api = FastAPI()

    @api.post(PATH)
    async def receive(request: Request) -> None:
        await ears.receive(await request.json())

    # It listens before it serves, so nobody is turned away meanwhile.
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(api, lifespan="off", log_config=None)
    serving = tasks.create_task(uvicorn.Server(config)._serve([listening]))
    yield f"http://127.0.0.1:{listening.getsockname()[1]}{PATH}"
    serving.cancel()


async def _until_up(http: httpx.AsyncClient) -> None:
    async with asyncio.timeout(30):
        while True:
            with suppress(httpx.TransportError):
                if (await http.get("/health")).is_success:
                    return
            await asyncio.sleep(0.05)


async def test_start_a_text_a_button_and_a_document_arrive(stranger: Stranger) -> None:
    await stranger.say(42, "/start")
    await stranger.reads(42, "text", "Здравствуйте, Anna!")

    await stranger.say(42, "Кто победил на выборах?")
    asked = await stranger.reads(42, "text", "Передал тренеру")

    keys = [b for row in asked["reply_markup"]["inline_keyboard"] for b in row]
    await stranger.press(42, next(b["callback_data"] for b in keys if "callback_data" in b))
    await stranger.reads(42, "message_id")

    await stranger.say(42, "/export")
    await stranger.reads(42, "document")
