"""/exercises: the catalogue, an exercise, and the form of one; each a file of this folder."""

from app.runtime import Runtime
from pages.exercises import browse, editing, one


def build(runtime: Runtime) -> None:
    # The form's own addresses come first: they would be read as slugs.
    for page in (browse, editing, one):
        page.build(runtime)
