"""Nobody is left in silence wherever he stands, whatever he sends."""

import sys

import pytest

from app.gateways.telegram import Telegram
from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_world import Person
from domain import clock
from tests.bot.crawling import Crawler
from tests.bot.training import MONDAY, begin


async def test_every_input_in_every_state_is_answered(
    telegram: TelegramStandIn, line: Telegram, runtime: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    crawler = Crawler(runtime, line, telegram)

    async def stranger() -> Person:
        return telegram.person("Анна", username=f"anna_{crawler.steps}")

    async def trainee() -> Person:
        person = telegram.person("Борис")
        await begin(runtime, person, n=crawler.steps)
        return person

    with clock.at(MONDAY):
        for sort in (stranger, trainee):
            await crawler.walk(sort, steps=380)
            await crawler.press_again()

    with capsys.disabled():
        sys.stdout.write(f"\n{crawler.coverage()}\n")
    assert not crawler.faults, "\n".join(crawler.faults)
