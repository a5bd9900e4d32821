"""Whoever has shut the bot out is written to elsewhere, and the trainer sees why."""

from collections.abc import AsyncIterator

import pytest

from app.gateways.telegram import Telegram
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_world import Person
from app.words import timeline as spoken
from bot.life import BotLife
from domain import clock, messages, people, timeline, whole_card
from domain.contacts import ContactKind
from domain.messages import Channel, Purpose, State
from domain.people import Client
from tests import made
from tests.channels import NOON, ChannelStandIn, only, reach

SAID = "Закрыл бота в Telegram: туда больше не пишем"


@pytest.fixture
def email() -> ChannelStandIn:
    return ChannelStandIn("email")


@pytest.fixture
async def runtime(
    settings: Settings, line: Telegram, email: ChannelStandIn
) -> AsyncIterator[Runtime]:
    """Two channels, Telegram before mail."""
    channels: dict[str, Channel] = {"telegram": line, "email": email}
    runtime = build_runtime(settings, Outside(channels=channels))
    yield runtime
    await runtime.db.close()


async def both_ways(runtime: Runtime, person: Person) -> Client:
    """A client with an account and an address, to whom the trainer has written."""
    async with runtime.db.begin() as session:
        client = await made.client(session)
        account = str(person.id)
        people.add_contact(session, client.id, ContactKind.TELEGRAM_ID, account, is_trusted=True)
        await reach(session, client.id)
        await messages.change_wishes(session, client.id, channels=["telegram", "email"])
        await messages.queue(
            session,
            kind="trainer_message",
            purpose=Purpose.TRAINER,
            dedupe_key="one",
            client_id=client.id,
            text="Как спина?",
        )
    return client


async def history(runtime: Runtime, client: Client) -> list[str]:
    """What the card tells of him."""
    async with runtime.db.read() as session:
        view = await whole_card.read(session, client.id, spoken.kinds(None), timeline.PAGE)
    return [spoken.say(event.fact, view.history.known) for event in view.history.events]


async def test_a_letter_that_the_bot_may_not_bring_goes_by_mail_and_the_card_says_why(
    telegram: TelegramStandIn, runtime: Runtime, email: ChannelStandIn
) -> None:
    anna = telegram.person("Анна")
    telegram.world.keep(anna.id, {"from": anna.user, "text": "/start"}, anna.chat)
    with clock.at(NOON):
        client = await both_ways(runtime, anna)
        telegram.blocks(anna)

        await runtime.post.send_due()
        await runtime.post.send_due()

    assert telegram.answers(anna) == []
    ((address, text),) = email.sent
    assert (address, "Как спина?" in text) == ("anna@mail.ru", True)
    message = await only(runtime.db)
    assert (message.state, message.channel) == (State.SENT, "email")
    assert SAID in await history(runtime, client)


async def test_an_answer_that_nobody_may_read_is_noted_and_a_return_is_too(
    telegram: TelegramStandIn, runtime: Runtime, bot: BotLife
) -> None:
    anna = telegram.person("Анна")
    with clock.at(NOON):
        client = await both_ways(runtime, anna)
    telegram.world.blocked.add(anna.id)
    telegram.say(anna, "/help")
    while SAID not in await history(runtime, client):
        await telegram.world.wait(0.02)

    telegram.unblocks(anna)
    telegram.say(anna, "/start")

    await telegram.heard(anna)
    async with runtime.db.read() as session:
        assert list(await messages.find_channels(session, client.id)) == ["telegram", "email"]
