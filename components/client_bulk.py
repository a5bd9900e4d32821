"""Many clients at once: the bar under the thumb, and the papers it opens."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from nicegui import ui

from app.words import client_list as words
from app.words import frame
from components import bits
from domain.funnel import Stage

T = TypeVar("T")
OnWord = Callable[[str], Awaitable[None]]
OnWrite = Callable[[str, bool], Awaitable[None]]


def draw_pick_bar(
    count: int,
    deeds: Sequence[tuple[str, str, bits.Handler]],
    *,
    on_all: bits.Handler,
    on_stop: bits.Handler,
) -> ui.label:
    """How many are picked and what may be done with them: label, marker, handler of each deed.

    Returns:
        The label that says how many.
    """
    with bits.box("pick-bar") as bar:
        bar.props["role"] = "toolbar"
        with bits.box("pick-head"):
            said = bits.text(words.picked(count), "grow num")
            bits.press(words.PICK_ALL, on_all, look="bare", size="small").mark("pick-all")
            bits.tool("close", words.STOP, on_stop)
        with bits.box("pick-deeds"):
            for label, marker, handler in deeds:
                bits.press(label, handler, look="bare", size="small").mark(marker)
    return said


def stage_paper(stages: Sequence[Stage], on_stage: Callable[[Stage], Awaitable[None]]) -> ui.dialog:
    """One press chooses."""
    with bits.paper(words.STAGE_TITLE, frame.CLOSE) as dialog, bits.box("chips is-wrap"):
        for stage in stages:
            chip = bits.Press("", _choosing(dialog, stage, on_stage))
            chip.classes("chip").mark(f"to-{stage.id}")
            with chip:
                bits.box("dot").style(f"--c:{bits.safe_colour(stage.colour)}")
                bits.text(stage.title)
    return dialog


def tag_paper(title: str, known: Sequence[str], on_tag: OnWord, *, may_be_new: bool) -> ui.dialog:
    """A tag that is known by one press; a new one in words."""
    with bits.paper(title, frame.CLOSE) as dialog, bits.box("stack"):
        if known:
            with bits.box("chips is-wrap"):
                for word in known:
                    chip = bits.Press(word, _choosing(dialog, word, on_tag))
                    chip.classes("chip")
        if may_be_new:
            field = bits.field(words.TAG_FIELD).mark("tag-word")
            with bits.box("paper-foot"):
                given = lambda: _choosing(dialog, field.value or "", on_tag)()  # noqa: E731
                bits.press(words.APPLY, given).mark("tag-done")
    return dialog


def write_paper(count: int, on_write: OnWrite) -> ui.dialog:
    """The words, and whether they sell: then only those get them who have allowed it."""
    with bits.paper(words.WRITE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.people(count), "label num")
        field = bits.field(words.TEXT, lines=4).mark("many-text")
        sells = ui.checkbox(words.SELLS).mark("many-sells")
        bits.text(words.SELLS_HINT, "soft small")
        bits.text(words.WRITE_HINT, "soft small")

        async def send() -> None:
            dialog.close()
            await on_write(field.value or "", bool(sells.value))

        with bits.box("paper-foot"):
            bits.press(words.SEND, send).mark("many-send")
    return dialog


def _choosing(
    dialog: ui.dialog, value: T, on_choice: Callable[[T], Awaitable[None]]
) -> Callable[[], Awaitable[None]]:
    async def choose() -> None:
        dialog.close()
        await on_choice(value)

    return choose
