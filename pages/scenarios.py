"""/scenarios: what is offered to whom and when; changed, switched off, sent and taken in."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from nicegui import events, ui

from app.http.moving import Format, read_file, write_file
from app.http.sales_scenarios import KINDS
from app.runtime import Runtime
from app.words import faq as words
from app.words import frame as frame_words
from components import bits
from components.faq_form import tabs
from components.file_field import draw_import
from components.scenario_form import scenario_form, scenario_row
from components.styles import wear
from domain import scenarios, tariffs
from domain.scenarios import SalesScenario
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

MOST_BYTES = 1 << 20


def build(runtime: Runtime) -> None:
    @ui.page("/scenarios")
    async def scenarios_page() -> None:
        wear("office")
        with frame(runtime, words.SCENARIOS, "scenarios", back="/more"), bits.box("stack"):
            tabs("scenarios")
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        self._papers = bits.box()
        with bits.box("line is-wrap"):
            new = partial(self._ask, None)
            bits.press(words.NEW_SCENARIO, new, icon_name="plus").mark("add")
            bits.press(words.MORE, self._show_files, look="quiet").mark("files")
        self._region = bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, scenarios.ScenarioChanged, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            rows = await scenarios.list_scenarios(session)
        self._region.clear()
        with self._region, bits.sheet():
            if not rows:
                bits.empty("chat", words.EMPTY_TITLE, words.EMPTY)
            for row in rows:
                switch = partial(self._switch, row)
                scenario_row(row, on_edit=partial(self._ask, row), on_switch=switch)

    async def _ask(self, scenario: SalesScenario | None) -> None:
        async with self._runtime.db.read() as session:
            sold = await tariffs.list_tariffs(session)
        self._papers.clear()
        title = words.EDIT_SCENARIO if scenario else words.NEW_SCENARIO
        with self._papers, bits.paper(title, frame_words.CLOSE) as dialog, bits.box("stack"):

            async def save(given: Mapping[str, Any]) -> None:
                with told_in_words():
                    await self._save(scenario.id if scenario else None, given)
                    dialog.close()
                    ui.notify(words.SAVED)

            async def remove() -> None:
                with told_in_words():
                    await self._remove(scenario)
                    dialog.close()
                    ui.notify(words.REMOVED)

            scenario_form(scenario, sold, on_save=save, on_remove=remove if scenario else None)
        dialog.open()

    async def _save(self, scenario_id: UUID | None, given: Mapping[str, Any]) -> None:
        written = scenarios.read_scenario(dict(given))
        async with self._runtime.db.begin() as session:
            if scenario_id is None:
                await scenarios.add_scenario(session, written)
            else:
                await scenarios.change_scenario(session, scenario_id, written)

    async def _remove(self, scenario: SalesScenario | None) -> None:
        if scenario is not None:
            async with self._runtime.db.begin() as session:
                await scenarios.remove_scenario(session, scenario.id)

    async def _switch(self, scenario: SalesScenario) -> None:
        with told_in_words():
            written = scenarios.to_portable(scenario)
            written.active = not scenario.is_active
            async with self._runtime.db.begin() as session:
                await scenarios.change_scenario(session, scenario.id, written)

    def _show_files(self) -> None:
        self._papers.clear()
        with (
            self._papers,
            bits.paper(words.MORE, frame_words.CLOSE) as dialog,
            bits.box("stack"),
        ):
            bits.press(words.EXPORT_CSV, partial(self._export, "csv"), look="quiet")
            bits.press(words.EXPORT_JSON, partial(self._export, "json"), look="quiet")
            bits.text(words.IMPORT_HINT, "soft small")
            draw_import(self._import, MOST_BYTES)
        dialog.open()

    async def _export(self, form: Format) -> None:
        async with self._runtime.db.read() as session:
            written = await scenarios.export_scenarios(session)
        rows = [row.model_dump(mode="json") for row in written]
        ui.download.content(write_file(rows, KINDS, form), f"sales-scenarios.{form}")

    async def _import(self, event: events.UploadEventArguments) -> None:
        with told_in_words():
            items = read_file(await event.file.read(), KINDS)
            async with self._runtime.db.begin() as session:
                done = await scenarios.import_scenarios(session, items)
            ui.notify(words.imported(*done))
