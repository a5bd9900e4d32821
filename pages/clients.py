"""/clients: everyone, found by a few letters, narrowed by chips, a page of thirty at a time.

What is asked for stands in the address, so that it can be kept, shared and gone back to.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nicegui import ui
from starlette.requests import Request

from app.runtime import Runtime
from app.words import clients as words
from components import bits
from components.client_filters import draw_filters, draw_stage_chips
from components.client_rows import Shelf, draw_clients
from components.quick_add import quick_add
from domain import adding, cards, clients_list, clock, funnel, people, tariffs
from domain.clients_list import PAGE, Found, Place, Wanted
from domain.funnel import Stage
from domain.people import Client
from pages.clients_address import read_wanted, write_wanted
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

    async def open(self, query: Mapping[str, str]) -> None:
        """Draw everything for the first time."""
        with bits.box("stack"):
            self._search = self._draw_search(is_wanted=bool(query.get("find")))
            self._chips = bits.box()
            self._list = bits.box()
        self._paper = bits.box()
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
        if wanted != self._wanted:
            return  # Another letter was typed meanwhile.
        self._shown, self._next = len(found.lines), found.next
        self._draw_chips()
        self._list.classes(remove="is-waiting")
        self._list.clear()
        with self._list:
            self._draw_found(found)

    def _draw_chips(self) -> None:
        self._chips.clear()
        with self._chips:
            draw_stage_chips(
                self._stages, self._wanted, on_pick=self._want, on_filters=self._open_filters
            )

    def _draw_found(self, found: Found) -> None:
        if not found.lines:
            with bits.sheet():
                self._draw_nobody()
            return
        with bits.box("line is-apart list-head"):
            said = words.count(found.count, is_at_least=found.is_at_least)
            bits.text(said, "label num")
            if found.read_as is not None:
                bits.text(words.READ_AS.format(text=found.read_as), "label cut")
        with bits.sheet():
            self._rows = bits.box("rows")
            self._append(found)
        self._foot = bits.box("list-foot")
        self._draw_foot(found.read_as)

    def _append(self, found: Found) -> None:
        with self._rows:
            draw_clients(
                found.lines,
                Shelf.of(self._stages),
                now=clock.now(),
                timezone=self._runtime.settings.timezone,
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
            self._append(found)
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
