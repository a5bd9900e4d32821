"""/recommend: the reason, the real price, and buttons that do what they say."""

from datetime import timedelta

import pytest

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.words import bot_offers, bot_progress
from app.words import recommendations as words
from bot.life import BotLife
from domain import messages
from domain.furnishing import furnish
from domain.recommendations import Why
from tests.bot.training import MONDAY, Screen, begin


@pytest.fixture
def screen(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> Screen:
    monkeypatch.setattr("domain.clock.now", lambda: MONDAY + timedelta(weeks=2))
    return Screen(telegram, runtime, telegram.person("Анна"))


async def test_each_suggestion_has_its_reason_and_its_button_does_it(
    screen: Screen, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await furnish(session)

    told = await screen.say("/recommend")
    asked = await screen.press(words.BUTTON[Why.WAIST])
    await screen.say("/recommend")
    ordered = await screen.press("Онлайн-консультация")

    assert words.REASON[Why.INTAKE] in told
    assert "Онлайн-консультация, 1 490 ₽" in told
    assert asked.startswith(bot_progress.MEASURE_ASK.partition("{")[0][:8])
    assert ordered.startswith(bot_offers.CLOSED)


async def test_who_wants_no_offers_is_sold_nothing(screen: Screen, runtime: Runtime) -> None:
    programme = await begin(runtime, screen.person, weeks=1)
    async with runtime.db.begin() as session:
        await furnish(session)
        await messages.switch_off(session, programme.client_id, [messages.MARKETING])

    told = await screen.say("/recommend")

    assert words.REASON[Why.WAIST] in told
    assert "₽" not in told
