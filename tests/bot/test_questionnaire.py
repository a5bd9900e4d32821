"""The questionnaire in the bot, the whole way: consents, verdicts, the page, restarts."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

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
from tests.bot.asking import (
    BEGIN,
    TO_THE_END,
    UP_TO_HEALTH,
    WELL,
    answer_on_the_page,
    link_of,
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
