"""/clients: everyone, found by a few letters, narrowed by chips, a page of thirty at a time.

What is asked for stands in the address, so that it can be kept, shared and gone back to.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from nicegui import ui
from starlette.requests import Request

from app.runtime import Runtime
from app.words import client_list as spoken
from app.words import clients as words
from components import bits
from components.client_filters import draw_filters, draw_stage_chips
from components.client_rows import Cells, Shelf, draw_clients, draw_column_heads
from components.quick_add import quick_add
from components.styles import wear
from domain import adding, cards, clients_list, clock, funnel, people, tariffs
from domain.clients_list import PAGE, Found, Place, Wanted
from domain.funnel import Stage
from domain.people import Client
from pages.clients_address import read_wanted, write_wanted
from pages.clients_liking import Liking
from pages.clients_picking import Picked
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

MOST_REDRAWN = 150
CHANGES = (
    people.ClientAdded,
    people.ClientChanged,
    funnel.ClientMoved,
    funnel.StageChanged,
    cards.ClientsMerged,
    cards.MergeUndone,
    cards.ClientErased,
)


def build(runtime: Runtime) -> None:
    @ui.page("/clients")
    async def clients_page(request: Request) -> None:
        screen = Screen(runtime, read_wanted(request.query_params))
        with frame(runtime, words.TITLE, "clients", tools=screen.draw_tools):
            wear("clients")
            await screen.open(request.query_params)
        redraw_on(runtime, *CHANGES, refresh=screen.refresh)


class Screen:
    """The list as one trainer sees it."""

    def __init__(self, runtime: Runtime, wanted: Wanted) -> None:
        self._runtime = runtime
        self._wanted = wanted
        self._shown = 0
        self._next: Place | None = None
        self._stages: list[Stage] = []
        self._liking = Liking(runtime, lambda: write_wanted(self._wanted), self.refresh)
        self._picked = Picked(runtime, self.refresh)

    async def open(self, query: Mapping[str, str]) -> None:
        """Draw everything for the first time."""
        with bits.box("stack"):
            self._search = self._draw_search(is_wanted=bool(query.get("find")))
            self._chips = bits.box()
            self._list = bits.box()
        self._paper = bits.box()
        self._liking.draw()
        self._picked.draw()
        button = bits.press(words.ADD, self._open_add, icon_name="plus", size="float")
        button.classes("only-narrow").mark("add-client")
        await self._show()
        if query.get("add"):
            self._open_add()

    def draw_tools(self) -> None:
        """The head's own button; under a thumb, another floats."""
        button = bits.press(words.ADD, self._open_add, icon_name="plus", size="small")
        button.classes("only-wide")

    async def refresh(self) -> None:
        """Somebody changed something: draw as much as is shown."""
        await self._show(limit=min(max(self._shown, PAGE), MOST_REDRAWN))

    def _draw_search(self, *, is_wanted: bool) -> ui.element:
        field = ui.input(placeholder=words.SEARCH, value=self._wanted.text)
        field.props("outlined debounce=180 clearable type=search autocomplete=off")
        if is_wanted:
            field.props("autofocus")
        with field.add_slot("prepend"):
            bits.icon("search", "is-small")
        field.on_value_change(lambda e: self._want("text", e.value or ""))
        return field.classes("field").mark("search")

    async def _show(self, limit: int = PAGE) -> None:
        wanted = self._wanted
        self._list.classes(add="is-waiting")
        async with self._runtime.db.read() as session:
            self._stages = list(await funnel.list_stages(session))
            found = await clients_list.find(session, wanted, limit=limit)
            cells = await self._liking.read_cells(session, found.lines)
        if wanted != self._wanted:
            return  # Another letter was typed meanwhile.
        self._shown, self._next = len(found.lines), found.next
        self._draw_chips()
        self._list.classes(remove="is-waiting")
        self._list.clear()
        with self._list:
            self._draw_found(found, cells)

    def _draw_chips(self) -> None:
        self._chips.clear()
        with self._chips:
            draw_stage_chips(
                self._stages, self._wanted, on_pick=self._want, on_filters=self._open_filters
            )

    def _draw_found(self, found: Found, cells: Mapping[UUID, Cells]) -> None:
        if not found.lines:
            with bits.sheet():
                self._draw_nobody()
            return
        with bits.box("line is-apart list-head"):
            said = words.count(found.count, is_at_least=found.is_at_least)
            bits.text(said, "label num")
            if found.read_as is not None:
                bits.text(words.READ_AS.format(text=found.read_as), "label cut")
            self._draw_list_tools()
        with bits.sheet():
            draw_column_heads([spoken.COLUMN[column] for column in self._liking.columns or ()])
            self._rows = bits.box("rows")
            self._append(found, cells, is_first=True)
        self._foot = bits.box("list-foot")
        self._draw_foot(found.read_as)

    def _draw_list_tools(self) -> None:
        with bits.box("list-tools"):
            if not self._picked.is_on:
                bits.press(spoken.PICK, self._picked.begin, look="bare", size="small").mark("pick")
            bits.press(spoken.VIEWS, self._liking.open_views, look="bare", size="small").mark(
                "views"
            )
            columns = bits.press(
                spoken.COLUMNS, self._liking.open_columns, look="bare", size="small"
            )
            columns.mark("columns")

    def _append(self, found: Found, cells: Mapping[UUID, Cells], *, is_first: bool = False) -> None:
        shown = [line.client.id for line in found.lines]
        with self._rows:
            draw_clients(
                found.lines,
                Shelf.of(self._stages),
                now=clock.now(),
                timezone=self._runtime.settings.timezone,
                cells=cells,
                picking=self._picked.picking(shown, is_first=is_first),
            )

    def _draw_foot(self, read_as: str | None) -> None:
        self._foot.clear()
        if self._next is not None:
            with self._foot:
                bits.press(
                    words.SHOW_MORE, lambda: self._show_more(read_as), look="quiet", size="wide"
                )

    async def _show_more(self, read_as: str | None) -> None:
        wanted = replace(self._wanted, text=read_as) if read_as else self._wanted
        with told_in_words():
            async with self._runtime.db.read() as session:
                found = await clients_list.find(session, wanted, after=self._next)
                cells = await self._liking.read_cells(session, found.lines)
            self._append(found, cells)
            self._shown, self._next = self._shown + len(found.lines), found.next
            self._draw_foot(read_as)

    def _draw_nobody(self) -> None:
        if self._wanted == Wanted():
            bits.empty(
                "people",
                words.EMPTY_TITLE,
                words.EMPTY,
                draw_action=lambda: bits.press(words.SAVE, self._open_add),
            )
            return
        bits.empty(
            "search",
            words.NOT_FOUND_TITLE,
            words.NOT_FOUND,
            draw_action=lambda: bits.press(words.CLEAR, self._clear, look="quiet"),
        )

    async def _want(self, key: str, value: Any) -> None:
        changed = replace(self._wanted, **{key: value})
        if changed == self._wanted:
            return
        self._wanted = changed
        address = json.dumps("?" + write_wanted(changed))
        ui.run_javascript(f"history.replaceState(history.state, '', {address})")
        with told_in_words():
            await self._show()

    def _clear(self) -> None:
        ui.navigate.to("/clients")

    async def _open_filters(self) -> None:
        async with self._runtime.db.read() as session:
            choices = await clients_list.list_choices(session)
            sold = await tariffs.list_tariffs(session, on_sale=False)
        draw_filters(self._wanted, choices, sold, on_pick=self._want).open()

    def _open_add(self) -> None:
        """The dialog is drawn when it is asked for: most who look at the list add nobody."""
        self._paper.clear()
        with self._paper:
            quick_add(self._add_client).open()

    async def _add_client(self, name: str, contact: str) -> Client | None:
        with told_in_words():
            contacts = adding.guess_contact(contact)
            async with self._runtime.db.begin() as session:
                added = await adding.add_by_hand(session, name, contacts)
            if not added.is_new:
                return added.client
            ui.navigate.to(f"/clients/{added.client.id}")
        return None
