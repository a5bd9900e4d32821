"""The bot greets in the trainer's words, and in ours where his cannot be said."""

import pytest

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import editable
from bot.life import BotLife
from domain import texts
from domain.errors import Refused
from domain.texts import TextVersion


async def test_a_greeting_is_said_in_the_words_of_the_trainer(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        allowed = editable.TEXTS["bot.new"].sample
        await texts.reword(session, "bot.new", "Привет, {name}! <b>Рад</b>", allowed, None)
    anna = telegram.person("Анна")

    telegram.say(anna, "/start")

    (greeting,) = await telegram.heard(anna)
    assert greeting.startswith("Привет, Анна! <b>Рад</b> [")


async def test_a_wording_that_cannot_be_said_gives_way_to_ours(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        session.add(TextVersion(key="bot.new", body="Привет, {name.__class__} {"))
    anna = telegram.person("Анна")

    telegram.say(anna, "/start")

    (greeting,) = await telegram.heard(anna)
    assert greeting.startswith("Здравствуйте, Анна!")


async def test_ours_is_said_again_once_restored(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await texts.reword(session, "bot.new", "Привет", (), None)
    async with runtime.db.begin() as session:
        await texts.restore(session, "bot.new", None)

    async with runtime.db.read() as session:
        wordings = await texts.read_wordings(session)
        versions = await texts.list_versions(session, "bot.new")

    assert (wordings, [v.body for v in versions]) == ({}, ["", "Привет"])


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (" ", "missing"),
        ("я" * 601, "too_long"),
        ("Привет, {name", "brace"),
        ("Привет, {price}", "variable"),
        ("{name!r}", "variable"),
        ("{name}{name}", "repeated"),
    ],
)
async def test_a_wording_with_a_fault_is_refused(runtime: Runtime, body: str, fault: str) -> None:
    async with runtime.db.begin() as session:
        with pytest.raises(Refused) as refused:
            await texts.reword(session, "bot.new", body, ("name",), None)

    assert refused.value.fields == {"body": fault}
