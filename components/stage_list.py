"""The stages of the funnel, one row each, and a form for one of them."""

from collections.abc import Awaitable, Callable

from nicegui import ui

from app.words import settings as words
from components import bits
from components.bits import Handler
from domain.funnel import Stage

COLOURS = (
    "#94A3B8",
    "#3B82F6",
    "#06B6D4",
    "#10B981",
    "#84CC16",
    "#F59E0B",
    "#EF4444",
    "#EC4899",
    "#8B5CF6",
    "#6B7280",
)
OnSave = Callable[[str, str], Awaitable[None]]
"""Takes the title and the colour."""


def stage_row(
    stage: Stage,
    count: int,
    *,
    on_edit: Handler,
    on_lift: Handler | None,
    on_remove: Handler | None,
) -> None:
    """How it is called, what rule needs it, how many stand there, and what may be done."""
    with bits.box("stage-row").mark("stage"):
        bits.box("bar-of").style(f"--c:{bits.safe_colour(stage.colour)}")
        with bits.box("row-main"):
            bits.text(stage.title, "row-title")
            rule = words.RULE[stage.role] if stage.role else words.STAGE_OWN
            bits.text(f"{words.people(count)} · {rule}", "row-sub is-free")
        if on_lift is not None:
            bits.tool("up", words.UP, on_lift)
        if on_remove is not None:
            bits.tool("trash", words.REMOVE, on_remove).mark("remove")
        bits.tool("pencil", words.EDIT, on_edit)


def stage_form(stage: Stage | None, on_save: OnSave) -> None:
    """Title and colour of a stage, new or known."""
    if stage is not None and stage.role is not None:
        bits.text(words.STAGE_RULE.format(rule=words.RULE[stage.role]), "soft small")
    title = bits.field(words.STAGE_TITLE, stage.title if stage else "").mark("title")
    chosen = {"colour": stage.colour if stage else COLOURS[1]}
    bits.text(words.STAGE_COLOUR, "label")
    _pick_colour(chosen)

    async def save() -> None:
        await on_save(str(title.value or ""), chosen["colour"])

    with bits.box("paper-foot"):
        bits.press(words.SAVE, save)


def _pick_colour(chosen: dict[str, str]) -> None:
    @ui.refreshable
    def wells() -> None:
        with bits.box("wells"):
            for colour in dict.fromkeys((*COLOURS, chosen["colour"])):
                _well(colour, chosen, wells.refresh)

    wells()


def _well(colour: str, chosen: dict[str, str], redraw: Callable[[], object]) -> None:
    def pick() -> None:
        chosen["colour"] = colour
        redraw()

    is_on = colour == chosen["colour"]
    well = bits.Press("", pick)
    well.classes("well is-on" if is_on else "well").style(f"--c:{bits.safe_colour(colour)}")
    well.props["aria-label"] = colour
    well.props["aria-pressed"] = "true" if is_on else "false"
