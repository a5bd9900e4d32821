"""The questionnaire in the bot, question by question: back, mended, in words, pressed twice."""

from typing import Any

import pytest

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot_questionnaire as words
from bot.life import BotLife
from domain.intakes import Draft
from domain.programmes.rows import Programme
from tests.bot.asking import (
    BEGIN,
    TO_THE_END,
    UP_TO_HEALTH,
    WELL,
    rows,
    walk,
)
from tests.bot.training import Screen


@pytest.fixture(autouse=True)
def at_any_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second after each answer: how fast one may speak is tested elsewhere."""
    monkeypatch.setattr("app.pacing.BURST_IN_CHAT", 1_000_000.0)


@pytest.fixture
def screen(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


async def test_one_goes_back_forward_and_mends_an_answer_at_the_end(
    screen: Screen, runtime: Runtime
) -> None:
    await walk(screen, [*BEGIN, "press:Женщина"])
    assert "• Женщина" in await screen.press(words.BACK)
    assert "2 из 18" in await screen.press(words.NEXT)
    summary = await walk(screen, [*UP_TO_HEALTH[1:], *WELL, *TO_THE_END])
    assert "Рост: 168 см" in summary

    await walk(screen, [f"press:{words.CHANGE}", "press:Рост"])
    mended = await screen.say("1,75 м")

    assert "Записал: рост 175 см" in mended
    assert "Рост: 175 см" in mended
    assert words.SEND in mended


async def test_another_place_brings_back_the_question_that_goes_with_it(screen: Screen) -> None:
    gym = [*UP_TO_HEALTH[:6], "press:В зале"]
    await walk(screen, [*BEGIN, *gym, *WELL, *TO_THE_END])

    asked = await walk(screen, [f"press:{words.CHANGE}", "press:Место", "press:Дома"])

    assert "Что у вас есть под рукой?" in asked


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1000", "Возраст: принимаю от 10 до 100 лет"),
        ("тридцать", words.USE_NUMBER),
        ("34,5", words.NOT_WHOLE),
    ],
)
async def test_what_cannot_be_taken_is_said_kindly_and_asked_again(
    screen: Screen, typed: str, answer: str
) -> None:
    await walk(screen, [*BEGIN, "press:Женщина"])

    said = await screen.say(typed)

    assert said.startswith(answer)
    assert "Сколько вам лет?" in said


async def test_a_command_inside_works_is_no_answer_and_the_question_comes_again(
    screen: Screen, telegram: TelegramStandIn, runtime: Runtime
) -> None:
    texts = [*BEGIN, *UP_TO_HEALTH, *WELL, "press:Больше сижу"]
    assert "здоровье" in await walk(screen, texts)

    asked = await screen.say("/help")

    assert "Что умеет бот" in telegram.answers(screen.person)[-2]
    assert "Что ещё нам важно знать о вашем здоровье?" in asked
    (draft,) = await rows(runtime, Draft)
    assert "health_text" not in draft.given


@pytest.mark.parametrize(
    "content",
    [
        {
            "sticker": {
                "file_id": "s",
                "file_unique_id": "s",
                "type": "regular",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
            }
        },
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 1}},
        {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]},
    ],
    ids=["sticker", "voice", "photo"],
)
async def test_what_is_no_text_brings_the_question_again(
    screen: Screen, telegram: TelegramStandIn, content: dict[str, Any]
) -> None:
    await walk(screen, BEGIN)

    asked = await screen.after(telegram.show(screen.person, **content))

    assert asked.startswith(words.USE_TEXT)
    assert "Вы женщина или мужчина?" in asked


async def test_a_question_of_his_own_reaches_the_trainer_and_ours_comes_again(
    screen: Screen, telegram: TelegramStandIn
) -> None:
    await walk(screen, BEGIN)

    asked = await screen.say("А это сколько стоит и зачем вам пол?")

    assert "Вы женщина или мужчина?" in asked
    assert "Вы женщина или мужчина?" not in telegram.answers(screen.person)[-2]


async def test_presses_come_twice_and_late_without_harm(screen: Screen, runtime: Runtime) -> None:
    await walk(screen, BEGIN)
    woman, man = screen.data_of("Женщина"), screen.data_of("Мужчина")
    messages = screen.messages
    await screen.press_data(woman)

    for late in (woman, man):
        assert "Сколько вам лет?" in await screen.press_data(late)

    assert screen.toast == words.PASSED
    assert screen.messages == messages
    (draft,) = await rows(runtime, Draft)
    assert draft.given == {"sex": "f"}


async def test_sending_twice_makes_one_week(screen: Screen, runtime: Runtime) -> None:
    await walk(screen, [*BEGIN, *UP_TO_HEALTH, *WELL, *TO_THE_END])
    send = screen.data_of(words.SEND)

    for _ in range(2):
        await screen.press_data(send)

    assert screen.toast == words.SENT
    assert len(await rows(runtime, Programme)) == 1


async def test_nothing_of_it_excludes_the_rest(screen: Screen, runtime: Runtime) -> None:
    await walk(screen, [*BEGIN, *UP_TO_HEALTH, *WELL[:3]])

    said = await walk(screen, ["press:☐ Колени", "press:☐ Ничего", "press:☐ Шея"])
    assert "☑ Шея" in said
    assert "☐ Колени" in said
    assert "☐ Ничего" in said
