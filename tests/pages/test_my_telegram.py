"""The owner binds his own Telegram in the settings, and parts with it there."""

from dataclasses import replace

import pytest
from nicegui import app as server
from nicegui import ui
from nicegui.testing import User

from app.post import find_owner
from app.runtime import Runtime
from app.settings import Settings
from app.standins.telegram import TOKEN
from app.words import my_telegram as words
from app.words import settings as settings_words
from domain import bots, owners
from domain.users import Role, Viewer
from pages.build import build_pages
from tests.pages.conftest import LetIn

SOON = 40


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Those of a house with a bot."""
    token = type(settings.secret_key)(TOKEN)
    return settings.model_copy(update={"telegram_bot_token": token})


async def test_the_link_binds_whoever_opens_it_and_a_press_parts_him(
    trainer: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await bots.remember(session, bots.number_of(TOKEN), "podhod_test_bot")
    await trainer.open("/settings/telegram")
    trainer.find(marker="bind").click()
    await trainer.should_see(words.LINK_TITLE, retries=SOON)
    (shown,) = trainer.find(kind=ui.label, marker="owner-link").elements
    start = shown.text.partition("?start=")[2]

    async with runtime.db.begin() as session:
        assert await owners.bind(session, start, 5_000_000_007, "Олег")

    await trainer.should_see(words.BOUND_TO.format(name="Олег"), retries=SOON)
    async with runtime.db.read() as session:
        assert (await find_owner(session, runtime.settings))["telegram"] == "5000000007"
    trainer.find(marker="part").click()
    await trainer.should_see(words.NONE, retries=SOON)
    async with runtime.db.read() as session:
        assert "telegram" not in await find_owner(session, runtime.settings)


async def test_an_assistant_binds_nothing(user: User, runtime: Runtime, viewer: Viewer) -> None:
    build_pages(runtime)
    helper = replace(viewer, role=Role.ASSISTANT)
    server.middleware_stack = LetIn(
        server.middleware_stack or server.build_middleware_stack(), helper
    )

    await user.open("/settings/telegram")

    await user.should_see(settings_words.ONLY_OWNER)
    await user.should_not_see(marker="bind")
