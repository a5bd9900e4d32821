"""The real bot against a Telegram of our own: over HTTP, on a real port."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from app import health
from app.gateways.telegram import Telegram
from app.outside import Outside
from app.pacing import Pacer
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_rules import Pace
from bot.life import BotLife


@pytest.fixture(autouse=True)
def fresh_health() -> None:
    """Nothing was reported yet."""
    health.forget()


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramStandIn]:
    async with TelegramStandIn() as standin:
        # How fast one may speak is proven with the gateway; here nobody waits for it.
        standin._methods.overall = standin._methods.in_chat = Pace(1e9, 1e9)
        yield standin


@pytest.fixture
def settings(settings: Settings, telegram: TelegramStandIn) -> Settings:
    """Those of a house with a bot."""
    return settings.model_copy(
        update={
            "telegram_bot_token": type(settings.secret_key)(telegram.token),
            "telegram_api_url": telegram.url,
            "public_url": "https://trainer.example",
        }
    )


@pytest.fixture
async def line(settings: Settings) -> AsyncIterator[Telegram]:
    """The gateway."""
    gateway = Telegram(settings)
    gateway._pacer = Pacer(1e9, monotonic=iter(range(10**9)).__next__)
    yield gateway
    await gateway.close()


@pytest.fixture
async def runtime(settings: Settings, line: Telegram) -> AsyncIterator[Runtime]:
    runtime = build_runtime(settings, Outside(channels={"telegram": line}))
    yield runtime
    await runtime.db.close()


@pytest.fixture
async def bot(runtime: Runtime, line: Telegram) -> AsyncIterator[BotLife]:
    """At work for the length of a test."""
    life = BotLife(runtime, line)
    async with asyncio.TaskGroup() as tasks:
        working = tasks.create_task(life.run())
        yield life
        working.cancel()
