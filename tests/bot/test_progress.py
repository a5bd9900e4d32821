"""/progress: the journal in the chat: sums, records, measurements, and charts light enough."""

from datetime import datetime, timedelta

import pytest

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot as bot_words
from app.words import bot_progress as words
from app.words import bot_today
from bot.life import BotLife
from domain.progress import measurements
from domain.progress.rows import Kind
from tests.bot.training import MONDAY, Screen, begin

LIGHT = 150_000
"""Bytes of a picture on a slow line."""


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


async def test_a_journal_with_nothing_in_it_says_how_to_begin(screen: Screen) -> None:
    said = await screen.say("/progress")

    assert words.NOTHING in said
    assert "[Записать замеры]" in said


async def test_numbers_are_told_in_words_and_compared(
    screen: Screen, runtime: Runtime, calendar: dict[str, datetime]
) -> None:
    await begin(runtime, screen.person)
    first = await screen.say("вес 81,4, талия 84")
    calendar["now"] = MONDAY + timedelta(weeks=2)
    await screen.say("Вес: 79.9 кг")

    told = await screen.say("/progress")

    assert first.startswith("Записал на точку «До»: вес 81,4 кг, талия 84 см.")
    assert "Вес, кг: 81,4 (до) → 79,9 (неделя 3)" in told
    assert "Талия, см: 84 (до)" in told


async def test_numbers_are_told_by_buttons_one_after_another(
    screen: Screen, runtime: Runtime
) -> None:
    programme = await begin(runtime, screen.person)
    await screen.say("/progress")
    await screen.press(words.MEASURE)
    asked = await screen.press("Талия")
    wrong = await screen.say("840")
    saved = await screen.say("84,5")
    await screen.press("После")
    await screen.press("Вес")
    await screen.say("79")

    assert asked.startswith("Талия, см: напишите число")
    assert wrong.startswith("Не записал. Талия: бывает")
    assert saved.startswith("Записал на точку «До»: талия 84,5 см.")
    async with runtime.db.read() as session:
        rows = await measurements.list_measurements(session, programme.client_id)
    assert [(row.point, row.kind, row.value) for row in rows] == [
        ("before", Kind.WAIST, 845),
        ("after", Kind.WEIGHT, 79_000),
    ]


async def test_a_question_instead_of_a_number_reaches_the_trainer_and_commands_work(
    screen: Screen,
) -> None:
    await screen.say("/progress")
    await screen.press(words.MEASURE)
    await screen.press("Талия")

    assert "Ваш прогресс" in await screen.say("/progress")
    await screen.press(words.MEASURE)
    await screen.press("Талия")
    assert (await screen.say("А где именно мерить?")).startswith(bot_words.ASKED)


async def test_what_was_trained_adds_up_and_is_drawn_in_a_light_picture(
    screen: Screen,
    runtime: Runtime,
    telegram: TelegramStandIn,
    calendar: dict[str, datetime],
) -> None:
    await begin(runtime, screen.person)
    for week in range(3):
        calendar["now"] = MONDAY + timedelta(weeks=week)
        await screen.say(f"присед {60 + 5 * week} 8/8/8/8")
        await screen.press(bot_today.LIST)
        await screen.press(bot_today.ALL_DONE)

    told = await screen.say("/progress")
    assert "3 тренировки" in told
    assert "🏆 Приседания со штангой на плечах: расчётный максимум" in told
    await screen.press(words.CHARTS)
    await screen.press("Тоннаж")
    await screen.press("Приседания")

    assert screen.text.startswith("(photo) Приседания")
    pictures = list(telegram.world.files.values())
    assert len(pictures) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert max(map(len, pictures)) <= LIGHT


async def test_without_numbers_there_is_no_chart_but_an_answer(screen: Screen) -> None:
    await screen.say("/progress")

    assert (await screen.press(words.CHARTS)).startswith(words.CHARTS_NONE)
