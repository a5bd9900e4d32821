"""A button that takes a table or a JSON file in."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from app.words import faq as words
from components import bits

OnFile = Callable[[events.UploadEventArguments], Awaitable[None]]


def draw_import(on_file: OnFile, most_bytes: int) -> None:
    """The browser's own picker behind one of our buttons."""
    upload = ui.upload(on_upload=on_file, auto_upload=True, max_file_size=most_bytes)
    upload.props('accept=".csv,.json"').mark("file").set_visibility(False)
    # The browser opens its picker only within the press itself: a round trip would be too late.
    pick = bits.box("press is-main", tag="button")
    pick.props["type"] = "button"
    pick.on("click", js_handler=f"() => runMethod({upload.id}, 'pickFiles', [])")
    with pick:
        bits.text(words.IMPORT)
