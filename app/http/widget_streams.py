"""What the chat is told piece by piece: an answer as it comes, and what the trainer writes.

Server-sent events; which of them there are says docs/API.md.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from fastapi.responses import StreamingResponse
from loguru import logger as log

from app.http.errors import problem_of
from app.runtime import Runtime
from app.words import widget as words
from domain import talks
from domain.agent.answering import Reply
from domain.talks import Source, TalkAnswered, TalkLine

EVENT_STREAM = "text/event-stream"
HEARTBEAT = 20.0
"""Seconds; proxies cut what is silent for a minute, and a missed hint is healed here too."""


class Event(NamedTuple):
    name: str
    data: Mapping[str, Any]


def as_json(line: TalkLine | Reply) -> dict[str, Any]:
    """A line as the chat shows it; a kept one says when, and which message it is or answers."""
    told: dict[str, Any] = {
        "id": str(line.id),
        "source": line.source.value,
        "text": words.SAID.get(line.text, line.text),
        "suggestions": list(line.suggestions),
    }
    if isinstance(line, Reply) and line.contact:
        told["contact"] = dict(line.contact)
    if isinstance(line, TalkLine):
        told["at"] = line.created_at.isoformat()
        told["client_message_id"] = line.client_message_id
    return told


def stream(events: AsyncIterator[Event]) -> StreamingResponse:
    """Events over the wire, not held back by a proxy; a fault is an event too."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_written(events), media_type=EVENT_STREAM, headers=headers)


async def _written(events: AsyncIterator[Event]) -> AsyncIterator[bytes]:
    try:
        async for event in events:
            yield _as_bytes(event)
    except Exception as e:  # noqa: BLE001 - the head is sent already: only an event can tell of it
        found = problem_of(e)
        log.opt(exception=e if found.status == 500 else None).error(
            "a chat's stream ended: {!r}", e
        )
        yield _as_bytes(Event("error", {"code": found.code, "message": found.message}))


def _as_bytes(event: Event) -> bytes:
    if not event.name:
        return b": still here\n\n"
    data = json.dumps(event.data, ensure_ascii=False)
    return f"event: {event.name}\ndata: {data}\n\n".encode()


class Listening:
    """One open page that hears what the trainer writes in its talk."""

    def __init__(self, runtime: Runtime, talk_id: UUID, after: UUID | None) -> None:
        self._runtime, self._talk_id, self._after = runtime, talk_id, after
        self._hint = asyncio.Event()

    async def events(self) -> AsyncGenerator[Event, None]:
        """`message` for each line of the trainer's, for as long as the page is open."""
        end = self._runtime.live.on(TalkAnswered, then=self._wake)
        try:
            yield Event("", {})
            while True:
                for line in await self._news():
                    yield Event("message", as_json(line))
                if not await self._is_hinted():
                    yield Event("", {})
        finally:
            end()

    async def _news(self) -> list[TalkLine]:
        self._hint.clear()
        async with self._runtime.db.read() as session:
            lines = await talks.read_lines(session, self._talk_id, self._after)
        if lines:
            self._after = lines[-1].id
        return [line for line in lines if line.source is Source.OPERATOR]

    async def _is_hinted(self) -> bool:
        try:
            async with asyncio.timeout(HEARTBEAT):
                await self._hint.wait()
        except TimeoutError:
            return False
        return True

    async def _wake(self) -> None:
        self._hint.set()
