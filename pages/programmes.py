"""/programmes: what waits for the trainer, his drafts, and what clients have; templates below."""

from collections.abc import Sequence
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import changes as spoken
from app.words import editor as words
from components import bits
from components.card.new_programme import describe
from components.choices import choices
from components.editor import deciding
from components.programme_queue import draw_queued
from components.styles import wear
from domain import clock
from domain.exercises import read_catalogue
from domain.programmes import cleaning, queue, templates
from domain.programmes import rows as programmes
from domain.programmes.changes import compare
from domain.programmes.plan import Plan
from domain.programmes.queue import Queued, Shelf
from domain.programmes.templates import ProgrammeTemplate
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/programmes")
    async def programmes_page() -> None:
        wear("editor")
        with frame(runtime, words.PROGRAMMES, "programmes"), bits.box("stack is-narrow"):
            screen = _Screen(runtime)
            await screen.redraw()
        redraw_on(
            runtime,
            programmes.DemoGiven,
            programmes.ProgrammeWritten,
            programmes.ProgrammeDrafted,
            programmes.ProgrammeEdited,
            programmes.ProgrammeApproved,
            programmes.ProgrammeSent,
            cleaning.DraftRemoved,
            refresh=screen.redraw,
        )


class _Screen:
    """The list as one trainer sees it."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._shelf = Shelf.WAITS
        self._filters, self._list, self._templates = bits.box(), bits.box(), bits.box()
        self._dialogs = bits.box()

    async def redraw(self) -> None:
        async with self._runtime.db.read() as session:
            counts = await queue.count_shelves(session)
            found = await queue.list_shelf(session, self._shelf)
            kept = await templates.list_templates(session)
        self._filters.clear()
        with self._filters:
            options = {
                shelf: f"{said} {counts[shelf]}" if counts[shelf] else said
                for shelf, said in words.SHELF.items()
            }
            choices(options, self._shelf, self._pick)
        self._draw_list(found)
        self._draw_templates(kept)

    def _draw_list(self, found: Sequence[Queued]) -> None:
        self._list.clear()
        with self._list, bits.sheet():
            if not found:
                bits.empty("sheet", *words.EMPTY[self._shelf])
            zone = self._runtime.settings.timezone
            for queued in found:
                draw_queued(queued, now=clock.now(), timezone=zone, on_compare=self._compare)

    def _draw_templates(self, kept: Sequence[ProgrammeTemplate]) -> None:
        self._templates.clear()
        with self._templates, bits.sheet(words.TEMPLATES), bits.box("rows"):
            if not kept:
                bits.empty("note", words.NO_TEMPLATES, words.NO_TEMPLATES_TEXT)
            for template in kept:
                with bits.box("row").mark("template"):
                    with bits.box("row-main"):
                        bits.text(template.name, "row-title")
                        bits.text(describe(template), "row-sub")
                    remove = self._removing(template.id)
                    bits.tool("trash", words.REMOVE_TEMPLATE, remove).mark("remove-template")

    def _removing(self, template_id: UUID) -> bits.Handler:
        async def remove() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    await templates.remove_template(session, template_id)
                ui.notify(words.TEMPLATE_REMOVED)
            await self.redraw()

        return remove

    async def _pick(self, shelf: Shelf | None) -> None:
        self._shelf = shelf or Shelf.WAITS
        await self.redraw()

    async def _compare(self, programme_id: UUID) -> None:
        """What the client has, beside what is there now."""
        with told_in_words():
            async with self._runtime.db.read() as session:
                current = await programmes.get_programme(session, programme_id)
                shown = await programmes.as_shown(session, current)
                catalogue = await read_catalogue(session)
            found = compare(Plan.model_validate(shown.plan), current.read())
            lines = [(spoken.say(c, catalogue), spoken.where(c)) for c in found]
            title = words.SINCE_SENT.format(version=shown.version)
            self._dialogs.clear()
            with self._dialogs, bits.box():
                deciding.compare_paper(title, lines, spoken.NOTHING, None).open()
