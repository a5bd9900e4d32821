"""Settings, /stop, one's own data and plain questions, each by the real bot."""

import json

import pytest
from sqlmodel import select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot_faq, bot_wishes
from bot.life import BotLife
from domain import bindings, consents, messages
from domain.consents import ConsentKind
from domain.people import Client
from domain.questions import Question
from tests.bot.training import Screen


@pytest.fixture
def screen(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


async def card(runtime: Runtime, screen: Screen) -> Client | None:
    async with runtime.db.read() as session:
        return await bindings.find_client(session, screen.person.id)


async def test_advertisements_want_a_consent_and_stop_takes_it_back(
    screen: Screen, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await consents.publish_text(session, ConsentKind.MARKETING, "Offers.")
    await screen.say("/settings")
    assert "Предложения: приходят" in await screen.press(bot_wishes.MARKETING_ON)

    said = await screen.say("/stop")

    assert "программа, оплата и чек" in said
    client = await card(runtime, screen)
    assert client is not None
    async with runtime.db.read() as session:
        wishes = await messages.read_wishes(session, client.id)
        is_agreed = await consents.has_consent(session, client.id, ConsentKind.MARKETING)
    assert (wishes.topics_off, is_agreed) == (frozenset(messages.TOPICS), False)


async def test_hours_and_city_are_kept(screen: Screen, runtime: Runtime) -> None:
    await screen.say("/settings")
    await screen.press(bot_wishes.ZONE)
    await screen.press("Омск")
    await screen.press(bot_wishes.HOURS)
    said = await screen.press("с 12:00".replace(" ", "\N{NO-BREAK SPACE}"))

    assert "с 12:00 до 23:00" in said
    assert "Омск" in said
    client = await card(runtime, screen)
    assert client is not None
    assert client.timezone == "Asia/Omsk"


async def test_one_s_data_come_as_a_file(screen: Screen, telegram: TelegramStandIn) -> None:
    await screen.say("/start")
    await screen.say("/export")

    (file,) = telegram.world.files.values()
    told = json.loads(file)
    assert [row["name"] for row in told["client"]] == ["Анна"]


async def test_deleting_asks_twice_and_the_next_start_is_somebody_new(
    screen: Screen, runtime: Runtime
) -> None:
    await screen.say("/start")
    await screen.say("/delete")
    await screen.press(bot_wishes.DELETE)
    assert await card(runtime, screen) is not None

    assert await screen.press(bot_wishes.DELETE_YES) == bot_wishes.DELETED
    assert await card(runtime, screen) is None
    async with runtime.db.read() as session:
        assert (await session.exec(select(Client))).all() == []
    assert (await screen.say("/start")).startswith("Здравствуйте, Анна!")


async def test_a_known_question_is_answered_and_an_unknown_one_goes_to_the_trainer(
    screen: Screen, runtime: Runtime
) -> None:
    assert "Нужен ли опыт?" in await screen.say("а опыт нужен?")
    await screen.press(bot_faq.NOT_THAT)
    assert screen.text == bot_faq.ASKED
    assert "Передал тренеру" in await screen.say("Можно ли приходить с собакой?")

    async with runtime.db.read() as session:
        asked = (await session.exec(select(Question))).all()
    assert {row.text for row in asked} == {"а опыт нужен?", "Можно ли приходить с собакой?"}
