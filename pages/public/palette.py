"""Four colours of the trainer become a readable palette, light and dark. Knows no templates.

Source: WCAG 2.2, relative luminance and contrast ratio; 4.5 for text, 3 for edges of controls.
"""

import re
from dataclasses import dataclass

Rgb = tuple[float, float, float]

WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)
NIGHT: Rgb = (0.063, 0.071, 0.082)
DANGER: Rgb = (0.66, 0.05, 0.16)
FINE: Rgb = (0.05, 0.45, 0.28)
DEFAULTS = {
    "primary": "#d9381e",
    "secondary": "#1a1f24",
    "background": "#f3f4f2",
    "text": "#15181a",
}
TEXT, EDGE, EASY = 4.5, 3.0, 7.0
# Above it black reads better than white, below it white.
MIDDLE = 0.179
STEPS = 40


@dataclass(frozen=True)
class Colours:
    """What the trainer chose, as `#rrggbb`; anything else falls back to the default."""

    primary: str = DEFAULTS["primary"]
    secondary: str = DEFAULTS["secondary"]
    background: str = DEFAULTS["background"]
    text: str = DEFAULTS["text"]


def light(colours: Colours) -> dict[str, str]:
    """CSS custom properties of the page as the trainer drew it."""
    return _theme(
        accent=_chosen(colours, "primary"),
        deep=_chosen(colours, "secondary"),
        ground=_chosen(colours, "background"),
        ink=_chosen(colours, "text"),
    )


def dark(colours: Colours) -> dict[str, str]:
    """The same page at night: his background if it is dark already, else his band colour."""
    ground, ink = _chosen(colours, "background"), _chosen(colours, "text")
    deep = _chosen(colours, "secondary")
    if not _is_dark(ground):
        night = _rounded(_mix(deep, BLACK, 0.35)) if luminance(deep) < 0.05 else NIGHT
        ground, ink = night, _mix(ground, WHITE, 0.3)
    lifted = _rounded(_mix(ground, WHITE, 0.09))
    return _theme(accent=_chosen(colours, "primary"), deep=lifted, ground=ground, ink=ink)


def contrast(one: Rgb, other: Rgb) -> float:
    """1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: Rgb) -> float:
    """0 for black, 1 for white."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def parse(text: str) -> Rgb | None:
    """`#rgb` or `#rrggbb`; None for anything else, so that no CSS is ever smuggled in."""
    found = re.fullmatch(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text.strip())
    if not found:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(d * 2 for d in found[1])
    r, g, b = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return r, g, b


def _chosen(colours: Colours, part: str) -> Rgb:
    return parse(getattr(colours, part)) or parse(DEFAULTS[part]) or BLACK


def _theme(*, accent: Rgb, deep: Rgb, ground: Rgb, ink: Rgb) -> dict[str, str]:
    surface = _rounded(_surface(ground))
    alarm = _rounded(_mix(surface, DANGER, 0.16 if _is_dark(ground) else 0.08))
    both = (ground, surface)
    ink = _readable(ink, EASY, *both, alarm)
    deep_ink = _on(deep)
    theme = {
        "bg": ground,
        "surface": surface,
        "ink": ink,
        "muted": _readable(_mix(ink, ground, 0.38), TEXT, *both),
        "line": _mix(ground, ink, 0.16),
        "edge": _readable(_mix(ground, ink, 0.45), EDGE, *both),
        "accent": _readable(accent, EDGE, *both),
        "accent-ink": _readable(accent, TEXT, *both),
        "deep": deep,
        "deep-ink": deep_ink,
        "deep-muted": _readable(_mix(deep_ink, deep, 0.32), TEXT, deep),
        "deep-line": _mix(deep, deep_ink, 0.22),
        "deep-accent": _readable(accent, TEXT, deep),
        "danger": _readable(DANGER, TEXT, *both),
        "danger-bg": alarm,
        "danger-ink": _readable(DANGER, TEXT, alarm),
        "fine": _readable(FINE, TEXT, *both),
    }
    theme["on-accent"] = _on(theme["accent"])
    return {name: _hex(value) for name, value in theme.items()}


def _surface(ground: Rgb) -> Rgb:
    """A card's ground, a step off the page's; a middling one sinks, so that white still reads."""
    if not _is_dark(ground):
        return _mix(ground, WHITE, 0.7)
    return _mix(ground, WHITE, 0.05) if luminance(ground) < 0.1 else _mix(ground, BLACK, 0.15)


def _is_dark(ground: Rgb) -> bool:
    return luminance(ground) < MIDDLE


def _on(ground: Rgb) -> Rgb:
    """White where it reads (large bold buttons need 4.5 too), else near-black."""
    if contrast(WHITE, ground) >= TEXT:
        return WHITE
    return _readable(_mix(BLACK, ground, 0.05), TEXT, ground)


def _readable(colour: Rgb, ratio: float, *grounds: Rgb) -> Rgb:
    """The nearest shade of `colour`, towards black or white, that reads on each ground."""
    ends = (BLACK, WHITE) if not _is_dark(grounds[0]) else (WHITE, BLACK)
    for end in ends:
        for step in range(STEPS + 1):
            shade = _rounded(_mix(colour, end, step / STEPS))
            if all(contrast(shade, ground) >= ratio for ground in grounds):
                return shade
    return max((BLACK, WHITE), key=lambda end: min(contrast(end, ground) for ground in grounds))


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    r, g, b = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return r, g, b


def _rounded(colour: Rgb) -> Rgb:
    r, g, b = (round(c * 255) / 255 for c in colour)
    return r, g, b


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in colour)
