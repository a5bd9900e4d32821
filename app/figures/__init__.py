"""Figures of exercises, drawn by us: which muscles work, and how the body moves.

Plain SVG without ids, scripts and style sheets: many fit on one page, and on a printed one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape

from app.figures import body
from app.figures.moves import find_move
from app.figures.stances import GROUND
from app.figures.sticks import draw_stance


@dataclass(frozen=True)
class Palette:
    """Colours as SVG spells them; written as they are, so never a stranger's words."""

    strong: str
    ink: str


THEMED = Palette("var(--figure,var(--accent,#0a6b4c))", "currentColor")
"""Follows the page: its accent and the colour of its text, light or dark."""
PRINTED = Palette("#0a6b4c", "#12181a")
"""For Typst, which knows no custom properties."""


def muscle_map(
    primary: Collection[str],
    secondary: Collection[str],
    title: str,
    *,
    palette: Palette = THEMED,
) -> str:
    """The body from the front and from the back: `primary` muscles in full colour, others pale."""
    level = dict.fromkeys(secondary, "light") | dict.fromkeys(primary, "strong")
    front = _side(body.FRONT, level, palette) + _heart(level, palette)
    back = _side(body.BACK, level, palette)
    return _svg("-96 0 392 412", title, f'{front}<g transform="translate(200)">{back}</g>', palette)


def pose(pattern: str, title: str, *, slug: str = "", palette: Palette = THEMED) -> str:
    """A stick figure before the movement (pale) and at its end, on one ground.

    An exercise of the catalogue has a pose of its own or its pattern's; the trainer's own
    exercises have their pattern's.
    """
    start, end = find_move(pattern, slug)
    ground = (
        f'<path d="M6 {GROUND + 3}H198M99 46L104 51L99 56" fill="none" stroke="{palette.ink}"'
        ' stroke-linecap="round" opacity=".35"/>'
    )
    before = _group(palette.ink, ' opacity=".38"', draw_stance(start))
    after = _group(palette.strong, ' transform="translate(104)"', draw_stance(end))
    return _svg("0 -12 204 110", title, ground + before + after, palette)


def _group(colour: str, more: str, drawing: str) -> str:
    return (
        f'<g fill="{colour}" stroke="{colour}" stroke-linecap="round"'
        f' stroke-linejoin="round"{more}>{drawing}</g>'
    )


def _side(shapes: Mapping[str, tuple[str, ...]], level: Mapping[str, str], palette: Palette) -> str:
    x, y, width, height = (2 * number for number in body.HEAD)
    groups = "".join(
        f'<path {paint}d="{drawn}"/>'
        for wanted, paint in _paints(palette).items()
        if (drawn := "".join(body.both_sides(shapes[m]) for m in shapes if level.get(m) == wanted))
    )
    return (
        f'<g opacity=".13"><ellipse cx="{x}" cy="{y}" rx="{width}" ry="{height}"/>'
        f'<path d="{body.outline()}"/></g>{groups}'
    )


def _paints(palette: Palette) -> dict[str | None, str]:
    colour = f'fill="{palette.strong}" '
    return {None: 'opacity=".12" ', "light": f'{colour}opacity=".45" ', "strong": colour}


def _heart(level: Mapping[str, str], palette: Palette) -> str:
    if "cardio" not in level:
        return ""
    # Between the heads: on the chest it would be lost when the chest works too.
    paint = f'transform="translate(100,-66)" {_paints(palette)[level["cardio"]]}'
    return f'<path {paint}d="{body.heart()}"/>'


def _svg(box: str, title: str, drawing: str, palette: Palette) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" fill="{palette.ink}">'
        f"<title>{escape(title)}</title>{drawing}</svg>"
    )
