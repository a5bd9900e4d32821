"""An exercise as one light picture for a chat: how the body moves, and which muscles work."""

from typing import Any

from app import figures
from domain.exercises import Exercise

DOTS_PER_INCH = 144


def to_png(exercise: Exercise) -> bytes:
    """Its pose beside its muscles. Blocks: call it in a thread."""
    import typst

    ink = figures.PRINTED
    pose = figures.pose(exercise.pattern, exercise.name, slug=exercise.slug, palette=ink)
    muscles = figures.muscle_map(exercise.primary, exercise.secondary, exercise.name, palette=ink)
    files = {
        "main.typ": _SHEET.encode(),
        "pose.svg": pose.encode(),
        "muscles.svg": muscles.encode(),
    }
    # Its types know of names and bytes only; it reads a dict of virtual files just as well.
    press: Any = typst.Compiler
    drawn: bytes = press(files, ignore_system_fonts=True).compile(format="png", ppi=DOTS_PER_INCH)
    return drawn


_SHEET = """
#set page(width: 420pt, height: auto, margin: 16pt, fill: white)
#grid(columns: (1fr, 150pt), gutter: 16pt, align: horizon,
  image("pose.svg", width: 100%), image("muscles.svg", width: 100%))
"""
