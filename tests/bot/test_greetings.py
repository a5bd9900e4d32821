"""Whoever opens the bot hears first what is there for him today."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from bot.life import BotLife
from domain import clock, intakes, invites, purchases, texts
from domain.messages import Message
from domain.payments import RANK, Status
from domain.screening import Verdict
from domain.texts import TextVersion
from tests import made
from tests.bot.training import MONDAY, Screen, begin

Calendar = dict[str, datetime]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    """What the clock of the house shows."""
    shown = {"now": MONDAY}
    monkeypatch.setattr("domain.clock.now", lambda: shown["now"])
    return shown


async def order(runtime: Runtime, *, is_paid: bool) -> str:
    """Somebody orders on the site; the token of the invite that the order gave him."""
    async with runtime.db.begin() as session:
        client = await made.client(session)
        payment = await made.payment(session, client)
        if is_paid:
            payment.status, payment.rank = Status.PAID, RANK[Status.PAID]
            payment.paid_at = clock.now()
        assert payment.purchase_id is not None
        bought = await purchases.get_purchase(session, payment.purchase_id)
        assert bought.pass_id is not None
        return invites.issue(session, client.id, bought.pass_id, purchase_id=bought.id)


async def test_a_client_in_training_is_greeted_with_todays_workout(
    telegram: TelegramStandIn, calendar: Calendar, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Анна")
    await begin(runtime, anna)

    screen = Screen(telegram, runtime, anna)
    greeting = await screen.say("/start")
    card = await screen.press("Тренироваться")

    assert greeting.startswith("С возвращением, Анна!\n\nСегодня «Фулбоди A», около")
    assert greeting.count("[Тренироваться]") == 1
    assert "[Начать" in card


async def test_on_a_day_of_rest_he_hears_when_the_next_workout_is(
    telegram: TelegramStandIn, calendar: Calendar, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Анна")
    await begin(runtime, anna)
    calendar["now"] = MONDAY + timedelta(days=1)

    telegram.say(anna, "/start")

    (greeting,) = await telegram.heard(anna)
    assert "Сегодня отдых. Следующая тренировка: среда" in greeting
    assert "[Тренироваться]" not in greeting


async def test_whom_a_doctor_comes_first_for_is_not_called_to_train(
    telegram: TelegramStandIn, calendar: Calendar, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Анна")
    programme = await begin(runtime, anna)
    async with runtime.db.begin() as session:
        (await intakes.get_intake(session, programme.intake_id)).verdict = Verdict.RED

    telegram.say(anna, "/start")

    (greeting,) = await telegram.heard(anna)
    assert "Сегодня «" not in greeting
    assert "[Тренироваться]" not in greeting


async def test_an_invite_of_a_paid_order_speaks_of_it_and_asks_for_the_answers(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Аня")

    telegram.say(anna, f"/start {await order(runtime, is_paid=True)}")

    (greeting,) = await telegram.heard(anna)
    assert "Оплата дошла, спасибо: «1 месяц" in greeting
    assert "14\N{NO-BREAK SPACE}999" in greeting
    assert "[Ответить на анкету]" in greeting
    assert "Заявка с сайта" not in greeting


async def test_an_invite_of_an_unpaid_order_leads_to_its_payment(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Аня")

    telegram.say(anna, f"/start {await order(runtime, is_paid=False)}")

    (greeting,) = await telegram.heard(anna)
    assert "ждёт оплаты" in greeting
    assert "[Оплатить 14\N{NO-BREAK SPACE}999\N{NO-BREAK SPACE}₽" in greeting


async def test_a_wording_that_cannot_be_said_is_told_to_the_trainer_once(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        session.add(TextVersion(key="bot.new", body="Привет, {nobody}"))
    anna = telegram.person("Анна")
    for _ in range(2):
        telegram.say(anna, "/start")
    greeting = (await telegram.heard(anna, 2))[0]

    async with runtime.db.read() as session:
        told = select(Message).where(Message.kind == "text_unsayable")
        notices = (await session.exec(told)).all()
        wordings = await texts.read_wordings(session, ["bot.new"])
    assert greeting.startswith("Здравствуйте, Анна!")
    assert [n.about["text_id"] for n in notices] == [str(wordings["bot.new"].id)]
