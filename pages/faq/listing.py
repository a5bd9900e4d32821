"""/faq: the answers there are, in the trainer's order: found, changed, moved, sent and taken in."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast
from uuid import UUID

from nicegui import events, ui

from app.http.faq import KINDS
from app.http.moving import Format, read_file, write_file
from app.runtime import Runtime
from app.words import faq as words
from app.words import frame as frame_words
from components import bits
from components.faq_form import Deeds, entry_form, entry_row, tabs
from components.file_field import draw_import
from components.styles import wear
from domain import faq
from domain.faq import FaqEntry, Worth
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

PAGE = 50
MOST_BYTES = 2 << 20


def build(runtime: Runtime) -> None:
    @ui.page("/faq")
    async def faq_page(new: str = "", like: str = "") -> None:
        wear("office")
        with frame(runtime, words.TITLE, "faq", back="/more"), bits.box("stack"):
            tabs("faq")
            screen = Screen(runtime)
            await screen.open()
            if new:
                screen.ask(None, new[:300], like[:6000])


class Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._asked, self._limit = "", PAGE
        self._category: str | None = None

    async def open(self) -> None:
        self._papers = bits.box()
        with bits.box("line is-wrap"):
            bits.press(words.NEW, partial(self.ask, None), icon_name="plus").mark("add")
            bits.press(words.MORE, self._show_files, look="quiet").mark("files")
        search = ui.input(placeholder=words.SEARCH, on_change=self._look).classes("field")
        search.props("outlined debounce=180 clearable type=search autocomplete=off").mark("search")
        self._chips, self._region = bits.box("chips"), bits.box("stack")
        await self._draw()
        redraw_on(self._runtime, faq.FaqChanged, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            rows = await faq.search(
                session, self._asked, category=self._category, limit=self._limit + 1
            )
            categories = await faq.list_categories(session)
            worth = await faq.count_worth(session)
            said = await faq.say_entries(session, rows)
        self._draw_chips(categories)
        self._region.clear()
        with self._region, bits.sheet():
            if not rows:
                bits.empty("chat", words.EMPTY_TITLE, words.EMPTY)
            for row in rows[: self._limit]:
                known = said.get(row.id)
                said_as = words.SILENT if known is None else ""
                if known is not None and known.is_on_site:
                    said_as = words.ON_SITE
                entry_row(row, worth.get(row.id, Worth()), said_as=said_as, deeds=self._deeds(row))
            if len(rows) > self._limit:
                bits.press(words.SHOW_MORE, self._show_more, look="bare")

    def _draw_chips(self, categories: Sequence[str]) -> None:
        self._chips.clear()
        with self._chips:
            for label, value in [(words.EVERYTHING, None), *((one, one) for one in categories)]:
                chip = bits.Press(label, partial(self._pick, value))
                chip.classes("chip is-on" if value == self._category else "chip")

    def _deeds(self, entry: FaqEntry) -> Deeds:
        return Deeds(
            edit=partial(self.ask, entry),
            lift=partial(self._lift, entry.id, -1),
            lower=partial(self._lift, entry.id, 1),
            switch=partial(self._change, entry.id, {"is_active": not entry.is_active}),
        )

    def ask(self, entry: FaqEntry | None, question: str = "", like: str = "") -> None:
        """The form of an answer, new or known."""
        self._papers.clear()
        title = words.EDIT if entry else words.NEW
        with self._papers, bits.paper(title, frame_words.CLOSE) as dialog, bits.box("stack"):

            async def save(given: Mapping[str, object]) -> None:
                with told_in_words():
                    await self._save(entry.id if entry else None, given)
                    dialog.close()
                    ui.notify(words.SAVED)

            async def remove() -> None:
                with told_in_words():
                    async with self._runtime.db.begin() as session:
                        await faq.remove_entry(session, cast(FaqEntry, entry).id)
                    dialog.close()
                    ui.notify(words.REMOVED)

            entry_form(entry, question, like, on_save=save, on_remove=remove if entry else None)
        dialog.open()

    async def _save(self, entry_id: UUID | None, given: Mapping[str, object]) -> None:
        async with self._runtime.db.begin() as session:
            if entry_id is None:
                made = await faq.add_entry(session, **given)
                await faq.mark_handled(session, [made.question, *made.synonyms])
            else:
                await faq.change_entry(session, entry_id, **given)

    async def _change(self, entry_id: UUID, given: Mapping[str, object]) -> None:
        with told_in_words():
            await self._save(entry_id, given)

    async def _lift(self, entry_id: UUID, step: int) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await faq.lift_entry(session, entry_id, step)

    async def _look(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        self._asked, self._limit = (event.value or "")[:200], PAGE
        await self._draw()

    async def _pick(self, category: str | None) -> None:
        self._category, self._limit = category, PAGE
        await self._draw()

    async def _show_more(self) -> None:
        self._limit += PAGE
        await self._draw()

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
            rows = [row.model_dump(mode="json") for row in await faq.export_entries(session)]
        ui.download.content(write_file(rows, KINDS, form), f"faq.{form}")

    async def _import(self, event: events.UploadEventArguments) -> None:
        with told_in_words():
            items = read_file(await event.file.read(), KINDS)
            async with self._runtime.db.begin() as session:
                done = await faq.import_entries(session, items)
            ui.notify(words.imported(*done))
