"""A trainer invites a client to the bot from his card: a link, and a square for print."""

import pytest
from nicegui import ui
from nicegui.testing import User
from sqlmodel import col, select

from app.runtime import Runtime
from app.settings import Settings
from app.standins.telegram import TOKEN
from domain import bindings, bots
from domain.bindings import Account, How
from domain.invites import Invite
from tests.pages.given import client

SOON = 40


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Those of a house with a bot."""
    token = type(settings.secret_key)(TOKEN)
    return settings.model_copy(update={"telegram_bot_token": token})


async def test_an_invite_made_on_the_card_opens_it_in_the_bot(
    trainer: User, runtime: Runtime
) -> None:
    anna = await client(runtime, "Анна")
    async with runtime.db.begin() as session:
        await bots.remember(session, bots.number_of(TOKEN), "podhod_test_bot")
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker="deed-telegram").click()
    await trainer.should_see("Приглашение в Telegram", retries=SOON)

    (shown,) = trainer.find(kind=ui.label, marker="invite-link").elements
    address, _, token = shown.text.partition("?start=")
    assert address == "https://t.me/podhod_test_bot"
    assert len(token) >= 22
    async with runtime.db.begin() as session:
        arrival = await bindings.arrive(session, Account(7, "Аня"), token)
    assert (arrival.client.id, arrival.how) == (anna.id, How.INVITED)


async def test_its_square_is_given_for_print(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна")
    async with runtime.db.begin() as session:
        await bots.remember(session, bots.number_of(TOKEN), "podhod_test_bot")
    await trainer.open(f"/clients/{anna.id}")
    trainer.find(marker="deed-telegram").click()
    await trainer.should_see("Приглашение в Telegram", retries=SOON)

    trainer.find(marker="invite-svg").click()
    svg = await trainer.download.next()
    trainer.find(marker="invite-png").click()
    png = await trainer.download.next()

    assert b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG")


async def test_a_bot_that_was_never_reached_says_so_and_makes_nothing(
    trainer: User, runtime: Runtime
) -> None:
    anna = await client(runtime, "Анна")
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker="deed-telegram").click()

    await trainer.should_see("Бот ещё не отвечал", retries=SOON)
    async with runtime.db.read() as session:
        assert (await session.exec(select(col(Invite.id)))).all() == []
