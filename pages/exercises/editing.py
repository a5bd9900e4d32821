"""/exercises/new: an own exercise; /exercises/SLUG/edit: it again, or the words of any other."""

from collections.abc import Iterator
from contextlib import contextmanager

from nicegui import ui

from app.runtime import Runtime
from app.words import errors
from app.words import exercises as words
from components import bits
from components.exercise_form import ExerciseForm, TextsForm
from components.styles import wear
from domain import exercises
from domain.errors import Refused
from domain.exercises import Catalogue, Exercise
from pages import leaving
from pages.frame import frame
from pages.told import told_in_words


def build(runtime: Runtime) -> None:
    @ui.page("/exercises/new")
    async def new_page() -> None:
        wear("exercises")
        catalogue = await _read(runtime)
        with frame(runtime, words.NEW, "exercises", back="/exercises"):
            _Own(runtime, catalogue, None).draw()

    @ui.page("/exercises/{slug}/edit")
    async def edit_page(slug: str) -> None:
        wear("exercises")
        catalogue = await _read(runtime)
        if slug not in catalogue:
            ui.navigate.to("/exercises")
            return
        exercise = catalogue[slug]
        with frame(runtime, exercise.name, "exercises", back=f"/exercises/{slug}"):
            if exercise.is_own:
                _Own(runtime, catalogue, exercise).draw()
            else:
                _Shipped(runtime, exercise).draw()


async def _read(runtime: Runtime) -> Catalogue:
    async with runtime.db.read() as session:
        return await exercises.read_catalogue(session)


class _Shipped:
    """The words of an exercise that ships."""

    def __init__(self, runtime: Runtime, exercise: Exercise) -> None:
        self._runtime = runtime
        self._exercise = exercise

    def draw(self) -> None:
        with bits.box("stack is-narrow"):
            self._form = TextsForm(self._exercise)
            self._form.on_change(leaving.ask_first)
            with bits.box("form-foot"):
                bits.press(words.SAVE, self._save).mark("save")

    async def _save(self) -> None:
        with told_in_words(), _shown_at(self._form):
            fields = exercises.clean_words(self._form.texts)
            async with self._runtime.db.begin() as session:
                await exercises.change_words(session, self._exercise.slug, fields)
            _leave(words.SAVED, self._exercise.slug)


class _Own:
    """An own exercise, new or known."""

    def __init__(self, runtime: Runtime, catalogue: Catalogue, known: Exercise | None) -> None:
        self._runtime = runtime
        self._catalogue = catalogue
        self._known = known

    def draw(self) -> None:
        with bits.box("stack is-narrow"):
            self._form = ExerciseForm(self._known, self._catalogue)
            self._form.on_change(leaving.ask_first)
            with bits.box("form-foot"):
                bits.press(words.SAVE, self._save).mark("save")

    async def _save(self) -> None:
        with told_in_words(), _shown_at(self._form):
            async with self._runtime.db.begin() as session:
                catalogue = await exercises.read_catalogue(session)
                fields = exercises.clean(self._form.draft, catalogue)
                if self._known is None:
                    slug = await exercises.add_own(session, fields)
                else:
                    slug = self._known.slug
                    await exercises.change_own(session, slug, fields)
            _leave(words.SAVED if self._known else words.ADDED, slug)


@contextmanager
def _shown_at(form: TextsForm) -> Iterator[None]:
    """What is refused is said at its fields, too."""
    form.show_wrong({})
    try:
        yield
    except Refused as e:
        form.show_wrong({key: errors.say_field(key, code) for key, code in e.fields.items()})
        raise


def _leave(said: str, slug: str) -> None:
    leaving.leave_freely()
    ui.notify(said)
    ui.navigate.to(f"/exercises/{slug}")
