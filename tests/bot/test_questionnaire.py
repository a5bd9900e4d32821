"""The questionnaire in the bot: the whole way, back and forth, in words, here and on the page."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlmodel import select

from app.gateways.telegram import Telegram
from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot_questionnaire as words
from app.words import screening
from bot.life import BotLife
from domain import consents
from domain.consents import ConsentKind
from domain.intakes import Draft, Intake
from domain.messages import Message
from domain.programmes.receipts import ProgrammeReceipt
from domain.programmes.rows import Programme, Status
from domain.questionnaire import QUESTIONS
from domain.screening import Verdict
from tests.bot.training import Screen
from tests.visiting import build_site, visit

UP_TO_HEALTH = (
    "press:Женщина",
    "say:мне 34, рост 168, вес 64,5",
    "press:Похудеть",
    "press:С нуля",
    "press:3",
    "press:45",
    "press:Дома",
    "press:☐ Коврик",
    "press:Готово",
)
WELL = (
    f"press:{words.HEALTH_YES}",
    "press:☐ Ничего",
    "press:Готово",
    "press:☐ Ничего",
    "press:Готово",
    "press:☐ Не принимаю",
    "press:Готово",
)
TO_THE_END = (
    "press:Больше сижу",
    *(["press:Пропустить"] * 4),
)
BEGIN = ("say:/intake", f"press:{words.DATA_YES}")


@pytest.fixture(autouse=True)
def at_any_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits a second after each answer: how fast one may speak is tested elsewhere."""
    monkeypatch.setattr("app.pacing.BURST_IN_CHAT", 1_000_000.0)


@pytest.fixture
def screen(telegram: TelegramStandIn, bot: BotLife, runtime: Runtime) -> Screen:
    return Screen(telegram, runtime, telegram.person("Анна"))


async def walk(screen: Screen, steps: Sequence[str]) -> str:
    """Do what each step says; what is read after the last."""
    said = ""
    for step in steps:
        verb, _, what = step.partition(":")
        said = await (screen.say(what) if verb == "say" else screen.press(what))
    return said


async def rows(runtime: Runtime, kind: type[Any]) -> list[Any]:
    async with runtime.db.read() as session:
        return list((await session.exec(select(kind))).all())


async def answer_on_the_page(runtime: Runtime, link: str, given: dict[str, str]) -> None:
    """Open the link and answer there."""
    path = link.removeprefix(runtime.settings.public_url)
    async with visit(build_site(runtime)) as visitor:
        for key, value in given.items():
            form = {"key": key, "value": value, "action": "next", "form_id": "1" * 32}
            answer = await visitor.post(path, data=form)
            assert answer.status_code == 303


def link_of(telegram: TelegramStandIn, screen: Screen, label: str) -> str:
    """Where the newest button called so leads."""
    shown = reversed(telegram.world.messages[screen.person.id])
    keys = (m.get("reply_markup", {}).get("inline_keyboard", []) for m in shown)
    found = (b for rows_ in keys for row in rows_ for b in row if b["text"] == label)
    return str(next(found)["url"])


async def test_a_healthy_beginner_has_her_first_workout_and_paper_right_after_the_last_answer(
    screen: Screen, telegram: TelegramStandIn, runtime: Runtime
) -> None:
    summary = await walk(screen, [*BEGIN, *UP_TO_HEALTH, *WELL, *TO_THE_END])
    assert "Рост: 168 см\nВес: 64,5 кг\nЦель: Похудеть" in summary

    await screen.press(words.SEND)
    await runtime.outbox.drain()

    over, card, paper = telegram.answers(screen.person)[-3:]
    assert over.startswith("Готово! Ваша бесплатная неделя составлена.")
    assert "▫️" in card
    assert paper.startswith("(document)")
    (programme,) = await rows(runtime, Programme)
    assert programme.status is Status.SENT
    assert {r.channel for r in await rows(runtime, ProgrammeReceipt)} == {"cabinet", "telegram"}
    kinds = {m.kind for m in await rows(runtime, Message)}
    assert "free_week_given" in kinds
    assert "free_week_ready" not in kinds
    agreed = {c.kind for c in await rows(runtime, consents.Consent)}
    assert agreed == {ConsentKind.PERSONAL_DATA, ConsentKind.HEALTH}


async def test_pain_in_the_chest_ends_kindly_without_a_programme_or_a_price(
    screen: Screen, runtime: Runtime
) -> None:
    in_pain = [WELL[0], "press:☐ Боль, жжение", *WELL[2:]]
    await walk(screen, [*BEGIN, *UP_TO_HEALTH, *in_pain, *TO_THE_END])

    said = await screen.press(words.SEND)

    assert screening.RED["chest_pain"].split(".")[0] in said
    assert "цен" not in said.lower()
    await runtime.outbox.drain()
    assert await rows(runtime, Programme) == []
    kinds = [m.kind for m in await rows(runtime, Message)]
    assert "red_flag" in kinds
    assert "doctor_first" not in kinds


async def test_a_minor_waits_for_his_parents_and_the_trainer(
    screen: Screen, runtime: Runtime
) -> None:
    young = [step.replace("мне 34", "мне 15") for step in UP_TO_HEALTH]
    await walk(screen, [*BEGIN, *young, *WELL, *TO_THE_END])

    said = await screen.press(words.SEND)

    assert "согласие родителей" in said
    (intake,) = await rows(runtime, Intake)
    (programme,) = await rows(runtime, Programme)
    assert (intake.verdict, intake.channel) == (Verdict.CONSENT, "bot")
    assert programme.status is Status.NEEDS_REVIEW
    await runtime.outbox.drain()
    kinds = {m.kind for m in await rows(runtime, Message)}
    assert "review_needed" in kinds
    assert "review_started" not in kinds


async def test_nothing_is_asked_before_the_consents_and_each_is_kept_with_its_text(
    screen: Screen, runtime: Runtime
) -> None:
    assert "согласие на обработку персональных данных" in await screen.say("/intake")
    assert await rows(runtime, Draft) == []
    asked = await walk(screen, [BEGIN[1], *UP_TO_HEALTH])
    assert "данных о здоровье" in asked
    assert "11 из" not in asked

    assert "11 из 18" in await screen.press(words.HEALTH_YES)

    async with runtime.db.read() as session:
        current = await consents.current_texts(session)
    given = {(c.kind, c.text_id, c.channel) for c in await rows(runtime, consents.Consent)}
    kinds = (ConsentKind.PERSONAL_DATA, ConsentKind.HEALTH)
    assert given == {(kind, current[kind].id, "bot") for kind in kinds}


async def test_whoever_keeps_his_health_to_himself_is_asked_no_more_and_the_trainer_knows(
    screen: Screen, runtime: Runtime
) -> None:
    await walk(screen, [*BEGIN, *UP_TO_HEALTH])

    said = await screen.press(words.HEALTH_NO)

    assert "О здоровье не спрашиваю" in said
    assert [m.kind for m in await rows(runtime, Message)] == ["health_consent_refused"]
    assert "данных о здоровье" in await screen.say("/intake")


async def test_offers_are_agreed_to_apart_and_only_by_a_tick(
    screen: Screen, runtime: Runtime
) -> None:
    await walk(screen, [*BEGIN, *UP_TO_HEALTH, *WELL, *TO_THE_END])

    await walk(screen, [f"press:☐ {words.NEWS}", f"press:{words.SEND}"])

    kinds = [c.kind for c in await rows(runtime, consents.Consent)]
    assert sorted(kinds) == sorted(ConsentKind)


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


async def test_answers_given_on_the_page_are_seen_here_and_the_other_way(
    screen: Screen, telegram: TelegramStandIn, runtime: Runtime
) -> None:
    await walk(screen, [*BEGIN, "press:Женщина"])
    link = link_of(telegram, screen, words.TWIN)
    await answer_on_the_page(runtime, link, {"age": "40", "height_cm": "170"})

    assert "5 из 18" in await screen.say("64,5")

    (draft,) = await rows(runtime, Draft)
    assert draft.given == {"sex": "f", "age": 40, "height_cm": 170, "weight_kg": 64.5}


async def test_no_word_on_health_is_kept_before_it_was_allowed(
    screen: Screen, runtime: Runtime
) -> None:
    await walk(screen, [*BEGIN, "press:Женщина"])

    await screen.say("мне 34, пульс 60")

    (draft,) = await rows(runtime, Draft)
    assert draft.given == {"sex": "f", "age": 34}


async def test_a_slow_line_brings_the_page_s_address_along(
    screen: Screen, telegram: TelegramStandIn
) -> None:
    await walk(screen, [*BEGIN, "press:Женщина"])

    asked = await screen.after(
        telegram.world.say(screen.person, text="34", date=telegram.world.now() - 60)
    )

    assert asked.startswith("Telegram сейчас доставляет с задержкой.")
    assert "3 из 18" in asked


async def test_start_offers_to_go_on_and_afterwards_to_begin_anew(
    screen: Screen, runtime: Runtime
) -> None:
    await walk(screen, [*BEGIN, "press:Женщина"])
    assert "[Продолжить анкету: 1 из 18]" in await screen.say("/start")
    assert "2 из 18" in await screen.press("Продолжить анкету")
    await walk(screen, [*UP_TO_HEALTH[1:], *WELL, *TO_THE_END, f"press:{words.SEND}"])

    assert words.AGAIN in await screen.say("/intake")
    assert "1 из 18" in await screen.press(words.AGAIN)
    assert len(await rows(runtime, Intake)) == 1


async def test_a_restart_between_any_two_answers_loses_nothing(
    telegram: TelegramStandIn, runtime: Runtime, line: Telegram
) -> None:
    screen = Screen(telegram, runtime, telegram.person("Анна"))
    steps = [*BEGIN, *UP_TO_HEALTH, *WELL, *TO_THE_END, f"press:{words.SEND}"]

    for step in steps:
        async with at_work(runtime, line):
            await walk(screen, [step])

    (intake,) = await rows(runtime, Intake)
    assert intake.verdict is Verdict.GREEN
    assert {q.key for q in QUESTIONS} >= set(intake.answers)


@asynccontextmanager
async def at_work(runtime: Runtime, line: Telegram) -> AsyncIterator[None]:
    """A bot that knows nothing but what is in the database."""
    async with asyncio.TaskGroup() as tasks:
        working = tasks.create_task(BotLife(runtime, line).run())
        yield
        working.cancel()
