"""Charts of a client's progress, drawn here: lines and bars as SVG for pages, as PNG for a chat.

Draws numbers and given labels only. Colours are custom properties with fallbacks, so that a page's
theme reaches them and paper can do without; what a chart says stands as a table beside it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 18, 34
LINE, SOFT, INK = "#d9381e", "#d8d4cd", "#5d5850"
LABELS = 8
"""As many labels under the axis as a phone has room for."""
TICKS = 4
MOST_PIXELS_PER_INCH = 144.0


@dataclass(frozen=True)
class Point:
    label: str
    value: float


@dataclass(frozen=True)
class Chart:
    """A row of numbers in order: at least one."""

    title: str
    points: Sequence[Point]
    kind: Literal["line", "bars"] = "line"
    decimals: int = 0


def draw(chart: Chart, *, is_plain: bool = False) -> str:
    """The chart as SVG, 640 by 260.

    Args:
        is_plain: with plain colours instead of a page's custom properties.
    """
    scale = _Scale.over(chart)
    shapes = _line(chart, scale) if chart.kind == "line" else _bars(chart, scale)
    parts = [*_grid(chart, scale), *_names(chart, scale), *shapes]
    body = "".join(parts)
    if is_plain:
        body = _plain(body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(chart.title)}">{body}</svg>'
    )


def to_png(chart: Chart) -> bytes:
    """The chart with its title as a picture for a chat. Blocks: call it in a thread."""
    import typst

    told = json.dumps({"title": chart.title})
    files = {
        "main.typ": _SHEET.encode(),
        "chart.svg": draw(chart, is_plain=True).encode(),
        "told.json": told.encode(),
    }
    # Its types know of names and bytes only; it reads a dict of virtual files just as well.
    press: Any = typst.Compiler
    drawn: bytes = press(files, ignore_system_fonts=True).compile(
        format="png", ppi=MOST_PIXELS_PER_INCH
    )
    return drawn


_SHEET = """
#set page(width: 520pt, height: auto, margin: 18pt, fill: white)
#set text(size: 15pt, fill: rgb("#211e1a"))
#strong(json("told.json").title)
#v(4pt)
#image("chart.svg", width: 100%)
"""


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    step: float
    count: int

    @classmethod
    def over(cls, chart: Chart) -> "_Scale":
        values = [point.value for point in chart.points]
        low = 0.0 if chart.kind == "bars" else min(values)
        high = max(values)
        step = _round_step((high - low) / TICKS or max(abs(high) / 10, 1))
        floor = low // step * step
        ceiling = -(-high // step) * step
        if ceiling == floor:
            floor, ceiling = floor - step, ceiling + step
        return cls(floor, ceiling, step, len(values))

    def x(self, i: int) -> float:
        room = WIDTH - LEFT - RIGHT
        return LEFT + room / 2 if self.count == 1 else LEFT + room * i / (self.count - 1)

    def slot(self, i: int) -> tuple[float, float]:
        """Where a bar begins, and how wide it is."""
        room = (WIDTH - LEFT - RIGHT) / self.count
        return LEFT + room * i + room * 0.18, room * 0.64

    def y(self, value: float) -> float:
        room = HEIGHT - TOP - BOTTOM
        return TOP + room * (1 - (value - self.low) / (self.high - self.low))

    def ticks(self) -> list[float]:
        count = round((self.high - self.low) / self.step)
        return [self.low + self.step * i for i in range(count + 1)]


def _round_step(raw: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** (len(str(int(raw))) - 1) if raw >= 1 else 0.1
    return next((nice * power for nice in (1, 2, 2.5, 5) if nice * power >= raw), 10 * power)


def _grid(chart: Chart, scale: _Scale) -> list[str]:
    drawn = []
    for tick in scale.ticks():
        y = scale.y(tick)
        drawn.append(
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="var(--line,{SOFT})"/>'
        )
        drawn.append(_text(LEFT - 8, y + 4, _number(tick, scale.step), "end"))
    return drawn


def _names(chart: Chart, scale: _Scale) -> list[str]:
    every = -(-len(chart.points) // LABELS)
    return [
        _text(_middle(chart, scale, i), HEIGHT - 10, point.label, "middle")
        for i, point in enumerate(chart.points)
        if i % every == 0
    ]


def _middle(chart: Chart, scale: _Scale, i: int) -> float:
    if chart.kind == "line":
        return scale.x(i)
    left, width = scale.slot(i)
    return left + width / 2


def _line(chart: Chart, scale: _Scale) -> list[str]:
    at = [(scale.x(i), scale.y(point.value)) for i, point in enumerate(chart.points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    dots = [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="var(--accent,{LINE})"/>' for x, y in at]
    stroke = f'stroke="var(--accent,{LINE})" stroke-width="2.5" stroke-linejoin="round"'
    last = chart.points[-1]
    told = _text(at[-1][0], at[-1][1] - 10, _told(chart, last.value), "end", is_strong=True)
    return [f'<polyline points="{path}" fill="none" {stroke}/>', *dots, told]


def _bars(chart: Chart, scale: _Scale) -> list[str]:
    drawn = []
    for i, point in enumerate(chart.points):
        left, width = scale.slot(i)
        y = scale.y(point.value)
        height = scale.y(scale.low) - y
        drawn.append(
            f'<rect x="{left:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
            f'rx="3" fill="var(--accent,{LINE})"/>'
        )
    return drawn


def _text(x: float, y: float, text: str, anchor: str, *, is_strong: bool = False) -> str:
    weight = ' font-weight="700"' if is_strong else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="13" text-anchor="{anchor}"{weight} '
        f'fill="var(--muted,{INK})">{escape(text)}</text>'
    )


def _told(chart: Chart, value: float) -> str:
    return f"{value:.{chart.decimals}f}".replace(".", ",")


def _number(value: float, step: float) -> str:
    return f"{value:.1f}".replace(".", ",") if step < 1 or step == 2.5 else f"{value:.0f}"


def _plain(svg: str) -> str:
    for name, colour in (("line", SOFT), ("accent", LINE), ("muted", INK)):
        svg = svg.replace(f"var(--{name},{colour})", colour)
    return svg
