"""A card of one connection: whether it is on, what works without it, and how to turn it on."""

from collections.abc import Callable, Sequence
from typing import Any, Literal

from app.words import settings as words
from components import bits

Standing = Literal["on", "off", "demo"]
SAID = {"on": words.ON, "off": words.OFF, "demo": words.DEMO}
TONES = {"on": "is-good", "off": "", "demo": "is-good"}


def integration(
    name: str,
    standing: Standing,
    said: str,
    *,
    needed: Sequence[str] = (),
    draw_more: Callable[[], Any] | None = None,
) -> None:
    """`needed` are the lines that would turn it on; they are shown until it is on."""
    panel = bits.sheet(name, actions=lambda: _standing(standing))
    with panel, bits.box("sheet-body stack is-tight"):
        bits.text(said)
        if standing != "on" and needed:
            bits.text(words.SET_UP, "label")
            bits.text(words.VARIABLES, "soft small")
            for line in needed:
                bits.text(line, "mono")
        if draw_more is not None:
            draw_more()


def _standing(standing: Standing) -> None:
    with bits.box(f"state {TONES[standing]} pad-end"):
        bits.box("dot")
        bits.text(SAID[standing])
