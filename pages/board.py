"""/funnel: the board. A move is shown in the mover's browser at once, in the others' when made."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import board as words
from components import bits
from components.board import Board, Drawn, draw_columns
from components.undo import offer_undo
from domain import board, cards, clock, funnel, payments, people, reminders
from domain.board import CARDS, Column, Totals
from domain.intakes import IntakeSubmitted
from domain.programmes import rows as programmes
from pages.frame import frame, viewer_id
from pages.live import redraw_on
from pages.told import told_in_words

CHANGES_SUMS = (
    funnel.ClientMoved,
    payments.PaymentCreated,
    payments.PaymentPaid,
    payments.PaymentCancelled,
    payments.PaymentRefunded,
    cards.ClientsMerged,
    cards.MergeUndone,
    cards.ClientErased,
)
CHANGES_CARDS = (
    *CHANGES_SUMS,
    funnel.StageChanged,
    people.ClientAdded,
    people.ClientChanged,
    reminders.RemindersChanged,
    IntakeSubmitted,
    programmes.DemoGiven,
    programmes.ProgrammeWritten,
    programmes.ProgrammeApproved,
)


SHARED_FOR = 1.0
"""Seconds for which a reading serves every open board; a fact ends it at once."""

FEW = 5_000
"""So many people's worth is added up before a page can be painted."""


def build(runtime: Runtime) -> None:
    glance = _Glance(runtime)

    @ui.page("/funnel")
    async def funnel_page() -> None:
        with frame(runtime, words.TITLE, "funnel", tools=_tools):
            await _Screen(runtime, glance).open()


class _Glance:
    """What all open boards read: once for all of them, and anew after each change."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._totals = Totals()
        self._turn = asyncio.Lock()
        self._columns: list[Column] | None = None
        self._read_at = 0.0
        self._age = 0
        # Heard before any page's own hearer: it is older, and hearers are run in their order.
        runtime.live.on(*CHANGES_CARDS, then=self._forget_cards)
        runtime.live.on(*CHANGES_SUMS, then=self._forget_sums)

    def known_sums(self) -> Mapping[UUID, int] | None:
        """The sums, if they need not be added up anew."""
        return self._totals.peek()

    async def read_columns(self, shown: Mapping[UUID, int]) -> list[Column]:
        """The columns; those who have asked for more cards read by themselves."""
        if shown:
            return await self._read(shown)
        async with self._turn:
            is_fresh = time.monotonic() - self._read_at < SHARED_FOR
            if self._columns is not None and is_fresh:
                return self._columns
            age = self._age
            columns = await self._read({})
            if age == self._age:
                self._columns, self._read_at = columns, time.monotonic()
            return columns

    async def read_sums(self) -> Mapping[UUID, int]:
        """Kopecks by stage, as they are now."""
        async with self._runtime.db.read() as session:
            return await self._totals.read(session)

    async def _read(self, shown: Mapping[UUID, int]) -> list[Column]:
        async with self._runtime.db.read() as session:
            return await board.read_columns(session, shown)

    async def _forget_cards(self) -> None:
        self._age += 1
        self._columns = None

    async def _forget_sums(self) -> None:
        self._totals.forget()


def _tools() -> None:
    bits.tool_link("gear", words.EDIT_STAGES, "/settings/stages")


class _Screen:
    """One open board."""

    def __init__(self, runtime: Runtime, glance: _Glance) -> None:
        self._runtime = runtime
        self._glance = glance
        self._shown: dict[UUID, int] = {}
        self._asked = self._drawn = 0

    async def open(self) -> None:
        """Draw what is known at once; sums that are not are added up afterwards."""
        columns = await self._glance.read_columns(self._shown)
        sums = self._glance.known_sums()
        if sums is None and sum(column.count for column in columns) <= FEW:
            sums = await self._glance.read_sums()
        self._empty = bits.box()
        self._draw_empty(columns)
        drawn = self._draw(columns, sums)
        self._board = Board(drawn, on_move=self._move, on_more=self._show_more)
        self._toast = bits.box()
        if sums is None:
            ui.timer(0, self._redraw, once=True)
        redraw_on(self._runtime, *CHANGES_CARDS, refresh=self._redraw)

    async def _redraw(self) -> None:
        self._asked = turn = self._asked + 1
        columns, sums = await asyncio.gather(
            self._glance.read_columns(self._shown), self._glance.read_sums()
        )
        # A reading that began before one already drawn tells old news.
        if turn > self._drawn:
            self._drawn = turn
            self._draw_empty(columns)
            self._board.show(self._draw(columns, sums))

    async def _move(self, client_id: UUID, stage_id: UUID, left: UUID) -> None:
        if await self._put(client_id, stage_id):
            self._say(client_id, stage_id, left)

    async def _put(self, client_id: UUID, stage_id: UUID) -> bool:
        """Move the client and draw what is true now, whether it was allowed or not."""
        moved = False
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await funnel.move_client(session, client_id, stage_id, by=str(viewer_id()))
            moved = True
        await self._redraw()
        self._board.settle(client_id)
        return moved

    def _say(self, client_id: UUID, stage_id: UUID, left: UUID) -> None:
        column = next((c for c in self._board.columns if c["id"] == str(stage_id)), None)
        if column is None:
            return
        names = {card["id"]: card["name"] for card in column["cards"]}
        said = words.MOVED.format(name=names.get(str(client_id), ""), stage=column["title"])

        async def undo() -> None:
            await self._put(client_id, left)

        offer_undo(self._toast, said, undo)

    async def _show_more(self, stage_id: UUID) -> None:
        self._shown[stage_id] = self._shown.get(stage_id, CARDS) + CARDS
        await self._redraw()

    def _draw(self, columns: Sequence[Column], sums: Mapping[UUID, int] | None) -> list[Drawn]:
        timezone = self._runtime.settings.timezone
        return draw_columns(columns, sums, clock.now(), timezone)

    def _draw_empty(self, columns: Sequence[Column]) -> None:
        """Above a board without anybody: what will appear here, and how."""
        is_empty = not any(column.count for column in columns)
        if is_empty == bool(self._empty.default_slot.children):
            return
        self._empty.clear()
        if is_empty:
            with self._empty, bits.sheet():
                bits.empty(
                    "funnel",
                    words.NOBODY_TITLE,
                    words.NOBODY,
                    draw_action=lambda: bits.go(words.ADD_CLIENT, "/clients", look="main"),
                )
