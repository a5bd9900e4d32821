"""A chat model that says what it is told to: a server that speaks OpenAI's chat completions."""

import asyncio
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

SILENCE = 3600
"""Seconds."""


class ChatModelStandIn:
    """A model's side of the wire, with verbs for its moods."""

    def __init__(self) -> None:
        self.app = FastAPI()
        self.heard: list[list[dict[str, Any]]] = []
        """The messages of each request, oldest first."""
        self.keys: list[str] = []
        self.down = False
        self.is_silent = False
        """Take the question and never answer."""
        self._said: list[str] = []
        self._failures: list[int] = []
        self.app.post("/v1/chat/completions")(self._complete)

    def says(self, *texts: str) -> None:
        """Answer with these in turn, and with the last one from then on."""
        self._said = list(texts)

    def fails(self, *statuses: int) -> None:
        """Refuse the next requests with these statuses."""
        self._failures = list(statuses)

    async def _complete(self, request: Request) -> JSONResponse:
        body = await request.json()
        self.keys.append(request.headers.get("authorization", ""))
        if self.down:
            return JSONResponse({"error": {"message": "down", "type": "server_error"}}, 503)
        self.heard.append(body["messages"])
        if self.is_silent:
            await asyncio.sleep(SILENCE)
        if self._failures:
            status = self._failures.pop(0)
            return JSONResponse({"error": {"message": "no", "type": "refused"}}, status)
        text = self._said.pop(0) if len(self._said) > 1 else "".join(self._said)
        return JSONResponse(_completion(body["model"], text))


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
