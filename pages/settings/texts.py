"""/settings/texts: everything that people are told, to be found and reworded one by one."""

from collections.abc import Mapping

from nicegui import ui

from app.runtime import Runtime
from app.words import editable
from app.words import settings as words
from components import bits
from domain import texts
from domain.texts import TextVersion
from pages.settings import wording
from pages.settings.desk import desk


def build(runtime: Runtime) -> None:
    @ui.page("/settings/texts")
    async def texts_page() -> None:
        async with runtime.db.read() as session:
            own = await texts.read_wordings(session)
        with desk(runtime, words.PLACES["texts"][1], "texts"):
            _List(own).draw()

    wording.build(runtime)


class _List:
    """The texts by where they are said; typing leaves those that say so."""

    def __init__(self, own: Mapping[str, TextVersion]) -> None:
        self._own = own
        self._groups: list[tuple[ui.element, list[tuple[ui.element, str]]]] = []

    def draw(self) -> None:
        bits.text(editable.NOTE, "soft")
        field = ui.input(placeholder=editable.SEARCH, on_change=lambda e: self._find(e.value))
        field.props("outlined debounce=180 clearable type=search autocomplete=off")
        with field.add_slot("prepend"):
            bits.icon("search", "is-small")
        field.classes("field").mark("search")
        self._none = bits.text(editable.NONE_FOUND, "soft")
        self._none.set_visibility(False)
        for title, known in editable.GROUPS.items():
            with bits.sheet(title) as group, bits.box("rows"):
                rows = [self._draw_row(key, one) for key, one in known.items()]
            self._groups.append((group, rows))
        with bits.sheet(editable.FIXED), bits.box("form"):
            bits.text(editable.FIXED_WHY, "soft")

    def _draw_row(self, key: str, known: editable.Editable) -> tuple[ui.element, str]:
        own = self._own.get(key)
        said = own.body if own else known.ours
        with bits.link_box(f"/settings/texts/{key}", "row") as row:
            with bits.box("row-main"):
                bits.text(known.title, "row-title")
                bits.text(said, "row-sub")
            if own:
                bits.mark(editable.OWN)
            bits.icon("next", "is-small soft")
        subject = own.subject if own else known.subject
        return row.mark(f"text-{key}"), f"{known.title} {subject} {said}".casefold()

    def _find(self, wanted: str | None) -> None:
        asked = (wanted or "").casefold().split()
        found = False
        for group, rows in self._groups:
            fits = [all(word in said for word in asked) for _, said in rows]
            for (row, _), is_seen in zip(rows, fits, strict=True):
                row.set_visibility(is_seen)
            group.set_visibility(any(fits))
            found = found or any(fits)
        self._none.set_visibility(not found)
