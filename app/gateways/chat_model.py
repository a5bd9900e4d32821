"""Chat models through litellm: YandexGPT, OpenAI, ProxyAPI, GigaChat, and others.

litellm takes seconds and 170 MB to import, so it comes in a thread at the first call. Deadlines are
ours: its own retries are off, and what the chain of models may take in all is one number.
"""

import asyncio
import importlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from domain.errors import GatewayError, GatewayRefused, GatewayUnavailable

PASSING = frozenset({408, 409, 425, 429})
"""Client errors of HTTP that another try may mend."""


@dataclass(frozen=True, kw_only=True)
class ModelAddress:
    """Which models, in the order they are asked, and where."""

    models: Sequence[str]
    """litellm's names: "openai/gpt-4o-mini"."""
    api_key: str | None = None
    api_base: str | None = None
    timeout: float = 20
    """Seconds for an answer in all, whichever model gives it."""


class ChatModel:
    """The models of an address; implements `domain.programmes.voices.Writer`."""

    def __init__(self, address: ModelAddress) -> None:
        self._address = address

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
            answer = await litellm.acompletion(
                model=model,
                messages=messages,
                api_key=self._address.api_key,
                api_base=self._address.api_base,
                timeout=self._address.timeout,
                num_retries=0,
                max_retries=0,
                temperature=0.4,
            )
        except Exception as e:
            raise _translated(e) from e
        text = answer.choices[0].message.content
        if not text:
            raise GatewayUnavailable(f"model: {model} said nothing")
        return str(text)


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
