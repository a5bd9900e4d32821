"""A chat model that says what it is told to: a server that speaks OpenAI's chat completions."""

import asyncio
import json
from collections.abc import AsyncIterator
from enum import StrEnum
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, StreamingResponse

SILENCE = 3600
"""Seconds."""
AGE = 4_000_000_000_000
"""When a token of the stand-in ends, in milliseconds."""


class Mood(StrEnum):
    """What a model can do to whoever streams its words."""

    WILLING = "willing"
    STALLING = "stalling"
    """Begins, and falls silent."""
    TRUNCATING = "truncating"
    """Begins, and ends without an end."""
    GARBLING = "garbling"
    """JSON that is none."""
    CALLING = "calling"
    """Calls tools without end, and says nothing."""
    DRESSED = "dressed"
    """A page of HTML in place of an answer."""


class ChatModelStandIn:
    """A model's side of the wire, with verbs for its moods."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.heard: list[list[dict[str, Any]]] = []
        """The messages of each request, oldest first."""
        self.keys: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.down = False
        self.is_silent = False
        """Take the question and never answer."""
        self.mood = Mood.WILLING
        self.pause = 0.0
        """Seconds before the first word."""
        self.drip = 0.0
        """Seconds between two words."""
        self._said: list[str] = []
        self._failures: list[int] = []
        self.app.post("/v1/chat/completions")(self._complete)
        self.app.post("/oauth")(self._let_in)

    def says(self, *texts: str) -> None:
        """Answer with these in turn, and with the last one from then on."""
        self._said = list(texts)

    def fails(self, *statuses: int) -> None:
        """Refuse the next requests with these statuses."""
        self._failures = list(statuses)

    async def _let_in(self, request: Request) -> Response:
        if request.headers.get("authorization") != "Basic key-1":
            return JSONResponse({"code": 4, "message": "no"}, 401)
        return JSONResponse({"access_token": "token-1", "expires_at": AGE})

    async def _complete(self, request: Request) -> Response:
        body = await request.json()
        self.keys.append(request.headers.get("authorization", ""))
        self.headers.append(dict(request.headers))
        if self.down:
            return JSONResponse({"error": {"message": "down", "type": "server_error"}}, 503)
        self.heard.append(body["messages"])
        if self.is_silent:
            await asyncio.sleep(SILENCE)
        if self._failures:
            status = self._failures.pop(0)
            return JSONResponse({"error": {"message": "no", "type": "refused"}}, status)
        text = self._said.pop(0) if len(self._said) > 1 else "".join(self._said)
        if body.get("stream"):
            return self._answer_streaming(body["model"], text)
        return JSONResponse(_completion(body["model"], text))

    def _answer_streaming(self, model: str, text: str) -> Response:
        if self.mood is Mood.DRESSED:
            return HTMLResponse("<html><h1>502 Bad Gateway</h1></html>")
        return StreamingResponse(self._stream(model, text), media_type="text/event-stream")

    async def _stream(self, model: str, text: str) -> AsyncIterator[str]:
        if self.mood is Mood.CALLING:
            while True:
                await asyncio.sleep(0.01)
                yield _event(model, {"tool_calls": [_call("list_tariffs")]})
        await asyncio.sleep(self.pause)
        words = text.split(" ")
        for at, word in enumerate(words):
            if at and self.drip:
                await asyncio.sleep(self.drip)
            if at == 2 and self.mood is not Mood.WILLING:
                break
            yield _event(model, {"content": word + " " * (at < len(words) - 1)})
        if self.mood is Mood.STALLING:
            await asyncio.sleep(SILENCE)
        if self.mood is Mood.GARBLING:
            yield 'data: {"choices": [{"delta": {"content"\n\n'
        if self.mood is Mood.WILLING:
            yield _event(model, {}, finish="stop")
            yield _event(model, None, usage={"prompt_tokens": 10, "completion_tokens": len(words)})
            yield "data: [DONE]\n\n"


def _event(
    model: str,
    delta: dict[str, Any] | None,
    *,
    finish: str | None = None,
    usage: dict[str, int] | None = None,
) -> str:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": model,
        "choices": choices,
    }
    if usage is not None:
        chunk["usage"] = usage | {"total_tokens": sum(usage.values())}
    return f"data: {json.dumps(chunk)}\n\n"


def _call(name: str) -> dict[str, Any]:
    return {"index": 0, "id": "call-1", "type": "function", "function": {"name": name}}


def _completion(model: str, text: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 0,
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
