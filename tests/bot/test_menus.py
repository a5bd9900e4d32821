"""A chat's own list of commands follows its client, and nobody is asked twice."""

import pytest

from app.menus import list_commands
from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot as words
from app.words import bot_today
from bot.life import BotLife
from domain import bindings
from domain.ledger import record
from domain.menus import Menu
from domain.programmes.rows import DemoGiven, Kind, ProgrammeSent, Status
from tests import plans
from tests.bot.training import Screen


@pytest.fixture
def screen(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


async def receive(runtime: Runtime, screen: Screen, kind: Kind) -> None:
    """A programme comes, and is told of twice."""
    async with runtime.db.begin() as session:
        client = await bindings.find_client(session, screen.person.id)
        assert client is not None
        given = await plans.programme(session, client, kind=kind, status=Status.SENT)
        ids = {"programme_id": given.id, "client_id": client.id}
        if kind is Kind.DEMO:
            record(session, DemoGiven(**ids, needs_review=False))
        else:
            record(session, ProgrammeSent(**ids, channel="telegram"))
            record(session, ProgrammeSent(**ids, channel="email"))
    await runtime.outbox.drain()


def told(telegram: TelegramStandIn) -> int:
    return sum(method.lower() == "setmycommands" for method, _ in telegram.calls)


async def test_the_menu_changes_with_the_person_and_only_then(
    telegram: TelegramStandIn, screen: Screen, runtime: Runtime
) -> None:
    await screen.say("/start")
    await runtime.outbox.drain()
    at_first = telegram.commands(screen.person)
    await receive(runtime, screen, Kind.DEMO)
    trying = telegram.commands(screen.person)
    await receive(runtime, screen, Kind.FULL)
    paying = telegram.commands(screen.person)
    await screen.say("/help")
    await screen.say("/start")
    await runtime.outbox.drain()

    shown = [tuple(names) for names in (at_first, trying, paying)]
    assert shown == [words.MENUS[menu] for menu in Menu]
    # One for all at the start, one for each step of hers.
    assert told(telegram) == 3


async def test_who_trains_has_today_and_progress_under_the_greeting(
    screen: Screen, runtime: Runtime
) -> None:
    assert words.WORKOUT not in await screen.say("/start")
    await receive(runtime, screen, Kind.DEMO)

    greeting = await screen.say("/start")

    # Where today has a workout, the greeting itself speaks of it.
    assert f"[{words.TRAIN}] [{words.PROGRESS}] [{words.PROGRAMME}]" in greeting
    assert words.SUBSCRIPTION not in greeting
    assert bot_today.START in await screen.press(words.TRAIN)


async def test_a_chat_that_shut_the_bot_out_is_nobodys_trouble(
    telegram: TelegramStandIn, screen: Screen, runtime: Runtime
) -> None:
    await screen.say("/start")
    telegram.world.blocked.add(screen.person.id)

    await receive(runtime, screen, Kind.DEMO)

    telegram.world.blocked.clear()
    assert tuple(telegram.commands(screen.person)) == words.MENUS[Menu.STRANGER]
    await receive(runtime, screen, Kind.FULL)
    assert tuple(telegram.commands(screen.person)) == words.MENUS[Menu.PAYING]


@pytest.mark.parametrize("menu", Menu)
def test_no_menu_is_longer_than_a_thumb_reaches(menu: Menu) -> None:
    listed = list_commands(menu)

    assert len(listed) <= 6
    assert listed[-1][0] == "help"
