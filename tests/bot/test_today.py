"""/today: the day is trained by buttons, on one message, and no press is lost or counted twice."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot as bot_words
from app.words import bot_today as words
from app.words.widget import SAID
from bot.life import BotLife
from domain import questions
from domain.ledger import FactRow
from domain.programmes.rows import Programme, Status
from domain.progress.rows import State
from tests.bot.test_progress import LIGHT
from tests.bot.training import MONDAY, Screen, begin, days_of, sets_of

Calendar = dict[str, datetime]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """What the clock of the house shows."""
    shown = {"now": MONDAY}
    monkeypatch.setattr("domain.clock.now", lambda: shown["now"])
    return shown


@pytest.fixture
def screen(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, calendar: Calendar) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


@pytest.fixture
async def programme(runtime: Runtime, screen: Screen) -> Programme:
    return await begin(runtime, screen.person)


async def test_sets_are_marked_one_press_each_on_one_message(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    await screen.press("✓ Подход 1")
    card = await screen.press("✓ Подход 2")

    assert "Сделано: 6, 6" in card
    assert "Подход 3 из 4" in card
    assert screen.toast.startswith("Подход записан. Отдых")
    assert [log.number for log in await sets_of(runtime, programme)] == [1, 2]
    assert screen.messages == 1


async def test_a_press_that_comes_twice_marks_one_set(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    button = screen.data_of("✓ Подход 1")
    for _ in range(3):
        await screen.press_data(button)

    assert len(await sets_of(runtime, programme)) == 1
    assert words.OLD_CARD not in screen.text


async def test_a_whole_day_ends_in_praise_its_sum_and_how_hard_it_was(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    await screen.say("60 8/8/8/8")
    await screen.press(words.LIST)
    over = await screen.press(words.ALL_DONE)
    assert "Отличная работа" in over
    assert "Подняли за тренировку 1 920 кг" in over
    assert "Следующая тренировка: среда" in over

    rated = await screen.press("7")

    assert "Нагрузка: 7 из 10" in rated
    (day,) = await days_of(runtime, programme)
    assert (day.state, day.effort) == (State.FINISHED, 7)


async def test_what_hurts_is_swapped_and_told_and_much_pain_ends_the_day(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    for move in (words.HURTS, "Колено", "5"):
        card = await screen.press(move)
    assert "не нагружает" in card or "безопасной замены нет" in card
    assert await count_facts(runtime, "PainReported") == 1

    for move in (words.HURTS, words.ELSEWHERE, "8"):
        card = await screen.press(move)

    assert card.startswith("Сегодня на этом остановимся")
    assert (await days_of(runtime, programme))[0].state is State.STOPPED
    assert (await screen.say("/today")).startswith("Сегодня на этом остановимся")


async def count_facts(runtime: Runtime, kind: str) -> int:
    async with runtime.db.read() as session:
        return len((await session.exec(select(FactRow).where(FactRow.kind == kind))).all())


async def test_how_it_is_done_comes_with_a_light_picture(
    screen: Screen, telegram: TelegramStandIn, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)

    assert words.TO_EXERCISE in await screen.press(words.HOW)

    (picture,) = telegram.world.files.values()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= LIGHT


async def test_an_exercise_is_explained_swapped_rested_after_and_left_out(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    how = await screen.press(words.HOW)
    assert "1. " in how
    assert "Дыхание" in how
    await screen.press(words.TO_EXERCISE)
    await screen.press(words.REST)
    assert screen.toast.startswith("Отдых начнётся после первого подхода")
    await screen.press(words.SWAP)

    card = await screen.press("Кубковые")
    assert card.startswith(words.SWAPPED)
    assert "Кубковые приседания" in card

    assert "упражнение 2 из" in await screen.press(words.SKIP)
    skipped = [log for log in await sets_of(runtime, programme) if log.is_skipped]
    assert [log.slug for log in skipped] == ["squat_goblet"]


async def test_a_set_marked_by_mistake_is_taken_back_once(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    await screen.press("✓ Подход 1")
    await screen.press("✓ Подход 2")
    button = screen.data_of(words.UNDO)
    await screen.press_data(button)
    await screen.press_data(button)

    assert [log.number for log in await sets_of(runtime, programme)] == [1]


async def test_a_missed_day_is_moved_and_said_so(
    screen: Screen, programme: Programme, calendar: Calendar
) -> None:
    calendar["now"] = MONDAY + timedelta(days=1)
    tuesday = await screen.say("/today")
    calendar["now"] = MONDAY + timedelta(days=3)
    thursday = await screen.say("/today")

    assert tuesday.startswith(words.REST_DAY)
    assert "Пропущено на этой неделе: понедельник" in tuesday
    assert "Следующая тренировка: среда" in tuesday
    assert thursday.startswith("Верх B, четверг, 5 ноября")
    assert words.MOVED in thursday


async def test_yesterdays_button_shows_today(
    screen: Screen, runtime: Runtime, programme: Programme, calendar: Calendar
) -> None:
    await screen.say("/today")
    await screen.press(words.START)
    button = screen.data_of("✓ Подход 1")
    calendar["now"] = MONDAY + timedelta(days=9)

    await screen.press_data(button)

    assert screen.toast == words.OLD_CARD
    assert await sets_of(runtime, programme) == []


async def test_without_a_day_to_train_there_is_always_a_next_step(
    screen: Screen, runtime: Runtime, telegram: TelegramStandIn, calendar: Calendar
) -> None:
    nobody = await screen.say("/today")
    boris = Screen(telegram, runtime, telegram.person("Борис"))
    await begin(runtime, boris.person, n=2, status=Status.NEEDS_REVIEW)
    waiting = await boris.say("/today")
    vera = Screen(telegram, runtime, telegram.person("Вера"))
    await begin(runtime, vera.person, n=3)
    await vera.say("/today")
    await vera.press(words.ALL_DONE)
    calendar["now"] = MONDAY + timedelta(days=1)
    resting = await vera.say("/today")
    calendar["now"] = MONDAY + timedelta(weeks=5)
    over = await vera.say("/today")

    assert nobody.startswith(words.NONE)
    assert waiting.startswith(words.WAITING)
    assert resting.startswith(words.REST_DAY)
    assert "Следующая тренировка" in resting
    assert over.startswith(words.OVER)
    assert all("[" in said for said in (nobody, waiting, resting, over))


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("присед 3×8 62,5", [(62_500, 8)] * 3),
        ("Присед 60 8/8/6", [(60_000, 8), (60_000, 8), (60_000, 6)]),
        ("присед 60 8", [(60_000, 8)]),
    ],
)
async def test_sets_may_be_told_in_words(
    screen: Screen,
    runtime: Runtime,
    programme: Programme,
    text: str,
    done: list[tuple[int, int]],
) -> None:
    said = await screen.say(text)

    assert said.startswith("Записал. Приседания")
    logged = [(log.weight, log.reps) for log in await sets_of(runtime, programme)]
    assert logged == done


async def test_a_line_that_may_mean_several_is_asked_back(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    asked = await screen.say("бурпи 3х5 100")
    assert asked.startswith("В сегодняшней тренировке такого упражнения нет")

    said = await screen.press("Приседания")

    assert said.startswith("Записал. Приседания")
    assert [log.weight for log in await sets_of(runtime, programme)] == [100_000] * 3


async def test_a_number_out_of_bounds_is_named(
    screen: Screen, runtime: Runtime, programme: Programme
) -> None:
    said = await screen.say("присед 3х10 900")

    assert said == "Не записал: проверьте числа. Вес бывает от 0 до 500 кг."
    assert await sets_of(runtime, programme) == []


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Кто победил в 2018 году?", bot_words.ASKED),
        ("присед болит колено 3 день что делать", SAID["talk.safety.pain"]),
        ("89991234567", bot_words.ASKED),
    ],
)
async def test_a_question_with_numbers_in_it_reaches_the_trainer(
    screen: Screen, runtime: Runtime, programme: Programme, text: str, answer: str
) -> None:
    assert (await screen.say(text)).startswith(answer[:40])
    async with runtime.db.read() as session:
        assert [row.text for row in await questions.list_open(session, programme.client_id)] == [
            text
        ]


async def test_another_clients_card_opens_to_nobody(
    screen: Screen,
    runtime: Runtime,
    telegram: TelegramStandIn,
    programme: Programme,
) -> None:
    await screen.say("/today")
    stolen = screen.data_of(words.ALL_DONE)
    boris = Screen(telegram, runtime, telegram.person("Борис"))
    await boris.say("/today")

    said = await boris.press_data(stolen)

    assert said.startswith(bot_words.OLD_BUTTON)
    assert await sets_of(runtime, programme) == []
