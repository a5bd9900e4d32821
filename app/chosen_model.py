"""The model that talks now: the environment's where it names one, or else the trainer's choice."""

import asyncio

from app.gateways.chat_model import ChatModel
from app.model_addresses import PROXYAPI, YANDEX, ModelAddress
from app.settings import Settings
from app.trusting import trust
from app.vault import Vault
from domain.agent.choosing import ModelChoice, Provider, read_choice
from domain.agent.ports import Talker
from domain.ledger import Begin

HUNDREDTHS = 100


class ChosenModel:
    """Finds whom to ask anew for each answer, and keeps his connections while he stays."""

    def __init__(self, settings: Settings, read: Begin, given: Talker | None = None) -> None:
        self._settings, self._read, self._given = settings, read, given
        self._vault = Vault(settings.secret_key.get_secret_value())
        self._address: ModelAddress | None = None
        self._model: ChatModel | None = None

    @property
    def is_of_environment(self) -> bool:
        return self._settings.llm_model is not None

    async def find(self) -> Talker | None:
        """Whom to ask; None when there is no model."""
        if self._given is not None:
            return self._given
        async with self._read() as session:
            choice = await read_choice(session)
        address = self.address_of(choice)
        if address != self._address:
            await self.close()
            self._address = address
        if address is not None and self._model is None:
            self._model = await self.open(address)
        return self._model

    async def open(self, address: ModelAddress) -> ChatModel:
        """A model at this address; whoever opens it closes it."""
        believed = await asyncio.to_thread(trust, self._settings)
        return ChatModel(address, trust=believed)

    async def close(self) -> None:
        model, self._model = self._model, None
        if model is not None:
            await model.close()

    def can_open(self, choice: ModelChoice) -> bool:
        """Whether its key can be read still, where it has one."""
        return not choice.sealed_key or self._vault.open(choice.sealed_key) is not None

    def seal(self, key: str) -> str:
        return self._vault.seal(key)

    def address_of(self, choice: ModelChoice) -> ModelAddress | None:
        """Where a choice leads; the environment goes before it."""
        settings, warmth = self._settings, choice.temperature / HUNDREDTHS
        if settings.llm_model is not None:
            key = settings.llm_api_key
            return ModelAddress(
                models=(settings.llm_model, *settings.llm_fallbacks),
                api_key=key.get_secret_value() if key else None,
                api_base=settings.llm_api_base,
                timeout=settings.llm_timeout,
                temperature=warmth,
            )
        names = [name.strip() for name in choice.model.split(",") if name.strip()]
        if not names:
            return None
        return ModelAddress(
            models=tuple(_spell(choice, name) for name in names),
            api_key=self._vault.open(choice.sealed_key) if choice.sealed_key else None,
            api_base=choice.base or BASES.get(choice.provider),
            timeout=settings.llm_timeout,
            temperature=warmth,
        )


BASES = {Provider.YANDEX: YANDEX, Provider.PROXYAPI: PROXYAPI}
"""Of the others the gateway knows, or the trainer names it."""


def _spell(choice: ModelChoice, name: str) -> str:
    if choice.provider is Provider.YANDEX:
        return f"openai/gpt://{choice.folder}/{name}"
    return f"{'gigachat' if choice.provider is Provider.GIGACHAT else 'openai'}/{name}"
