"""A line at the foot of the page that says what was done and takes it back for ten seconds."""

from nicegui import ui

from app.words import frame as words
from components import bits
from components.bits import Handler

SECONDS = 10


def offer_undo(region: ui.element, said: str, on_undo: Handler) -> None:
    """Say it in `region`, in place of what was said there before."""
    region.clear()
    with region, bits.box("toast") as toast:
        toast.props["role"] = "status"
        bits.text(said, "grow")

        async def undo() -> None:
            toast.delete()
            done = on_undo()
            if done is not None:
                await done

        bits.press(words.UNDO, undo, look="bare")
        ui.timer(SECONDS, lambda: None if toast.is_deleted else toast.delete(), once=True)
