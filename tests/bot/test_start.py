"""Whoever opens the bot is greeted by what is known of him, and nobody else's card is his."""

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from bot.life import BotLife


async def test_somebody_new_is_greeted_and_has_a_card(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime
) -> None:
    anna = telegram.person("Анна")

    telegram.say(anna, "/start")

    (greeting,) = await telegram.heard(anna)
    assert greeting.startswith("Здравствуйте, Анна!")
    assert "[Бесплатная неделя]" in greeting
