"""/settings/system: which version this is, how its parts fare, and how to save everything."""

from nicegui import ui

from app import health
from app.health import State
from app.runtime import Runtime
from app.version import VERSION
from app.words import settings as words
from components import bits
from pages.settings.desk import desk

LOOK_EVERY = 5.0
TONES = {State.UP: "is-good", State.DOWN: "is-danger"}


def build(runtime: Runtime) -> None:
    @ui.page("/settings/system")
    async def system_page() -> None:
        with desk(runtime, words.PLACES["system"][1], "system"):
            _draw_version(runtime)
            with bits.sheet(words.PARTS):
                region = bits.box("sheet-body")
            with bits.sheet(words.BACKUP), bits.box("sheet-body stack is-tight"):
                bits.text(words.BACKUP_NOTE, "soft")
                bits.text(words.BACKUP_COMMAND, "mono")

            def redraw() -> None:
                region.clear()
                with region:
                    _draw_parts()

            redraw()
            ui.timer(LOOK_EVERY, redraw, immediate=False)


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
