"""A proof of the trainer's words on paper: how the foot of a page and the last page will read."""

from collections.abc import Mapping

from app import imprint
from app.words import site_forms as words
from components import bits


def papers_proof(values: Mapping[str, str], known: Mapping[str, str]) -> None:
    """The templates filled as for a client of ours, and what may be put into them."""
    bits.text(words.PAPERS_PROOF, "label")
    with bits.box("proof stack is-tight"):
        for line in imprint.fill_lines(values.get("closing") or "", known):
            bits.text(line)
        foot = imprint.fill_lines(values.get("footer") or "", known)
        bits.text(" · ".join(foot), "soft small")
    bits.text(words.VARIABLES_TITLE, "label")
    for name, meaning in words.VARIABLES.items():
        said = f"{{{name}}}: {meaning}"
        bits.text(f"{said} ({known[name]})" if known[name] else said, "soft small")
    bits.text(words.VARIABLES_HINT, "soft small")
