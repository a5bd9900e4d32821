"""Anna's month with the bot, from the lead on the site to the last training of her programme.

What she read is docs/bot-transcript.md; WRITE_TRANSCRIPT=1 writes it anew.
"""

import os
from collections.abc import AsyncIterator
from datetime import datetime

import httpx
import pytest

from app.gateways.telegram import Telegram
from app.gateways.yookassa import YooKassa
from app.outside import Outside
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.telegram import TelegramStandIn
from app.standins.yookassa import YooKassaStandIn
from app.words import bot_faq, bot_offers, bot_questionnaire, bot_today
from bot.life import BotLife
from tests.bot.asking import BEGIN, TO_THE_END, UP_TO_HEALTH, WELL
from tests.bot.diary import Diary
from tests.bot.test_offers import bought, follow
from tests.bot.test_start import leave_lead
from tests.bot.training import MONDAY, Screen
from tests.house.sources import ROOT

HEAD = """# Месяц Анны в боте

Настоящий разговор с ботом от заявки на сайте до последней тренировки, по дням. Бот отвечает так
же, как клиентам: меняются только часы. Записано проверкой `tests/bot/test_thirty_days.py`.

"""
TRANSCRIPT = ROOT / "docs" / "bot-transcript.md"
WRITES = os.environ.get("WRITE_TRANSCRIPT")  # noqa: TID251 - whoever runs the test says so


class Shown:
    """What the clock shows, in every task at once."""

    def __init__(self, calendar: dict[str, datetime]) -> None:
        self._calendar = calendar

    def get(self) -> datetime:
        return self._calendar["now"]


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> dict[str, datetime]:
    """What the clock of the house shows; the house's dice fall the same way too."""
    shown = {"now": MONDAY}
    # Rows have taken `clock.now` itself for their default, so it is what it reads that changes.
    monkeypatch.setattr("domain.clock._frozen", Shown(shown))
    monkeypatch.setattr("domain.intakes.secrets.randbelow", lambda _: 7)
    return shown


@pytest.fixture
async def runtime(
    settings: Settings, line: Telegram, yookassa: YooKassaStandIn, calendar: dict[str, datetime]
) -> AsyncIterator[Runtime]:
    """A house that can be paid at."""
    transport = httpx.ASGITransport(yookassa.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank/v3/") as http:
        outside = Outside(channels={"telegram": line}, payments={"yookassa": YooKassa(http)})
        runtime = build_runtime(settings, outside)
        yield runtime
        await runtime.db.close()


@pytest.fixture
def anna(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, calendar: dict[str, datetime]
) -> Diary:
    screen = Screen(telegram, runtime, telegram.person("Анна"))
    return Diary(screen, telegram, runtime, calendar)


async def test_a_month_goes_as_the_docs_tell(
    anna: Diary, runtime: Runtime, yookassa: YooKassaStandIn
) -> None:
    await come(anna, runtime)
    await try_the_free_week(anna)
    await buy(anna, runtime, yookassa)
    await train(anna)

    if WRITES:
        TRANSCRIPT.write_text(HEAD + anna.text, encoding="utf-8")
    assert HEAD + anna.text == TRANSCRIPT.read_text(encoding="utf-8")


async def come(anna: Diary, runtime: Runtime) -> None:
    """A lead on the site, its invite, the questionnaire."""
    await anna.day(0)
    await anna.says(f"/start {await leave_lead(runtime)}")
    await anna.follows([BEGIN[0], *UP_TO_HEALTH, *WELL, *TO_THE_END])
    await anna.presses("☐ Присылать полезное", bot_questionnaire.SEND)
    await anna.settle()


async def try_the_free_week(anna: Diary) -> None:
    """Days 0 to 7: three workouts, a measurement, and what the house sends by itself."""
    for day in (2, 3, 4, 5, 7):
        await anna.day(day)
        if day in {2, 4}:
            await anna.says("/today")
            await anna.presses(bot_today.START, "✓ Подход", bot_today.LIST, bot_today.ALL_DONE, "6")
    await anna.says("вес 64")


async def buy(anna: Diary, runtime: Runtime, yookassa: YooKassaStandIn) -> None:
    """An order by buttons; the money comes, and with it the programme."""
    await anna.says("/price")
    await anna.presses("1 месяц онлайн", bot_offers.AGREE)
    (purchase,) = await bought(runtime)
    await follow(runtime, purchase.token)
    (payment_id,) = yookassa.payments
    yookassa.succeed(payment_id)
    await anna.presses(bot_offers.CHECK)
    await anna.settle()


async def train(anna: Diary) -> None:
    """Four weeks: a workout in lines, a pain, a missed day, a question, the end."""
    await anna.says("/program")
    await anna.says("/today")
    await anna.presses(bot_today.START)
    await anna.says("12/12")
    await anna.presses(bot_today.LIST, bot_today.ALL_DONE, "7")
    await anna.day(9)
    await anna.says("/today")
    await anna.presses(bot_today.START, bot_today.HURTS, "Колено", "4")
    await anna.presses(bot_today.LIST, bot_today.ALL_DONE, "5")
    # She misses Friday, and asks on Saturday.
    await anna.day(12)
    await anna.says("/today")
    await anna.says("Можно тренироваться после отпуска, если не выспалась?")
    await anna.presses(bot_faq.NOT_THAT)
    for day in (14, 21, 28, 32):
        await anna.day(day)
        await anna.says("/today")
        await anna.presses(bot_today.ALL_DONE, "6")
    await anna.says("/progress")
    await anna.day(36)
    await anna.says("/today")
