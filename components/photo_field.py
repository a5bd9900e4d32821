"""A photo that is shown elsewhere: buttons that upload one and take it away."""

from collections.abc import Awaitable, Callable

from nicegui import events, ui

from app.uploads import MOST_BYTES
from app.words import exercises as words
from components import bits

OnPhoto = Callable[[bytes], Awaitable[None]]


def photo_field(*, has_photo: bool, on_photo: OnPhoto, on_remove: bits.Handler) -> None:
    """The buttons, and what becomes of the file."""

    async def keep(event: events.UploadEventArguments) -> None:
        await on_photo(await event.file.read())

    with bits.box("photo-tools"):
        upload = ui.upload(on_upload=keep, auto_upload=True, max_file_size=MOST_BYTES)
        upload.props('accept=".png,.jpg,.jpeg,.webp"').mark("photo")
        pick = bits.box("press is-quiet is-small", tag="button")
        pick.props["type"] = "button"
        pick.on("click", js_handler=f"() => runMethod({upload.id}, 'pickFiles', [])")
        with pick:
            bits.text(words.REPLACE if has_photo else words.UPLOAD)
        if has_photo:
            bits.press(words.REMOVE_PHOTO, on_remove, look="bare", size="small").mark("no-photo")
    bits.text(words.PHOTO_NOTE, "soft small")
