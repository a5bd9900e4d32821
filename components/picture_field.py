"""A picture of a form: what it is now, a button to upload another, a button to take it away."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from app.uploads import MOST_BYTES
from app.words import site_forms as words
from components import bits

OnUpload = Callable[[bytes], Awaitable[None]]


def picture_field(
    label: str, address: str, *, on_upload: OnUpload, on_remove: bits.Handler, marker: str
) -> None:
    """The picture at `address`, empty for none."""

    async def keep(event: events.UploadEventArguments) -> None:
        await on_upload(await event.file.read())

    bits.text(label, "label")
    with bits.box("picture"):
        _draw_picture(address)
        upload = ui.upload(on_upload=keep, auto_upload=True, max_file_size=MOST_BYTES)
        upload.props('accept=".png,.jpg,.jpeg,.webp"').mark(marker)
        pick = bits.box("press is-quiet is-small", tag="button")
        pick.props["type"] = "button"
        pick.on("click", js_handler=f"() => runMethod({upload.id}, 'pickFiles', [])")
        with pick:
            bits.text(words.UPLOAD)
        if address:
            bits.tool("trash", words.REMOVE_IMAGE, on_remove)
        else:
            bits.text(words.IMAGE_HINT, "soft small")


def _draw_picture(address: str) -> None:
    if address:
        picture = ui.element("img")
        picture.props["src"], picture.props["alt"] = address, ""
    else:
        with bits.box("nothing"):
            bits.icon("plus")
