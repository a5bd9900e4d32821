"""/exercises/SLUG: one exercise, its picture, its switch, and the ways to what is near it."""

import asyncio

from nicegui import ui

from app import uploads
from app.runtime import Runtime
from app.words import exercises as words
from components import bits
from components.exercise_card import (
    Seen,
    draw_chain,
    draw_head,
    draw_known,
    draw_limits,
    draw_technique,
    draw_use,
)
from components.photo_field import photo_field
from components.styles import wear
from domain import exercises
from domain.exercises import Exercise, ExerciseChanged
from domain.programmes import uses
from pages.frame import frame
from pages.live import redraw_on
from pages.told import told_in_words

BACK = "/exercises"


def build(runtime: Runtime) -> None:
    @ui.page("/exercises/{slug}")
    async def exercise_page(slug: str) -> None:
        wear("exercises")
        screen = _Screen(runtime, slug)
        with frame(runtime, words.TITLE, "exercises", back=BACK, tools=screen.draw_tools):
            screen.region = bits.box()
            screen.papers = bits.box()
        await screen.refresh()
        redraw_on(runtime, ExerciseChanged, refresh=screen.refresh)


class _Screen:
    """One exercise, as it stands now."""

    region: ui.element
    papers: ui.element

    def __init__(self, runtime: Runtime, slug: str) -> None:
        self._runtime = runtime
        self._slug = slug

    def draw_tools(self) -> None:
        """The head's own button."""
        bits.tool_link("pencil", words.EDIT, f"/exercises/{self._slug}/edit").mark("edit")

    async def refresh(self) -> None:
        """Read it anew; one that was deleted meanwhile says so."""
        seen = await self._read()
        self.region.clear()
        with self.region:
            if seen is None:
                _draw_missing()
            else:
                self._draw(seen)

    async def _read(self) -> Seen | None:
        async with self._runtime.db.read() as session:
            catalogue = await exercises.read_catalogue(session)
            if self._slug not in catalogue:
                return None
            exercise = catalogue[self._slug]
            return Seen(
                exercise,
                easier=exercises.easier_than(catalogue, exercise),
                harder=exercises.harder_than(catalogue, exercise),
                uses=await uses.count_current(session, exercise.slug),
            )

    def _draw(self, seen: Seen) -> None:
        exercise = seen.exercise

        with bits.box("card-grid"):
            with bits.box("stack"):
                draw_head(exercise)
                draw_technique(exercise)
                self._draw_photo(exercise)
            with bits.box("stack"):
                draw_known(exercise)
                draw_limits(exercise)
                draw_chain(seen)
                draw_use(seen, on_switch=self._switch)
                if exercise.is_own and not exercise.is_on:
                    self._draw_delete(exercise)

    def _draw_photo(self, exercise: Exercise) -> None:
        with bits.sheet(words.PHOTO), bits.box("sheet-body stack is-tight"):
            photo_field(
                has_photo=bool(exercise.photo),
                on_photo=self._keep_photo,
                on_remove=lambda: self._set_photo(""),
            )

    def _draw_delete(self, exercise: Exercise) -> None:
        def ask() -> None:
            self.papers.clear()
            with self.papers:
                self._ask(exercise).open()

        bits.press(words.DELETE, ask, look="danger-quiet").mark("delete")

    def _ask(self, exercise: Exercise) -> ui.dialog:
        title = words.DELETE_ASK.format(name=exercise.name)
        with bits.paper(title, words.CLOSE) as dialog:
            bits.text(words.DELETE_NOTE)
            with bits.box("paper-foot"):
                bits.press(words.DELETE, self._delete, look="danger").mark("delete-now")
        return dialog

    async def _switch(self, is_on: bool) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await exercises.switch(session, self._slug, is_on=is_on)
            ui.notify(words.SWITCHED_ON if is_on else words.SWITCHED_OFF)

    async def _delete(self) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await uses.delete_exercise(session, self._slug)
            ui.notify(words.DELETED)
            ui.navigate.to(BACK)

    async def _keep_photo(self, content: bytes) -> None:
        with told_in_words():
            folder = self._runtime.settings.data_dir
            photo = await asyncio.to_thread(uploads.keep_photo, folder, content)
            await self._set_photo(photo)

    async def _set_photo(self, photo: str) -> None:
        with told_in_words():
            async with self._runtime.db.begin() as session:
                await exercises.set_photo(session, self._slug, photo)


def _draw_missing() -> None:
    with bits.sheet():
        bits.empty(
            "search",
            words.MISSING,
            words.MISSING_TEXT,
            draw_action=lambda: bits.go(words.BACK_TO_LIST, BACK),
        )
