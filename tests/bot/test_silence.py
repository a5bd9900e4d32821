"""Nobody is left in silence, whatever he sends."""

import asyncio

import pytest
from sqlmodel import select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.updates import BotUpdate
from app.words import bot as words
from bot.life import BotLife
from tests.bot.payloads import NAMES, SILENT, read


async def settled(runtime: Runtime, number: int) -> BotUpdate:
    """The update, once it is over."""
    async with asyncio.timeout(30):
        while True:
            async with runtime.db.read() as session:
                found = select(BotUpdate).where(BotUpdate.number == number)
                row = (await session.exec(found)).first()
            if row is not None and not row.is_open:
                return row
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SILENT])
async def test_whatever_a_person_sends_is_answered(
    telegram: TelegramStandIn, bot: BotLife, name: str
) -> None:
    anna = telegram.person("Анна", id=5218764301, username="anna_k")
    telegram.world.keep(anna.id, {"from": anna.user, "text": "..."}, anna.chat)

    telegram.receive(read(name))

    answer = (await telegram.heard(anna))[0]
    assert words.SORRY not in answer


@pytest.mark.parametrize("name", sorted(SILENT))
async def test_what_nobody_waits_for_is_taken_without_a_stumble(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, name: str
) -> None:
    number = telegram.receive(read(name))

    row = await settled(runtime, number)

    assert (row.died_at, row.body) == (None, {})


async def test_a_fault_of_ours_is_apologised_for_and_waits_for_the_trainer(
    telegram: TelegramStandIn, bot: BotLife, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.questions.ask", lambda *_: 1 / 0)
    anna = telegram.person("Анна")

    number = telegram.say(anna, "А можно с больной спиной?")

    assert (await telegram.heard(anna))[0] == words.SORRY
    row = await settled(runtime, number)
    assert "ZeroDivisionError" in (row.error or "")
    assert row.body["message"]["text"].startswith("А можно")


async def test_a_button_of_another_chat_is_an_old_button(
    telegram: TelegramStandIn, bot: BotLife
) -> None:
    anna, boris = telegram.person("Анна"), telegram.person("Борис")
    telegram.say(anna, "/start")
    await telegram.heard(anna)
    shown = telegram.world.messages[anna.id][-1]["reply_markup"]["inline_keyboard"]
    stolen = next(b["callback_data"] for row in shown for b in row if "callback_data" in b)
    telegram.say(boris, "/start")
    await telegram.heard(boris)

    telegram.press_data(boris, stolen)

    assert (await telegram.heard(boris, 2))[-1].startswith(words.OLD_BUTTON)


async def test_who_is_heard_together_with_a_fault_of_ours_is_answered_once(
    telegram: TelegramStandIn, bot: BotLife, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.questions.ask", lambda *_: 1 / 0)
    people = [telegram.person(f"Клиент {n}") for n in range(8)]
    for person in people:
        telegram.say(person, "/start")
        telegram.say(person, "Кто победил?" if person is people[3] else "/help")

    heard = [await telegram.heard(person, 2) for person in people]

    assert [said[1] == words.SORRY for said in heard] == [n == 3 for n in range(8)]
    assert {len(said) for said in heard} == {2}
