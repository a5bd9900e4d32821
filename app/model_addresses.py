"""Where chat models live: each provider's address, its headers, and how its name is spelt.

Sber's models are called by the form OpenAI has, which they take too: litellm's own way to them
switches the checking of certificates off.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

YANDEX = "https://ai.api.cloud.yandex.net/v1"
GIGACHAT = "https://gigachat.devices.sberbank.ru/api/v1"
GIGACHAT_DOOR = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth"
PROXYAPI = "https://api.proxyapi.ru/openai/v1"
YANDEX_NAME = re.compile(r"openai/gpt://([^/]+)/")
SBER = "gigachat/"


@dataclass(frozen=True, kw_only=True)
class ModelAddress:
    """Which models, in the order they are asked, and where."""

    models: Sequence[str]
    """litellm's names: "openai/gpt-4o-mini"."""
    api_key: str | None = None
    api_base: str | None = None
    timeout: float = 20
    """Seconds for an answer in all, whichever model gives it."""
    temperature: float = 0.4
    sber_door: str = GIGACHAT_DOOR
    sber_scope: str = "GIGACHAT_API_PERS"


class Spelt(NamedTuple):
    """One model as it is called."""

    model: str
    base: str | None
    headers: Mapping[str, str]
    needs_token: bool
    """Its key is not what it is called with, but what a token is asked for with."""


def spell(address: ModelAddress, model: str) -> Spelt:
    if yandex := YANDEX_NAME.match(model):
        # Yandex keeps what it is asked unless it is told not to.
        headers = {"OpenAI-Project": yandex[1], "x-data-logging-enabled": "false"}
        return Spelt(model, address.api_base or YANDEX, headers, False)
    if model.startswith(SBER):
        name = f"openai/{model.removeprefix(SBER)}"
        return Spelt(name, address.api_base or GIGACHAT, {}, True)
    return Spelt(model, address.api_base, {}, False)
