"""What an exercise looks like: its photo, or else a tile with an icon."""

from nicegui import ui

from components import bits
from domain.exercises import Exercise


def draw_face(exercise: Exercise) -> None:
    """A small picture for a row."""
    if exercise.photo:
        _draw_photo(exercise, "face is-icon exercise-face")
    else:
        bits.icon_face("barbell")


def draw_picture(exercise: Exercise) -> None:
    """A large one for its own page."""
    if exercise.photo:
        _draw_photo(exercise, "exercise-photo")


def _draw_photo(exercise: Exercise, classes: str) -> None:
    picture = ui.element("img").classes(classes)
    picture.props["src"], picture.props["alt"] = f"/media/{exercise.photo}", ""
    picture.props["loading"] = "lazy"
