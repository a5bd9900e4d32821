"""A link as a square of dots: on the screen, and as files for print."""

from io import BytesIO

import segno
from nicegui import ui

from components import bits

QUIET = 4
"""Empty modules around, without which readers miss it. Source: ISO/IEC 18004, 6.3.8."""
PIXELS = 24
"""Of one module in a picture for print: a square of 4 cm has more than 600 dots an inch."""


def draw_qr(link: str, title: str) -> None:
    """The square; `title` is read aloud."""
    with bits.box("qr") as holder:
        holder.props(f'role=img aria-label="{title}"')
        # Our own drawing: a link is dots in it, not text.
        ui.html(_square(link).svg_inline(border=QUIET, omitsize=True), sanitize=False)


def as_svg(link: str) -> bytes:
    """For any size of print."""
    return _save(link, "svg", 1)


def as_png(link: str) -> bytes:
    """For whatever takes no SVG."""
    return _save(link, "png", PIXELS)


def _save(link: str, kind: str, scale: int) -> bytes:
    out = BytesIO()
    _square(link).save(out, kind=kind, scale=scale, border=QUIET, light="white")
    return out.getvalue()


def _square(link: str) -> segno.QRCode:
    return segno.make(link, error="m", micro=False)
