"""Draws a stance as a stick figure: finds the joints and lays rounded strokes between them."""

from math import acos, atan2, cos, degrees, hypot, radians, sin

from app.figures.stances import Limb, Stance

Point = tuple[float, float]

TRUNK, NECK, HEAD, FOOT, PLATE = 27.0, 13.0, 6.5, 6.5, 5.5
LEG, ARM = (19.0, 19.0), (14.0, 13.0)
SHOULDER, HIP = 6.0, 3.5
"""Half their width, of one seen from the front."""
SIDE_BACK, FRONT_BACK = 8, 11


def draw_stance(stance: Stance) -> str:
    """SVG elements on a field of 100 by 100, in the colour of the group that holds them."""
    neck = _go(stance.hip, stance.trunk, TRUNK)
    head = _go(neck, stance.trunk if stance.head is None else stance.head, NECK)
    arms = _pair_of(neck, (stance.arm, stance.far_arm), ARM, SHOULDER * stance.is_facing)
    legs = _pair_of(stance.hip, (stance.leg, stance.far_leg), LEG, HIP * stance.is_facing)
    feet = [
        [leg[-1], _go(leg[-1], angle, FOOT)]
        for leg, angle in zip(legs, stance.feet or (), strict=False)
    ]
    limbs = "".join(_line(line) for line in [*legs, *feet, *arms])
    back = FRONT_BACK if stance.is_facing else SIDE_BACK
    rings = "".join(_ring(arm[-1]) for arm in arms if stance.has_weight)
    thin = _path(stance.things, 2) if stance.things else ""
    dot = f'<circle cx="{head[0]:.1f}" cy="{head[1]:.1f}" r="{HEAD}" stroke="none"/>'
    return thin + _path(_spine(stance, neck), back) + _path(limbs, 5) + dot + rings


def _pair_of(
    middle: Point, limbs: tuple[Limb, Limb | None], lengths: tuple[float, float], apart: float
) -> list[list[Point]]:
    x, y = middle
    starts = [(x + apart, y), (x - apart, y)]
    return [
        _joints(start, limb, lengths) for start, limb in zip(starts, limbs, strict=True) if limb
    ]


def _joints(start: Point, limb: Limb, lengths: tuple[float, float]) -> list[Point]:
    upper, lower = lengths
    if len(limb) == 2:
        middle = _go(start, limb[0], upper)
        return [start, middle, _go(middle, limb[1], lower)]
    x, y, side = limb
    across, down = x - start[0], y - start[1]
    # A point out of reach is reached for with a straight limb.
    far = min(hypot(across, down), upper + lower)
    opening = acos(max(-1.0, min(1.0, (upper**2 + far**2 - lower**2) / (2 * upper * far))))
    aim = degrees(atan2(down, across))
    middle = _go(start, aim + side * degrees(opening), upper)
    return [start, middle, _go(start, aim, far)]


def _go(start: Point, angle: float, length: float) -> Point:
    return start[0] + length * cos(radians(angle)), start[1] + length * sin(radians(angle))


def _spine(stance: Stance, neck: Point) -> str:
    if not stance.bow:
        return _line([stance.hip, neck])
    middle = ((stance.hip[0] + neck[0]) / 2, (stance.hip[1] + neck[1]) / 2)
    bent = _go(middle, stance.trunk + 90, 2 * stance.bow)
    return f"M{_pair(stance.hip)}Q{_pair(bent)} {_pair(neck)}"


def _line(points: list[Point]) -> str:
    return "M" + "L".join(_pair(point) for point in points)


def _path(data: str, width: float) -> str:
    return f'<path fill="none" stroke-width="{width}" d="{data}"/>'


def _ring(centre: Point) -> str:
    x, y = centre
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{PLATE}" fill="none" stroke-width="2.5"/>'


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
