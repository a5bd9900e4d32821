"""What an exercise looks like: how the body moves, which muscles work, and the trainer's photo."""

from nicegui import ui

from app import figures
from app.words import exercises as words
from app.words.training import PATTERN
from components import bits
from domain.exercises import Exercise


def draw_face(exercise: Exercise) -> None:
    """The movement, small, for a row."""
    _draw(figures.pose(exercise.pattern, PATTERN[exercise.pattern]), "exercise-face")


def draw_picture(exercise: Exercise) -> None:
    """The photo, if there is one, and both drawings."""
    if exercise.photo:
        picture = ui.element("img").classes("exercise-photo")
        picture.props["src"], picture.props["alt"] = f"/media/{exercise.photo}", ""
    with bits.box("exercise-figures"):
        _draw(figures.pose(exercise.pattern, PATTERN[exercise.pattern]), "exercise-pose")
        title = words.works(exercise)
        _draw(figures.muscle_map(exercise.primary, exercise.secondary, title), "exercise-muscles")


def _draw(drawing: str, classes: str) -> None:
    # Our own drawing, in which nothing is a stranger's; its title is escaped.
    ui.html(drawing, sanitize=False).classes(classes)
