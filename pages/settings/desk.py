"""The frame of one page of settings: on a desk the other pages stand beside it."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.runtime import Runtime
from app.words import settings as words
from components import bits
from components.styles import wear
from pages.frame import frame


@contextmanager
def desk(runtime: Runtime, title: str, active: str, *, back: str = "/settings") -> Iterator[None]:
    """A page of settings with its title; `active` is a key of `words.PLACES`."""
    wear("office")
    with (
        frame(runtime, title, "settings", back=back),
        bits.box("desk"),
    ):
        with bits.box("desk-menu only-wide", tag="nav"):
            for key, (icon_name, label, _) in words.PLACES.items():
                here = " is-here" if key == active else ""
                with bits.link_box(f"/settings/{key}", f"rail-item{here}"):
                    bits.icon(icon_name)
                    bits.text(label)
        with bits.box("stack"):
            yield


def draw_places() -> None:
    """Every page of settings, with what is inside."""
    with bits.box("rows"):
        for key, (icon_name, label, inside) in words.PLACES.items():
            with bits.link_box(f"/settings/{key}", "row"):
                bits.icon_face(icon_name)
                with bits.box("row-main"):
                    bits.text(label, "row-title")
                    bits.text(inside, "row-sub")
                bits.icon("next", "is-small soft")
