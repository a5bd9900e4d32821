"""/program and /my_programs: what there is to train by, week by week, and on paper."""

from datetime import datetime, timedelta

import pytest

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot as bot_words
from app.words import bot_programme as words
from app.words import bot_today
from bot.life import BotLife
from domain.programmes.rows import Status
from tests.bot.training import MONDAY, Screen, begin


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    """What the clock of the house shows."""
    shown = {"now": MONDAY}
    monkeypatch.setattr("domain.clock.now", lambda: shown["now"])
    return shown


@pytest.fixture
def screen(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, calendar: dict[str, datetime]
) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


async def test_the_week_that_runs_is_shown_and_the_others_are_a_press_away(
    screen: Screen, runtime: Runtime, calendar: dict[str, datetime]
) -> None:
    await begin(runtime, screen.person)
    calendar["now"] = MONDAY + timedelta(weeks=1)

    now = await screen.say("/program")
    assert "Неделя 2 из 4" in now
    assert "Пн ▫️ Фулбоди A, около" in now
    third = await screen.press("3")

    assert "Неделя 3 из 4" in third
    assert "Сейчас идёт неделя 2." in third
    assert screen.messages == 1


async def test_the_paper_comes_as_a_file_whenever_it_is_asked_for(
    screen: Screen, runtime: Runtime, telegram: TelegramStandIn
) -> None:
    await begin(runtime, screen.person)
    await screen.say("/my_programs")
    assert "составлена 2 ноября 2026" in screen.text
    for _ in range(2):
        await screen.press(words.PDF)

    assert screen.text.startswith("(document) Программа на 4 недели")
    sent = [file for file in telegram.world.files.values()]
    assert all(file.startswith(b"%PDF") for file in sent)


async def test_what_the_trainer_still_looks_at_is_named_and_never_shown(
    screen: Screen, runtime: Runtime
) -> None:
    await begin(runtime, screen.person, status=Status.NEEDS_REVIEW)

    said = [await screen.say(command) for command in ("/program", "/my_programs")]

    assert [line.startswith(bot_today.WAITING) for line in said] == [True, True]


async def test_another_clients_button_gives_no_paper(
    screen: Screen, runtime: Runtime, telegram: TelegramStandIn
) -> None:
    await begin(runtime, screen.person)
    await screen.say("/my_programs")
    stolen = screen.data_of(words.PDF)
    boris = Screen(telegram, runtime, telegram.person("Борис"))
    await begin(runtime, boris.person, n=2)
    await boris.say("/my_programs")

    said = await boris.press_data(stolen)

    assert said.startswith(bot_words.OLD_BUTTON)
    assert not telegram.world.files


async def test_a_paper_sent_once_goes_by_its_id_until_that_is_forgotten(
    screen: Screen, runtime: Runtime, telegram: TelegramStandIn
) -> None:
    await begin(runtime, screen.person)
    await screen.say("/program")
    await screen.press(words.PDF)
    await screen.press(words.PDF)
    carried = len(telegram.world.files)
    telegram.world.files.clear()
    await screen.press(words.PDF)

    assert carried == 1
    assert len(telegram.world.files) == 1
    assert [line.startswith("(document)") for line in telegram.answers(screen.person)[1:]] == [
        True,
        True,
        True,
    ]
