"""How many came to each step and how many went no further, as bars one under another."""

from collections.abc import Callable, Sequence

from app.words import visits as words
from components import bits
from domain.visit_reports import Step


def draw_figures(figures: Sequence[tuple[str, int]]) -> None:
    """Numbers beside each other, each with its name."""
    with bits.box("figures is-thirds"):
        for label, count in figures:
            with bits.box("figure"):
                bits.text(words.number(count), "figure-value")
                bits.text(label, "figure-name")


def draw_steps(title: str, steps: Sequence[Step], whole: int, say: Callable[[str], str]) -> None:
    """Bars as long as the part of `whole` that came so far."""
    with bits.sheet(title), bits.box("steps-down"):
        for step in steps:
            with bits.box("step-down"):
                bits.text(say(step.key), "step-name")
                bits.text(str(step.reached), "num")
                bits.text(words.share(step.share), "num soft small")
                part = min(step.reached / whole, 1) if whole else 0
                bits.box("step-bar").style(f"--part:{part:.3f}")
                if step.lost:
                    bits.text(words.lost(step.lost), "soft small step-lost")
