"""/settings/stages: the stages of the funnel: titles, colours, order, and ones of one's own."""

from functools import partial
from uuid import UUID

from nicegui import ui

from app.runtime import Runtime
from app.words import settings as words
from components import bits
from components.stage_list import stage_form, stage_row
from domain import board, funnel
from domain.funnel import ClientMoved, Stage, StageChanged, StageInUse
from pages.live import redraw_on
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/stages")
    async def stages_page() -> None:
        with desk(runtime, words.PLACES["stages"][1], "stages"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._stages: list[Stage] = []

    async def open(self) -> None:
        bits.text(words.STAGE_NOTE, "soft")
        self._region = bits.box("stack")
        self._papers = bits.box()
        bits.press(words.STAGE_ADD, partial(self._edit, None), icon_name="plus").mark("add")
        await self._draw()
        redraw_on(self._runtime, StageChanged, ClientMoved, refresh=self._draw)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            self._stages = list(await funnel.list_stages(session))
            counts = await funnel.count_by_stage(session)
        self._region.clear()
        with self._region, bits.sheet():
            for place, stage in enumerate(self._stages):
                stage_row(
                    stage,
                    counts.get(stage.id, 0),
                    on_edit=partial(self._edit, stage),
                    on_lift=partial(self._lift, place) if place else None,
                    on_remove=None if stage.role else partial(self._remove, stage),
                )

    def _edit(self, stage: Stage | None) -> None:
        self._papers.clear()
        with self._papers:
            title = stage.title if stage else words.STAGE_NEW
            with bits.paper(title, words.CLOSE) as dialog:

                async def save(title: str, colour: str) -> None:
                    with told_in_words():
                        await self._save(stage, board.clean_title(title), colour)
                        dialog.close()

                with bits.box("stack"):
                    stage_form(stage, save)
        dialog.open()

    async def _save(self, stage: Stage | None, title: str, colour: str) -> None:
        async with self._runtime.db.begin() as session:
            if stage is not None:
                await funnel.change_stage(session, stage.id, title=title, colour=colour)
            else:
                await funnel.add_stage(session, title, colour, len(self._stages))
        ui.notify(words.SAVED)

    async def _lift(self, place: int) -> None:
        ids: list[UUID] = [stage.id for stage in self._stages]
        ids[place - 1], ids[place] = ids[place], ids[place - 1]
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await board.reorder_stages(session, ids)

    async def _remove(self, stage: Stage) -> None:
        with told_in_words():
            try:
                async with self._runtime.db.begin() as session:
                    await funnel.remove_stage(session, stage.id)
                ui.notify(words.STAGE_REMOVED)
            except StageInUse as e:
                ui.notify(_why_not(stage, e))


def _why_not(stage: Stage, refusal: StageInUse) -> str:
    if stage.role is not None:
        return words.STAGE_RULE.format(rule=words.RULE[stage.role])
    return words.STAGE_FULL.format(people=words.people(refusal.clients))
