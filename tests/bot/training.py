"""A client in training, for tests of the bot: his account, his programme, and what he sees."""

from datetime import UTC, datetime

from sqlmodel import col, func, select

from app.runtime import Runtime
from app.standins.telegram import TelegramStandIn
from app.standins.telegram_world import Person
from app.updates import BotUpdate
from domain import people
from domain.contacts import ContactKind
from domain.programmes.rows import Kind, Programme, Status
from domain.progress import rows
from domain.progress.rows import SessionLog, SetLog
from tests import made, plans

MONDAY = datetime(2026, 11, 2, 7, tzinfo=UTC)
"""Ten in the morning in Moscow."""


class Screen:
    """One person's talk with the bot; each move returns what he reads when it is over."""

    def __init__(self, telegram: TelegramStandIn, runtime: Runtime, person: Person) -> None:
        self._telegram = telegram
        self._runtime = runtime
        self.person = person

    async def say(self, text: str) -> str:
        return await self.after(self._telegram.say(self.person, text))

    async def press(self, label: str) -> str:
        """Press the newest button that begins so."""
        return await self.after(self._telegram.press(self.person, label))

    async def press_data(self, data: str) -> str:
        return await self.after(self._telegram.press_data(self.person, data))

    def data_of(self, label: str) -> str:
        """What a button carries, to be pressed again when it is no more."""
        shown = self._telegram.world.messages[self.person.id]
        rows_ = [m["reply_markup"]["inline_keyboard"] for m in shown if "reply_markup" in m]
        found = (b for keys in reversed(rows_) for row in keys for b in row)
        return next(str(b["callback_data"]) for b in found if b["text"].startswith(label))

    @property
    def messages(self) -> int:
        return len(self._telegram.answers(self.person))

    @property
    def toast(self) -> str:
        return self._telegram.world.toasts[-1][1]

    @property
    def text(self) -> str:
        return self._telegram.answers(self.person)[-1].replace("\N{NO-BREAK SPACE}", " ")

    async def after(self, number: int) -> str:
        while not await self._is_over(number):
            await self._telegram.world.wait(0.02)
        return self.text

    async def _is_over(self, number: int) -> bool:
        async with self._runtime.db.read() as session:
            closed = select(func.count()).where(
                BotUpdate.number == number, col(BotUpdate.is_open).is_(False)
            )
            return bool((await session.exec(closed)).one())


async def begin(
    runtime: Runtime,
    person: Person,
    *,
    n: int = 1,
    weeks: int = 4,
    status: Status = Status.SENT,
) -> Programme:
    """Three full-body days a week since MONDAY, for somebody whose account is known."""
    async with runtime.db.begin() as session:
        client = await made.client(session, person.first_name, n)
        account = str(person.id)
        people.add_contact(session, client.id, ContactKind.TELEGRAM_ID, account, is_trusted=True)
        programme = await plans.programme(
            session, client, kind=Kind.FULL, status=status, weeks=weeks
        )
        programme.created_at = MONDAY
        programme.sent_at = MONDAY if status is Status.SENT else None
    return programme


async def sets_of(runtime: Runtime, programme: Programme) -> list[SetLog]:
    async with runtime.db.read() as session:
        return list(await rows.list_logs(session, programme.id))


async def days_of(runtime: Runtime, programme: Programme) -> list[SessionLog]:
    async with runtime.db.read() as session:
        return list(await rows.list_sessions(session, programme.id))
