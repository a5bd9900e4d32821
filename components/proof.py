"""A proof of four colours: how they read together, and a warning where they do not."""

from collections.abc import Mapping

from app.words import site_forms as words
from components import bits
from components.bits import safe_colour

TEXT, EDGE = 4.5, 3.0
"""Source: WCAG 2.2, 1.4.3 and 1.4.11."""


def proof(colours: Mapping[str, str], text_ratio: float, accent_ratio: float) -> None:
    """The colours on each other; ratios are of text and of accent on the background."""
    ground, ink = safe_colour(colours["background"]), safe_colour(colours["text"])
    accent = safe_colour(colours["primary"])
    bits.text(words.PROOF_TITLE, "label")
    with bits.box("proof line is-wrap is-apart").style(f"background:{ground};color:{ink}"):
        bits.text(words.PROOF_TEXT)
        bits.text(words.PROOF_BUTTON, "press is-small").style(
            f"background:{accent};color:{'#fff' if _is_dark(accent) else '#111'}"
        )
    if text_ratio < TEXT:
        bits.text(words.WEAK_TEXT.format(ratio=words.ratio(text_ratio)), "warn-text small")
    if accent_ratio < EDGE:
        bits.text(words.WEAK_ACCENT.format(ratio=words.ratio(accent_ratio)), "warn-text small")


def _is_dark(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red * 0.299 + green * 0.587 + blue * 0.114 < 150
