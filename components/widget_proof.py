"""A proof of the chat: its head, its greeting and a question, as a visitor will see them."""

from collections.abc import Mapping
from typing import Any

from app.words import site_forms as words
from components import bits


def widget_proof(values: Mapping[str, Any], inks: Mapping[str, str], font: str) -> None:
    """The opened chat in small, by values that are still being edited."""
    ground, surface, ink = inks["bg"], inks["surface"], inks["ink"]
    card = f"background:{surface};color:{ink};border:1px solid {inks['line']};border-radius:16px"
    mine = f"background:{inks['accent']};color:{inks['on-accent']};border-radius:16px"
    bits.text(words.PROOF_TITLE, "label")
    with bits.box("proof stack").style(f"background:{ground};color:{ink};font-family:{font}"):
        bits.text(str(values["title"] or "")).style("font-weight:650")
        if values["subtitle"]:
            bits.text(str(values["subtitle"]), "small").style(f"color:{inks['muted']}")
        bits.text(str(values["greeting"] or "")).style(f"{card};padding:10px 14px")
        for item in values["suggestions"][:1]:
            with bits.box("line is-end" if values["side"] == "right" else "line"):
                bits.text(str(item["text"] or "")).style(f"{mine};padding:10px 14px")
