"""/settings/system: which version this is, how its parts fare, and how to save everything."""

from datetime import datetime, timedelta

from nicegui import ui

from app import health
from app.health import State
from app.runtime import Runtime
from app.version import VERSION
from app.words import editor
from app.words import settings as words
from components import bits
from components.draft_cleaning import DraftCleaning
from domain import clock
from domain.programmes import cleaning
from pages.settings.desk import desk
from pages.told import told_in_words

LOOK_EVERY = 5.0
TONES = {State.UP: "is-good", State.DOWN: "is-danger"}


def build(runtime: Runtime) -> None:
    @ui.page("/settings/system")
    async def system_page() -> None:
        with desk(runtime, words.PLACES["system"][1], "system"):
            _draw_version(runtime)
            with bits.sheet(words.PARTS):
                region = bits.box("sheet-body")
            await _draw_cleaning(runtime)
            with bits.sheet(words.BACKUP), bits.box("sheet-body stack is-tight"):
                bits.text(words.BACKUP_NOTE, "soft")
                bits.text(words.BACKUP_COMMAND, "mono")

            def redraw() -> None:
                region.clear()
                with region:
                    _draw_parts()

            redraw()
            ui.timer(LOOK_EVERY, redraw, immediate=False)


async def _draw_cleaning(runtime: Runtime) -> None:
    """Old drafts of programmes: kept so long, counted, removed."""

    async def keep(days: int | None) -> None:
        with told_in_words():
            async with runtime.db.begin() as session:
                await cleaning.change_keeping(session, days)
            ui.notify(editor.KEPT)

    async def count(days: int) -> int:
        async with runtime.db.begin() as session:
            return await cleaning.clean(session, _ago(days), dry_run=True)

    async def clean(days: int) -> int:
        async with runtime.db.begin() as session:
            return await cleaning.clean(session, _ago(days), dry_run=False)

    async with runtime.db.read() as session:
        kept = await cleaning.read_keeping(session)
    DraftCleaning(kept, on_keep=keep, count=count, on_clean=clean)


def _ago(days: int) -> datetime:
    return clock.now() - timedelta(days=days)


def _draw_version(runtime: Runtime) -> None:
    panel = bits.sheet(words.VERSION.format(version=VERSION))
    with panel, bits.box("sheet-body facts"):
        bits.text(words.DATA_AT, "soft")
        bits.text(str(runtime.settings.data_dir.resolve()))
        bits.text(words.DATABASE, "soft")
        bits.text(words.DATABASE_KIND[runtime.db.is_sqlite])


def _draw_parts() -> None:
    parts = health.parts()
    if not parts:
        bits.text(words.PARTS_UNKNOWN, "soft")
    for name, part in parts.items():
        with bits.box("step"):
            bits.text(words.part(name), "grow")
            with bits.box(f"state {TONES.get(part.state, '')}"):
                bits.box("dot")
                bits.text(words.STATE[part.state])
