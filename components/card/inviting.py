"""The card's dialog with an invite to the bot: the link, its square, both to take away."""

from collections.abc import Callable

from nicegui import ui

from app.words import card as words
from app.words import frame
from components import bits, qr

FILE = "telegram-invite"


def invite_paper(link: str, on_copy: Callable[[], None]) -> ui.dialog:
    """A fresh invite, which is shown once."""

    def take_svg() -> None:
        ui.download.content(qr.as_svg(link), f"{FILE}.svg", "image/svg+xml")

    def take_png() -> None:
        ui.download.content(qr.as_png(link), f"{FILE}.png", "image/png")

    with bits.paper(words.INVITE_TITLE, frame.CLOSE) as dialog, bits.box("stack"):
        bits.text(words.INVITE_TEXT)
        qr.draw_qr(link, words.INVITE_QR)
        bits.text(link, "mono invite-link").mark("invite-link")
        bits.press(words.INVITE_COPY, on_copy, size="wide").mark("invite-copy")
        with bits.box("paper-foot"):
            bits.press(words.INVITE_SVG, take_svg, look="quiet", icon_name="download").mark(
                "invite-svg"
            )
            bits.press(words.INVITE_PNG, take_png, look="quiet", icon_name="download").mark(
                "invite-png"
            )
    return dialog
