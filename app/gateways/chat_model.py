"""Chat models through litellm: YandexGPT, OpenAI, ProxyAPI, GigaChat, and others.

litellm takes seconds and 170 MB to import, so it comes in a thread at the first call. Deadlines are
ours: its own retries are off, and what the chain of models may take in all is one number.
"""

import asyncio
import importlib
import os
import ssl
import time
from collections.abc import AsyncIterator, Sequence
from functools import cache
from typing import Any

import certifi
import httpx

from app.model_addresses import ModelAddress, Spelt, spell
from app.sber_tokens import SberTokens
from domain.agent.ports import Turn, Usage
from domain.errors import GatewayError, GatewayRefused, GatewayUnavailable

__all__ = ["ChatModel", "ModelAddress", "load_litellm"]

PASSING = frozenset({408, 409, 425, 429})
"""Client errors of HTTP that another try may mend."""
CONNECT, FIRST, IDLE = 3.0, 8.0, 5.0
"""Seconds: to be let in, to the first word, and between two of them."""
LONGEST = 500
"""Tokens of an answer in a talk."""
CONNECTIONS = httpx.Limits(max_connections=400, max_keepalive_connections=20)


class ChatModel:
    """The models of an address; a `domain.programmes.voices.Writer` and a `Talker`."""

    def __init__(
        self,
        address: ModelAddress,
        *,
        first: float = FIRST,
        idle: float = IDLE,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._address, self._first, self._idle = address, first, idle
        self._trust = trust
        self._clients: dict[str, Any] = {}
        self._http: httpx.AsyncClient | None = None
        self._sber: SberTokens | None = None

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()
        self._http, self._sber = None, None
        self._clients.clear()

    async def write(self, system: str, prompt: str) -> str:
        messages = [
            {"role": "system", "content": system},
            {"role": "user", "content": prompt},
        ]
        # The first call waits for the import; that is no fault of a model.
        litellm = await asyncio.to_thread(load_litellm)
        try:
            async with asyncio.timeout(self._address.timeout):
                return await self._ask_in_turn(litellm, messages)
        except TimeoutError as e:
            raise GatewayUnavailable(f"model: no answer in {self._address.timeout} s") from e

    async def talk(self, turns: Sequence[Turn]) -> AsyncIterator[str | Usage]:
        """The answer word by word; one that has begun is never begun again by another model."""
        litellm = await asyncio.to_thread(load_litellm)
        ends = time.monotonic() + self._address.timeout
        messages = [{"role": turn.role, "content": turn.text} for turn in turns]
        failed: GatewayError = GatewayRefused("model: none is set")
        for model in self._address.models:
            has_begun = False
            try:
                async for piece in self._stream(litellm, model, messages, ends):
                    has_begun = True
                    yield piece
                return
            except GatewayError as e:
                if has_begun:
                    raise
                failed = e
        raise failed

    async def _stream(
        self, litellm: Any, model: str, messages: list[dict[str, str]], ends: float
    ) -> AsyncIterator[str | Usage]:
        wait = min(self._first, ends - time.monotonic())
        begins = time.monotonic() + wait
        stream = await _in_time(wait, self._begin(litellm, model, messages))
        usage, has_spoken = None, False
        try:
            while True:
                until = min(ends, time.monotonic() + self._idle) if has_spoken else begins
                chunk = await _in_time(until - time.monotonic(), anext(stream, None))
                if chunk is None:
                    break
                usage = getattr(chunk, "usage", None) or usage
                if text := _text_of(chunk):
                    has_spoken = True
                    yield text
        finally:
            await _hang_up(stream)
        # litellm ends a cut stream by itself as if all were well.
        if stream.received_finish_reason is None or not has_spoken:
            raise GatewayUnavailable(f"model: {model} broke off")
        yield _usage(model, usage)

    async def _begin(self, litellm: Any, model: str, messages: list[dict[str, str]]) -> Any:
        return await litellm.acompletion(
            **await self._calling(model),
            messages=messages,
            stream=True,
            stream_options={"include_usage": True},
            max_tokens=LONGEST,
        )

    async def _ask_in_turn(self, litellm: Any, messages: list[dict[str, str]]) -> str:
        failed: GatewayError = GatewayRefused("model: none is set")
        for model in self._address.models:
            try:
                return await self._ask(litellm, model, messages)
            except GatewayError as e:
                failed = e
        raise failed

    async def _ask(self, litellm: Any, model: str, messages: list[dict[str, str]]) -> str:
        try:
            answer = await litellm.acompletion(**await self._calling(model), messages=messages)
        except GatewayError:
            raise
        except Exception as e:
            raise _translated(e) from e
        text = answer.choices[0].message.content
        if not text:
            raise GatewayUnavailable(f"model: {model} said nothing")
        return str(text)

    async def _calling(self, model: str) -> dict[str, Any]:
        """What litellm is told of one model, of OpenAI's form a client that is ours."""
        address, spelt = self._address, spell(self._address, model)
        told = {
            "model": spelt.model,
            "timeout": address.timeout,
            "num_retries": 0,
            "max_retries": 0,
            "temperature": address.temperature,
        }
        key = await self._token() if spelt.needs_token else address.api_key
        if not spelt.model.startswith("openai/"):
            return told | {"api_key": key, "api_base": spelt.base}
        return told | {"client": self._client(spelt, key), "extra_headers": dict(spelt.headers)}

    async def _token(self) -> str:
        address = self._address
        self._sber = self._sber or SberTokens(
            self._open_http(), address.sber_door, address.sber_scope
        )
        return await self._sber.get(address.api_key or "")

    def _client(self, spelt: Spelt, key: str | None) -> Any:
        """One per address, so that connections are kept; certificates are checked by our trust."""
        base = spelt.base or ""
        if base not in self._clients:
            openai: Any = importlib.import_module("openai")
            self._clients[base] = openai.AsyncOpenAI(
                api_key=key or "none",
                base_url=spelt.base,
                http_client=self._open_http(),
                max_retries=0,
            )
        self._clients[base].api_key = key or "none"
        return self._clients[base]

    def _open_http(self) -> httpx.AsyncClient:
        if self._http is None:
            trust = self._trust or ssl.create_default_context(cafile=certifi.where())
            timeout = httpx.Timeout(self._address.timeout, connect=CONNECT)
            self._http = httpx.AsyncClient(verify=trust, timeout=timeout, limits=CONNECTIONS)
        return self._http


async def _in_time(seconds: float, waited: Any) -> Any:
    """What is waited for, or an error of ours in place of any of litellm's."""
    try:
        async with asyncio.timeout(max(seconds, 0)):
            return await waited
    except TimeoutError as e:
        raise GatewayUnavailable("model: fell silent") from e
    except GatewayError:
        raise
    except Exception as e:
        raise _translated(e) from e


async def _hang_up(stream: Any) -> None:
    """Close the connection: a model that is not listened to any more must not go on."""
    response = getattr(stream, "completion_stream", None)
    close = getattr(response, "close", None) or getattr(response, "aclose", None)
    if close is not None:
        await close()


def _text_of(chunk: Any) -> str:
    return str(chunk.choices[0].delta.content or "") if chunk.choices else ""


def _usage(model: str, usage: Any) -> Usage:
    prompt = getattr(usage, "prompt_tokens", None) or 0
    return Usage(model, prompt, getattr(usage, "completion_tokens", None) or 0)


def _translated(error: Exception) -> GatewayError:
    status = getattr(error, "status_code", None)
    is_final = isinstance(status, int) and 400 <= status < 500 and status not in PASSING
    # The text of a provider's error may repeat what it was sent; its name says enough.
    return (GatewayRefused if is_final else GatewayUnavailable)(
        f"model: {type(error).__name__} {status}"
    )


@cache
def load_litellm() -> Any:
    """litellm, quiet and from this machine only: its price list would come from the network."""
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # noqa: TID251 - read at import
    os.environ.setdefault("LITELLM_LOG", "ERROR")  # noqa: TID251 - read at import
    # By name: mypy would read its 130 MB of code otherwise.
    litellm: Any = importlib.import_module("litellm")
    litellm.suppress_debug_info = True
    litellm.turn_off_message_logging = True
    litellm.drop_params = True
    litellm.callbacks = []
    return litellm
