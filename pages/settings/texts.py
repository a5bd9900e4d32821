"""/settings/texts: what the bot greets with, in the trainer's words, seen as it is typed."""

from collections.abc import Mapping, Sequence
from functools import partial

from nicegui import ui

from app.runtime import Runtime
from app.words import editable
from app.words import settings as words
from app.words.days import say_moment
from components import bits
from domain import clock, texts
from domain.texts import TextVersion
from pages.frame import viewer_id
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/texts")
    async def texts_page() -> None:
        with desk(runtime, words.PLACES["texts"][1], "texts"):
            await _Screen(runtime).open()


class _Screen:
    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def open(self) -> None:
        bits.text(editable.NOTE, "soft")
        self._region = bits.box("stack")
        self._papers = bits.box()
        await self._draw()

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            wordings = await texts.read_wordings(session)
        self._region.clear()
        with self._region, bits.sheet(), bits.box("rows"):
            for key in editable.TEXTS:
                self._draw_text(key, wordings)

    def _draw_text(self, key: str, wordings: Mapping[str, str]) -> None:
        known = editable.TEXTS[key]
        body = wordings.get(key, known.ours)
        with bits.box("stage-row"):
            with bits.box("row-main"):
                bits.text(known.title, "row-title")
                bits.text(body, "row-sub")
                if key in wordings:
                    bits.mark(editable.OWN)
            bits.tool("pencil", words.EDIT, partial(self._edit, key, body)).mark(f"edit-{key}")

    async def _edit(self, key: str, body: str) -> None:
        async with self._runtime.db.read() as session:
            versions = await texts.list_versions(session, key)
        known = editable.TEXTS[key]
        self._papers.clear()
        with self._papers, bits.paper(known.title, words.CLOSE) as dialog, bits.box("stack"):
            field = bits.field("", body, lines=5).mark("body")
            self._draw_chips(field, known.sample)
            bits.text(editable.PREVIEW, "soft small")
            seen = bits.text("", "said").mark("preview")
            field.validation = partial(self._say_fault, key)
            self._show(key, field, seen)
            field.on_value_change(lambda: self._show(key, field, seen))
            self._draw_foot(key, field, dialog)
            self._draw_versions(field, versions)
        dialog.open()

    def _draw_chips(self, field: ui.input | ui.textarea, sample: Mapping[str, str]) -> None:
        if not sample:
            return
        bits.text(editable.CHIPS, "soft small")
        with bits.box("chips is-wrap"):
            for name in sample:

                def put(name: str = name) -> None:
                    field.value = f"{field.value or ''}{{{name}}}"

                bits.press(f"{{{name}}}", put, look="quiet", size="small").mark(f"put-{name}")

    def _show(self, key: str, field: ui.input | ui.textarea, seen: ui.label) -> None:
        sample, body = editable.TEXTS[key].sample, str(field.value or "")
        if texts.find_fault(body, sample) is None:
            seen.text = body.format_map(dict(sample))

    def _say_fault(self, key: str, body: str | None) -> str | None:
        """What is said under the field; what was typed stays."""
        fault = texts.find_fault(body or "", editable.TEXTS[key].sample)
        return editable.WRONG[fault] if fault else None

    def _draw_foot(self, key: str, field: ui.input | ui.textarea, dialog: ui.dialog) -> None:
        async def save() -> None:
            with told_in_words():
                allowed = editable.TEXTS[key].sample
                async with self._runtime.db.begin() as session:
                    texts.reword(session, key, str(field.value or ""), allowed, viewer_id())
                await self._close(dialog, words.SAVED)

        async def restore() -> None:
            with told_in_words():
                async with self._runtime.db.begin() as session:
                    texts.restore(session, key, viewer_id())
                await self._close(dialog, editable.RESTORED)

        with bits.box("paper-foot"):
            bits.press(editable.RESTORE, restore, look="bare").mark("restore")
            bits.press(words.SAVE, save).mark("save")

    async def _close(self, dialog: ui.dialog, said: str) -> None:
        ui.notify(said)
        dialog.close()
        await self._draw()

    def _draw_versions(
        self, field: ui.input | ui.textarea, versions: Sequence[TextVersion]
    ) -> None:
        written = [version for version in versions if version.body]
        if not written:
            return
        bits.text(editable.OLDER, "soft small")
        for version in written:
            zone = self._runtime.settings.timezone
            with bits.box("stage-row"):
                with bits.box("row-main"):
                    bits.text(version.body, "row-title")
                    bits.text(say_moment(version.created_at, clock.now(), zone), "row-sub")

                def take(body: str = version.body) -> None:
                    field.value = body

                bits.press(editable.TAKE, take, look="bare", size="small")
