"""A Telegram of our own: the Bot API over HTTP, with people in it who write, press and block.

Opened with `async with`; `url` is then what TELEGRAM_API_URL should be. Its verbs are what people
do (`say`, `press`, `blocks`), `transcript` is what they see.
"""

import asyncio
import secrets
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from app.standins.telegram_rules import Given, Refusal, too_many
from app.standins.telegram_wire import Methods
from app.standins.telegram_world import Person, World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the docs' own example


class TelegramStandIn:
    """One bot, and whoever talks to it."""

    def __init__(self, token: str = TOKEN, username: str = "podhod_test_bot") -> None:
        self.token = token
        self.down = False
        """Answers 502 to everything, as their front does."""
        self.drops_answers = False
        """Does what it is asked, then breaks the line."""
        self.calls: list[tuple[str, Given]] = []
        """What it was asked for and did, in order; the polls left out."""
        self.refusals: list[tuple[str, Given]] = []
        """What it was asked for and did not do."""
        self._hold_back: list[int] = []
        self.world = World(int(token.partition(":")[0]), username)
        self._methods = Methods(self.world)
        self._closing = AsyncExitStack()
        self._port = 0
        self.app = FastAPI(openapi_url=None)
        self.app.api_route("/bot{token}/{method}", methods=["GET", "POST"])(self._answer)
        self.app.get("/file/bot{token}/{path:path}")(self._give_file)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> "TelegramStandIn":
        listening = socket.create_server(("127.0.0.1", self._port))
        # asyncio leaves it out for sockets made so, and every answer would wait 40 ms.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = listening.getsockname()[1]
        config = uvicorn.Config(self.app, lifespan="off", log_config=None, access_log=False)
        server = _Server(config)
        tasks = await self._closing.enter_async_context(asyncio.TaskGroup())
        tasks.create_task(server.serve([listening]))
        pushing = tasks.create_task(self._push())
        self._closing.callback(pushing.cancel)
        self._closing.callback(setattr, server, "force_exit", True)
        self._closing.callback(setattr, server, "should_exit", True)
        self._closing.callback(self.world.close)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._closing.aclose()
        self._closing = AsyncExitStack()

    def person(self, first_name: str = "Anna", **known: Any) -> Person:
        """Somebody new with a Telegram account."""
        return self.world.add_person(first_name, **known)

    def say(self, person: Person, text: str, **more: Any) -> int:
        """`person` writes to the bot; the update's number."""
        return self.world.say(person, text=text, **more)

    def show(self, person: Person, **content: Any) -> int:
        """`person` sends what is no text: `sticker={...}`, `voice={...}`."""
        return self.world.say(person, **content)

    def press(self, person: Person, label: str) -> int:
        """`person` presses the newest button that begins with `label`; LookupError if none does."""
        return self.world.press(person, label)

    def press_data(self, person: Person, data: str) -> int:
        """A press with data of one's own making under the newest message."""
        return self.world.press_data(person, data)

    def blocks(self, person: Person) -> int:
        """`person` shuts the bot out."""
        return self.world.change_member(person, "kicked")

    def unblocks(self, person: Person) -> int:
        return self.world.change_member(person, "member")

    def receive(self, update: Given) -> int:
        """Any other update, but for its number."""
        return self.world.post(update)

    def hold_back(self, seconds: int, times: int = 1) -> None:
        """The next calls are answered 429."""
        self._hold_back += [seconds] * times

    def transcript(self, person: Person) -> list[str]:
        """The talk line by line: `> ` what he sent, `< ` what he got, with its [buttons]."""
        return list(self.world.transcript(person.id))

    def answers(self, person: Person) -> list[str]:
        """Only what the person got, as he reads it."""
        return [line[2:] for line in self.transcript(person) if line.startswith("< ")]

    def commands(self, person: Person) -> list[str]:
        """What his chat's own menu lists."""
        return self._methods.commands_in(person.id)

    async def heard(self, person: Person, count: int = 1, seconds: float = 10) -> list[str]:
        """What the person got, once there are `count` of them."""
        async with asyncio.timeout(seconds):
            while len(self.answers(person)) < count:
                await self.world.wait()
        return self.answers(person)

    async def _answer(self, token: str, method: str, request: Request) -> Response:
        if self.down:
            return Response("<html><h1>502 Bad Gateway</h1></html>", 502)
        given = await _read(request)
        try:
            result = await self._do(token, method, given)
        except Refusal as e:
            told = {"ok": False, "error_code": e.status, "description": e.description}
            if e.parameters:
                told["parameters"] = e.parameters
            return JSONResponse(told, e.status)
        if self.drops_answers and method != "getUpdates":
            return Response(b"{", headers={"content-length": "500"})
        return JSONResponse({"ok": True, "result": result})

    async def _do(self, token: str, method: str, given: Given) -> Any:
        if not secrets.compare_digest(token, self.token):
            raise Refusal(401, "Unauthorized")
        if method.lower() == "getupdates":
            return await self.world.get_updates(given)
        if self._hold_back:
            raise too_many(self._hold_back.pop(0))
        try:
            result = self._methods.call(method, given)
        except Refusal:
            self.refusals.append((method, given))
            raise
        self.calls.append((method, given))
        return result

    async def _give_file(self, token: str, path: str) -> Response:
        if token != self.token or path not in self.world.files:
            return Response(status_code=404)
        return Response(self.world.files[path])

    async def _push(self) -> None:
        """Carry updates to the webhook, one after the other, each until it is taken."""
        async with httpx.AsyncClient(timeout=10) as http:
            while True:
                update = self.world.next_to_push()
                if update is None or not await self._push_one(http, update):
                    await self.world.wait(0.2)

    async def _push_one(self, http: httpx.AsyncClient, update: Given) -> bool:
        hook = self.world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.get("secret_token", "")}
        try:
            response = await http.post(hook["url"], json=update, headers=headers)
        except httpx.HTTPError:
            return False
        if response.is_success:
            self.world.confirm(update["update_id"] + 1)
        return response.is_success


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The process's signals are not ours."""
        yield


async def _read(request: Request) -> Given:
    if request.headers.get("content-type", "").startswith("application/json"):
        given: Given = await request.json()
        return given
    fields: Given = dict((await request.form()).multi_items())
    for key, value in fields.items():
        if isinstance(value, UploadFile):
            fields[key] = await value.read()
    return {**request.query_params, **fields}
