"""Exercises in a list: a figure, the name, the movement and the muscles."""

from collections.abc import Sequence

from app.words import exercises as words
from components import bits
from components.exercise_figure import draw_face
from domain.exercises import Exercise


def draw_exercises(found: Sequence[Exercise]) -> None:
    """A row each, the whole of it a link."""
    with bits.box("rows"):
        for exercise in found:
            _draw(exercise)


def _draw(exercise: Exercise) -> None:
    off = "" if exercise.is_on else " is-off"
    row = bits.link_box(f"/exercises/{exercise.slug}", f"row has-face{off}")
    with row.mark(f"exercise-{exercise.slug}"):
        draw_face(exercise)
        with bits.box("row-main"):
            bits.text(exercise.name, "row-title is-plain")
            bits.text(words.muscles(exercise), "row-sub is-two")
        if not exercise.is_on or exercise.is_own:
            with bits.box("row-end"):
                if not exercise.is_on:
                    bits.mark(words.IS_OFF, "warn")
                if exercise.is_own:
                    bits.mark(words.MINE, "good")
        bits.icon("next", "is-small soft")
