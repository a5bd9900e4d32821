"""The process ends in the middle of an update: nobody is left in silence, nothing is done twice.

What has died here is one worker with its transaction, as by kill -9; that a real process comes
back by itself is shown in `test_intake`.
"""

from collections.abc import AsyncIterator, Sequence
from itertools import pairwise

import httpx
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app import updates
from app.gateways.telegram import Telegram
from app.gateways.yookassa import YooKassa
from app.lanes import Lanes, Mouth
from app.outside import Outside
from app.replies import Reply
from app.runtime import Runtime, build_runtime
from app.settings import Settings
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_world import Person
from app.standins.yookassa import YooKassaStandIn
from app.updates import BotUpdate
from app.words import bot_offers, bot_questionnaire, bot_today
from bot.build import build_mouth
from domain import clock
from domain.intakes import Intake
from domain.people import Client
from domain.programmes.rows import Programme
from domain.purchases import Purchase
from tests.bot.asking import BEGIN, TO_THE_END, UP_TO_HEALTH, WELL, rows
from tests.bot.training import MONDAY, begin, sets_of

POINTS = ("kept, not heard", "heard, not committed", "committed, not said", "said, not closed")


class Killed(BaseException):
    """The process is no more."""


class Mortal:
    """The real mouth, until it comes to its point."""

    def __init__(self, mouth: Mouth, point: str) -> None:
        self._mouth, self._point = mouth, point

    async def meet(self, session: AsyncSession, rows: Sequence[BotUpdate]) -> None:
        self._pass("kept, not heard")
        await self._mouth.meet(session, rows)

    async def hear(self, session: AsyncSession, row: BotUpdate) -> list[Reply]:
        replies = await self._mouth.hear(session, row)
        await session.flush()
        self._pass("heard, not committed")
        return replies

    async def speak(self, reply: Reply) -> None:
        self._pass("committed, not said")
        await self._mouth.speak(reply)
        self._pass("said, not closed")

    async def apologise(
        self, session: AsyncSession, row: BotUpdate, error: Exception
    ) -> list[Reply]:
        return await self._mouth.apologise(session, row, error)

    async def note_refusal(self, session: AsyncSession, reply: Reply, error: str) -> None:
        await self._mouth.note_refusal(session, reply, error)

    def _pass(self, point: str) -> None:
        if point == self._point:
            raise Killed


class Doomed:
    """A bot that dies once at each update it is told to, and is started anew."""

    def __init__(
        self, runtime: Runtime, line: Telegram, telegram: TelegramStandIn, point: str
    ) -> None:
        self._runtime, self._line, self._telegram, self._point = runtime, line, telegram, point

    async def follow(self, person: Person, steps: Sequence[str], *, dies: bool = True) -> None:
        for step in steps:
            verb, _, what = step.partition(":")
            do = self._telegram.say if verb == "say" else self._telegram.press
            await self._hear(do(person, what), dies=dies)

    async def _hear(self, number: int, *, dies: bool) -> None:
        bodies = await self._line.fetch(number, 0)
        async with self._runtime.db.begin() as session:
            await updates.keep(session, self._line.bot_id, bodies)
        mouth = build_mouth(self._runtime, self._line)
        if dies:
            with pytest.raises(Killed):
                await Lanes(self._runtime.db, Mortal(mouth, self._point)).drain()
        await Lanes(self._runtime.db, mouth).drain()


@pytest.fixture
async def runtime(
    settings: Settings, line: Telegram, yookassa: YooKassaStandIn
) -> AsyncIterator[Runtime]:
    """A house that can be paid at."""
    transport = httpx.ASGITransport(yookassa.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bank/v3/") as http:
        outside = Outside(channels={"telegram": line}, payments={"yookassa": YooKassa(http)})
        runtime = build_runtime(settings, outside)
        yield runtime
        await runtime.db.close()


@pytest.mark.parametrize("point", POINTS)
async def test_a_process_that_dies_in_the_middle_answers_all_and_does_it_once(
    runtime: Runtime, line: Telegram, telegram: TelegramStandIn, point: str
) -> None:
    bot = Doomed(runtime, line, telegram, point)
    anna, boris = telegram.person("Анна"), telegram.person("Борис")

    with clock.at(MONDAY):
        programme = await begin(runtime, boris)
        await bot.follow(boris, ["say:/today", f"press:{bot_today.START}", "press:✓ Подход 1"])
        await bot.follow(anna, ["say:/start", *BEGIN, *UP_TO_HEALTH[:2]])
        await bot.follow(anna, [*UP_TO_HEALTH[2:], *WELL, *TO_THE_END[:-1]], dies=False)
        await bot.follow(anna, [TO_THE_END[-1], f"press:{bot_questionnaire.SEND}"])
        await bot.follow(anna, ["say:/price", "press:1 месяц онлайн", f"press:{bot_offers.AGREE}"])

    assert [log.number for log in await sets_of(runtime, programme)] == [1]
    for kind, many in ((Client, 2), (Intake, 2), (Programme, 2), (Purchase, 1)):
        assert len(await rows(runtime, kind)) == many, kind
    async with runtime.db.read() as session:
        assert not await updates.list_dead(session)
    said = telegram.answers(anna)
    assert any(answer.startswith("Готово!") for answer in said)
    if point != "said, not closed":
        assert all(one != other for one, other in pairwise(said))
