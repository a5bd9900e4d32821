"""The first steps of a new owner: a short list that can be hidden."""

from collections.abc import Mapping

from nicegui import ui

from app.words import today as words
from components import bits
from components.bits import Handler


def draw(done: Mapping[str, bool], site_url: str, *, on_skip: Handler) -> None:
    """The next step, and folded under it the others, those that are left first.

    Args:
        done: by a key of `words.STEP`.
        site_url: where a client's way begins.
    """
    left = sorted(done, key=lambda key: done[key])
    count = words.steps_left(sum(done.values()), len(done))
    with bits.sheet(
        words.STEPS,
        actions=lambda: bits.press(words.SKIP, on_skip, look="bare", size="small"),
    ):
        with bits.box("sheet-body line is-apart"):
            bits.text(words.STEPS_TEXT, "soft small")
            bits.text(count, "mark is-good")
        with bits.box("rows"):
            _draw_step(left[0], site_url, is_done=done[left[0]])
        with ui.element("details").classes("fold later"):
            with ui.element("summary"):
                bits.text(words.ALL_STEPS)
            with bits.box("rows"):
                for key in left[1:]:
                    _draw_step(key, site_url, is_done=done[key])


def _draw_step(key: str, site_url: str, *, is_done: bool) -> None:
    title, why, target = words.STEP[key]
    with bits.link_box(
        target or site_url, "row is-low is-done" if is_done else "row is-low"
    ) as row:
        if not target:
            row.props["target"] = "_blank"
        bits.box("tick is-on" if is_done else "tick")
        with bits.box("row-main"):
            bits.text(title, "row-title")
            if not is_done:
                bits.text(why, "row-sub")
        if not is_done:
            bits.icon("next", "is-small soft")
