"""/messages: the post. What waits and why, what went, what did not."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import outbox as words
from components import bits
from components.choices import choices
from components.message_list import message_rows
from components.payment_list import When
from components.styles import wear
from domain import clock, messages, money_reports
from domain.ledger import Fact
from domain.messages import Message, State
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

PAGE = 50
CHANGES: tuple[type[Fact], ...] = (
    messages.MessageQueued,
    messages.MessageSent,
    messages.MessageFailed,
    messages.MessageSkipped,
    messages.MessageInDoubt,
)


class Tab(StrEnum):
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"


def build(runtime: Runtime) -> None:
    @ui.page("/messages")
    async def messages_page(show: str = "") -> None:
        tab = Tab(show) if show in set(Tab) else Tab.QUEUED
        with frame(runtime, words.TITLE, "messages"), bits.box("stack"):
            await _Screen(runtime, tab).open()


class _Screen:
    def __init__(self, runtime: Runtime, tab: Tab) -> None:
        self._runtime = runtime
        self._tab = tab
        self._limit = PAGE

    async def open(self) -> None:
        wear("office")
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, *CHANGES, refresh=self._draw)

    async def _draw(self) -> None:
        found, names = await self._read()
        self._region.clear()
        with self._region:
            choices({tab: words.TABS[tab] for tab in Tab}, self._tab, self._pick)
            if self._tab is Tab.QUEUED and not self._runtime.outside.channels:
                self._draw_no_channel()
            self._draw_rows(found, names)

    async def _read(self) -> tuple[Sequence[Message], dict[UUID | None, str]]:
        """One more than is shown, to know whether there are more; and whose they are."""
        async with self._runtime.db.read() as session:
            if self._tab is Tab.FAILED:
                found = await messages.list_failed(session, self._limit + 1)
            else:
                found = await messages.list_deliveries(
                    session, state=State(self._tab), limit=self._limit + 1
                )
            return found, await money_reports.find_names(session, [m.client_id for m in found])

    def _draw_no_channel(self) -> None:
        with bits.sheet(), bits.box("case"):
            bits.text(words.NO_CHANNEL)
            with bits.box("case-acts"):
                bits.go(words.CONNECT, "/settings/integrations", look="main", size="small")

    def _draw_rows(self, found: Sequence[Message], names: dict[UUID | None, str]) -> None:
        with bits.sheet():
            if not found:
                bits.empty("mail", *words.EMPTY[self._tab])
                return
            message_rows(
                found[: self._limit],
                names,
                When(clock.now(), self._runtime.settings.timezone),
                on_cancel=self._cancel,
                on_retry=self._retry,
            )
        if len(found) > self._limit:
            bits.press(words.MORE, self._show_more, look="quiet", size="wide")

    async def _pick(self, tab: Tab | None) -> None:
        self._tab, self._limit = tab or Tab.QUEUED, PAGE
        ui.navigate.history.replace(f"/messages?show={self._tab}")
        await self._draw()

    async def _show_more(self) -> None:
        self._limit += PAGE
        await self._draw()

    async def _cancel(self, message_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await messages.cancel(session, message_id)
            ui.notify(words.CANCELLED)
        await self._draw()

    async def _retry(self, message_id: UUID) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await messages.retry(session, message_id)
            ui.notify(words.DONE_AGAIN)
        await self._draw()
