"""/settings/site/KEY: one section of the site as a form, with the draft of the page beside it."""

import asyncio
from functools import partial
from typing import Any

from nicegui import ui

from app import imprint, uploads
from app.runtime import Runtime
from app.words import errors, sheets, site_desk
from app.words import site_forms as words
from components import bits
from components.papers_proof import papers_proof
from components.proof import proof
from components.site_form import Choices, SiteForm
from components.site_preview import SitePreview
from components.widget_proof import widget_proof
from domain import clock, site_blocks, site_drafts, site_forms
from domain.errors import Refused
from domain.site import SiteChanged
from domain.site_drafts import SiteDrafted
from pages import leaving
from pages.live import redraw_on
from pages.public import fonts, palette
from pages.settings.desk import desk
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/settings/site/{key}")
    async def section_page(key: str) -> None:
        if key not in site_forms.FORMS or key == site_blocks.SECTION:
            ui.navigate.to("/settings/site")
            return
        with desk(runtime, words.SECTION[key][0], "site", back="/settings/site"):
            await _Section(runtime, key).open()


class _Section:
    """One section, being edited in one browser."""

    def __init__(self, runtime: Runtime, key: str) -> None:
        self._runtime = runtime
        self._key = key
        self._is_at_once = key in site_drafts.AT_ONCE
        self._is_changed = self._is_saving = False

    async def open(self) -> None:
        self._sheet = bits.box("stack")
        with self._sheet, bits.box("wording"):
            with bits.box("stack"):
                with bits.box("sheet", tag="section"):
                    self._region = bits.box()
                    self._below = bits.box("form")
                with bits.box("save-bar"):
                    bits.text(words.CHANGED, "grow")
                    bits.press(words.SAVE, self._save, size="small")
                with bits.box("line is-wrap"):
                    bits.press(words.SAVE, self._save).classes("save-below")
                    bits.go(site_desk.OPEN_DRAFT, "/preview").props('target="_blank"')
            self._preview = None if self._is_at_once else SitePreview()
        await self._draw()
        redraw_on(self._runtime, SiteChanged, SiteDrafted, refresh=self._hear)

    async def _draw(self) -> None:
        async with self._runtime.db.read() as session:
            sections = await site_drafts.read_draft(session)
        values = sections[self._key]
        self._known = imprint.values_for(
            sections,
            words.SAMPLE_CLIENT,
            sheets.say_date(clock.now(), self._runtime.settings.timezone),
        )
        choices = Choices(
            fonts=words.FONT,
            keep_image=self._keep_image,
            hints=values.get("ask", {}),
            on_change=self._mark_changed,
        )
        self._region.clear()
        with self._region:
            self._form = SiteForm(self._key, site_forms.FORMS[self._key], values, choices)
        self._read_values = dict(values)
        self._draw_proof()

    async def _hear(self) -> None:
        """The site was changed, here or elsewhere."""
        if self._is_saving:
            return
        self._reload()
        if not self._is_changed:
            await self._draw()
            return
        async with self._runtime.db.read() as session:
            values = (await site_drafts.read_draft(session))[self._key]
        if values != self._read_values:
            self._read_values = dict(values)
            ui.notify(words.CHANGED_ELSEWHERE)

    def _mark_changed(self) -> None:
        self._draw_proof()
        if not self._is_changed:
            self._is_changed = True
            self._sheet.classes(add="is-changed")
            leaving.ask_first()

    def _draw_proof(self) -> None:
        self._below.clear()
        self._below.set_visibility(self._key in {"colours", "papers", "widget"})
        values = self._form.values
        with self._below:
            if self._key == "colours":
                proof(values, _contrast(values, "text"), _contrast(values, "primary"))
            elif self._key == "papers":
                papers_proof(values, self._known)
            elif self._key == "widget":
                inks = palette.light(palette.Colours(primary=values["colour"]))
                widget_proof(values, inks, fonts.stack(values["font"]))

    async def _save(self) -> None:
        self._is_saving = True
        try:
            with told_in_words():
                await self._keep()
        finally:
            self._is_saving = False

    async def _keep(self) -> None:
        try:
            cleaned = site_forms.clean(self._key, self._form.values)
        except Refused as e:
            told = {path: errors.say_field(path, code) for path, code in e.fields.items()}
            self._form.show_wrong(told)
            raise
        async with self._runtime.db.begin() as session:
            await site_drafts.keep_draft(session, self._key, cleaned)
        self._is_changed = False
        self._sheet.classes(remove="is-changed")
        leaving.leave_freely()
        await self._draw()
        self._reload()
        ui.notify(words.SAVED if self._is_at_once else words.SAVED_DRAFT)

    def _reload(self) -> None:
        if self._preview is not None:
            self._preview.reload()

    async def _keep_image(self, key: str, content: bytes) -> str | None:
        with told_in_words():
            folder = self._runtime.settings.data_dir
            keep = partial(uploads.keep_picture, is_icon=key == "icon")
            name = await asyncio.to_thread(keep, folder, content)
            return f"/media/{name}"
        return None


def _contrast(values: dict[str, Any], key: str) -> float:
    ground, colour = palette.parse(values["background"]), palette.parse(values[key])
    return palette.contrast(ground, colour) if ground and colour else 1.0
