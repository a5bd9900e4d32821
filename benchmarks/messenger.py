"""A Bot API that takes next to nothing itself: what is measured is the bot.

Hands out updates, notes when each chat was answered. Understands what a polling bot asks, and
checks nothing; what checks is `app.standins.telegram`.
"""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import parse_qs

from app.standins.telegram import TOKEN

ANSWERS = {"sendmessage", "editmessagetext"}
PACKET = 100
"""Updates in one answer at most, as with Telegram."""
Body = dict[str, Any]


class Messenger:
    """One bot's API; open it with `serving_messenger`."""

    def __init__(self) -> None:
        self.url = ""
        self.unconfirmed: deque[Body] = deque()
        self.answered: dict[int, list[float]] = {}
        self.handed: dict[int, float] = {}
        """When each chat was given its programme."""
        # A bot remembers numbers for days: they must not come again with a new messenger.
        self._next = time.time_ns() // 1_000_000
        self._changed = asyncio.Event()
        self._me = {"id": int(TOKEN.partition(":")[0]), "is_bot": True, "first_name": "P"}
        self._me |= {"username": "podhod_bot"}

    def say(self, account: int, text: str) -> None:
        self._post("message", self._message(account, text), account)

    def press(self, account: int, data: str) -> None:
        said = self._message(account, "…") | {"from": self._me}
        query = {"id": str(self._next), "chat_instance": "1", "data": data, "message": said}
        self._post("callback_query", query, account)

    async def wait_for_answers(self, accounts: Iterable[int], count: int = 1) -> None:
        for account in accounts:
            while len(self.answered.get(account, ())) < count:
                await self._changed.wait()

    async def wait_for_programmes(self, accounts: Iterable[int]) -> None:
        for account in accounts:
            while account not in self.handed:
                await self._changed.wait()

    async def wait_until_confirmed(self) -> None:
        """Until the bot says that it has kept everything."""
        while self.unconfirmed:
            await self._changed.wait()

    def tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    def _message(self, account: int, text: str) -> Body:
        chat = {"id": account, "type": "private", "first_name": "A"}
        person = {"id": account, "is_bot": False, "first_name": "A"}
        marks = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        found: Body = {"message_id": self._next, "date": int(time.time()), "chat": chat}
        found |= {"from": person, "text": text}
        return found | ({"entities": marks} if text.startswith("/") else {})

    def _post(self, kind: str, content: Body, account: int) -> None:
        person = {"id": account, "is_bot": False, "first_name": "A"}
        self.unconfirmed.append({"update_id": self._next, kind: content | {"from": person}})
        self._next += 1
        self.tell()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection until it is closed."""
        # Whoever is cut off while he waits is gone.
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                await self._exchange(reader, writer)

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
        body = await reader.readexactly(int(fields.get("content-length", 0)))
        method = first.split()[1].rpartition("/")[2].lower()
        if method == "senddocument":
            result = self._take_file(body)
        else:
            given = {key: value[0] for key, value in parse_qs(body.decode()).items()}
            result = await self._do(method, given)
        told = json.dumps({"ok": True, "result": result}).encode()
        about = f"Content-Type: application/json\r\nContent-Length: {len(told)}"
        writer.write(f"HTTP/1.1 200 OK\r\n{about}\r\n\r\n".encode() + told)

    def _take_file(self, body: bytes) -> Body:
        """A file comes in parts; only whose chat it goes to is looked for."""
        found = re.search(rb'name="chat_id"\r\n(?:[^\r]+\r\n)*\r\n(\d+)', body)
        account = int(found[1]) if found else 0
        self.handed.setdefault(account, time.perf_counter())
        self.tell()
        return self._message(account, "…") | {"from": self._me}

    async def _do(self, method: str, given: dict[str, str]) -> Any:
        if method == "getupdates":
            return await self._give(int(given.get("offset", 0)), float(given.get("timeout", 0)))
        if method == "getme":
            return self._me
        if method not in ANSWERS:
            return True
        account = int(given["chat_id"])
        self.answered.setdefault(account, []).append(time.perf_counter())
        if "/p/" in given.get("text", "") + given.get("reply_markup", ""):
            self.handed.setdefault(account, time.perf_counter())
        self.tell()
        return self._message(account, "…") | {"from": self._me}

    async def _give(self, offset: int, seconds: float) -> list[Body]:
        while self.unconfirmed and self.unconfirmed[0]["update_id"] < offset:
            self.unconfirmed.popleft()
        self.tell()
        until = time.monotonic() + seconds
        while not self.unconfirmed and (left := until - time.monotonic()) > 0:
            try:
                await asyncio.wait_for(self._changed.wait(), left)
            except TimeoutError:
                break
        return [self.unconfirmed[n] for n in range(min(PACKET, len(self.unconfirmed)))]


@asynccontextmanager
async def serving_messenger() -> AsyncIterator[Messenger]:
    """It listens for a `with` block."""
    messenger = Messenger()
    server = await asyncio.start_server(messenger.serve, "127.0.0.1", 0)
    messenger.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield messenger
    server.close()
