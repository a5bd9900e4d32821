"""The editor's dialogs that ask before something is kept or lost."""

from collections.abc import Awaitable, Callable, Sequence

from nicegui import ui

from app.words import editor as words
from app.words import frame
from components import bits
from components.bits import Handler

Lines = Sequence[tuple[str, str]]
"""What is said, and where."""


def reason_paper(broken: Lines, on_save: Callable[[str], Awaitable[None]]) -> ui.dialog:
    """What is unsafe, and a field for why it should be."""
    with bits.paper(words.REASON_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.REASON_TEXT, "soft")
        draw_lines(broken, "ed-line is-danger")
        field = bits.field(words.REASON, hint=words.REASON_HINT, lines=2)
        field.props("autofocus maxlength=500").mark("reason")

        async def save() -> None:
            if (field.value or "").strip():
                dialog.close()
                await on_save(field.value)

        with bits.box("paper-foot"):
            bits.press(words.BACK_TO_EDIT, dialog.close, look="quiet")
            bits.press(words.REASON_SAVE, save, look="danger").mark("save-unsafe")
    return dialog


def stale_paper(
    current: int,
    yours: int,
    *,
    theirs: Lines,
    mine: Lines,
    on_take: Callable[[], Awaitable[None]],
    on_keep: Callable[[], Awaitable[None]],
) -> ui.dialog:
    """Both versions side by side, and which one is to be."""
    with bits.paper(words.STALE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.STALE_TEXT.format(current=current, yours=yours), "soft")
        with bits.box("ed-both"):
            for title, lines in (
                (words.THEIRS.format(version=current), theirs),
                (words.MINE, mine),
            ):
                with bits.box("stack is-tight"):
                    bits.text(title, "label")
                    draw_lines(lines, "ed-line")
        with bits.box("paper-foot is-stacked"):
            bits.press(words.TAKE_THEIRS, _closing(dialog, on_take), look="quiet").mark(
                "take-theirs"
            )
            bits.press(words.SAVE_MINE, _closing(dialog, on_keep)).mark("save-mine")
    return dialog


def leave_paper(
    on_save: Callable[[], Awaitable[None]], on_leave: Callable[[], Awaitable[None]]
) -> ui.dialog:
    """He is about to go, and something is not saved."""
    with bits.paper(words.LEAVE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.LEAVE_TEXT, "soft")
        with bits.box("paper-foot is-stacked"):
            bits.press(words.STAY, dialog.close, look="bare")
            bits.press(words.LEAVE, _closing(dialog, on_leave), look="quiet").mark("leave")
            bits.press(words.LEAVE_SAVE, _closing(dialog, on_save)).mark("leave-save")
    return dialog


def compare_paper(title: str, lines: Lines, nothing: str, on_restore: Handler | None) -> ui.dialog:
    """What differs, and the way back."""
    with bits.paper(title, frame.CLOSE) as dialog, bits.box("stack"):
        if not lines:
            bits.text(nothing, "soft")
        draw_lines(lines, "ed-line")
        if on_restore is not None:

            async def restore() -> None:
                dialog.close()
                done = on_restore()
                if done is not None:
                    await done

            with bits.box("paper-foot"):
                bits.press(words.RESTORE, restore).mark("restore")
    return dialog


def name_paper(on_save: Callable[[str], Awaitable[None]]) -> ui.dialog:
    """What a template is to be called."""
    with bits.paper(words.SAVE_TEMPLATE, frame.CLOSE) as dialog, bits.box("stack"):
        field = bits.field(words.TEMPLATE_NAME, hint=words.TEMPLATE_HINT)
        field.props("autofocus maxlength=80").mark("template-name")

        async def save() -> None:
            dialog.close()
            await on_save(field.value or "")

        with bits.box("paper-foot"):
            bits.press(words.SAVE, save).mark("save-template")
    return dialog


def draw_lines(lines: Lines, classes: str) -> None:
    """Each line with where it is."""
    with bits.box("ed-lines"):
        for said, where in lines:
            with bits.box(classes):
                bits.text(said)
                if where:
                    bits.text(where, "soft small")


def _closing(dialog: ui.dialog, then: Callable[[], Awaitable[None]]) -> Handler:
    async def do() -> None:
        dialog.close()
        await then()

    return do
