"""The human body from the front and from the back: one outline, and a few shapes for each muscle.

Shapes are closed curves given by their control points, for the right half; the left half mirrors
them. The middle of the body is x = 0, the crown y = 0, the soles are near y = 200.
"""

from collections.abc import Mapping
from functools import cache

OUTLINE = (
    "0 22 6 22 6 34 13 38 23 40 30 44 32 53 33 64 34 72 37 80 39 90 40 102 44 108 44 117 41 123"
    " 37 121 36 111 35 104 32 95 29 85 27 77 26 69 24 61 22 56 21 64 19 75 16 84 17 91 20 99"
    " 23 111 23 124 20 138 18 148 19 158 19 168 15 181 14 189 15 195 19 199 18 203 10 203 8 198"
    " 8 189 7 180 5 168 5 157 7 148 4 136 2 122 1 109 0 107"
)
HEAD = (0, 14, 9, 13)
HEART = "0 48 0 48 3 43 10 44 10 52 5 57 0 63 0 63"

FRONT: Mapping[str, tuple[str, ...]] = {
    "traps": ("5 34 7 33 13 38 18 40 18 41 8 41 5 39",),
    "front_delt": ("19 42 25 41 28 46 28 54 25 58 22 52 19 45",),
    "side_delt": ("28 44 31 46 33 53 33 62 31 63 29 56",),
    "chest": ("1 43 1 43 11 41 17 42 21 50 21 57 15 62 6 62 1 60 1 60",),
    "biceps": ("25 59 29 59 32 66 33 74 31 79 28 76 26 68",),
    "forearms": ("30 82 33 79 37 85 39 95 39 104 36 104 33 95",),
    "abs": (
        "1 64 1 64 8 65 9 65 9 70 9 71 1 71 1 71",
        "1 73 1 73 9 73 9 73 9 79 9 80 1 80 1 80",
        "1 82 1 82 9 82 9 82 8 88 8 89 1 89 1 89",
        "1 91 1 91 8 91 8 91 7 99 1 107 1 107",
    ),
    "obliques": ("11 65 19 60 19 70 15 83 16 92 10 97 10 84 11 73",),
    "hip_flexors": ("3 106 9 98 16 94 18 97 12 104 5 110",),
    "abductors": ("18 98 20 99 23 109 22 118 19 110",),
    "quads": (
        "14 107 18 108 22 118 22 130 18 142 15 144 15 126",
        "8 111 12 105 14 112 14 128 13 140 11 141 9 128",
        "7 127 9 132 11 142 10 149 7 147 6 137",
    ),
    "adductors": ("2 110 6 109 8 118 7 127 5 133 3 124",),
    "calves": ("15 153 18 157 18 168 14 182 14 168", "6 156 8 158 9 170 8 182 6 170"),
}
BACK: Mapping[str, tuple[str, ...]] = {
    "traps": ("1 27 5 28 6 35 13 39 21 41 13 46 6 53 3 66 1 73 1 73",),
    "rear_delt": ("18 44 24 41 29 45 30 53 27 56 23 51",),
    "side_delt": ("30 45 32 49 33 57 33 62 31 62 31 54",),
    "upper_back": ("8 54 15 47 21 51 23 58 14 62 5 68 5 62",),
    "lats": ("6 70 14 64 21 60 21 68 18 79 12 89 8 84",),
    "triceps": ("24 58 28 57 32 63 34 72 33 79 29 77 26 68",),
    "forearms": ("30 82 34 80 37 86 39 95 39 104 36 104 33 95",),
    "lower_back": ("1 74 1 74 4 72 6 84 10 91 9 97 1 98 1 98",),
    "obliques": ("13 89 16 84 16 88 17 93 11 96 11 92",),
    "abductors": ("9 99 17 93 20 98 22 107 20 107 15 102",),
    "glutes": ("1 99 1 99 8 100 19 104 22 113 17 120 8 121 1 116 1 116",),
    "hamstrings": (
        "12 121 21 119 21 130 18 142 16 148 13 138",
        "3 119 10 121 12 133 9 148 7 145 5 132",
    ),
    "calves": (
        "13 152 17 152 19 162 17 172 14 176 12 165",
        "6 154 11 151 11 165 10 176 7 172 5 163",
        "10 178 15 177 14 190 10 190",
    ),
}
MUSCLES = frozenset(FRONT) | frozenset(BACK) | {"cardio"}


@cache
def outline() -> str:
    """The whole silhouette without its head, as path data."""
    return _whole(OUTLINE)


@cache
def heart() -> str:
    """The heart's mark, as path data."""
    return _whole(HEART)


@cache
def both_sides(shapes: tuple[str, ...]) -> str:
    """A muscle, right and left, as path data."""
    halves = [_read(shape) for shape in shapes]
    mirrored = [[(-x, y) for x, y in half] for half in halves]
    return "".join(_curve(half) for half in [*halves, *mirrored])


def _whole(shape: str) -> str:
    half = _read(shape)
    return _curve([*half, *((-x, y) for x, y in reversed(half))])


def _read(shape: str) -> list[tuple[int, int]]:
    numbers = [int(word) for word in shape.split()]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _curve(points: list[tuple[int, int]]) -> str:
    """A closed quadratic spline at twice the size: so that all middles are whole numbers.

    Each curve ends in the middle of two control points, so the next control point is the mirror
    image of the last one and need not be written ("t"). Steps are relative, for they are short.
    """
    ring = [*points[1:], points[0]]
    middles = [(x + u, y + v) for (x, y), (u, v) in zip(points, ring, strict=True)]
    start, (x, y) = middles[-1], points[0]
    steps = [(u - a, v - b) for (a, b), (u, v) in zip([start, *middles], middles, strict=False)]
    handle = (2 * x - start[0], 2 * y - start[1])
    return f"M{_join([start])}q{_join([handle, steps[0]])}t{_join(steps[1:])}z"


def _join(points: list[tuple[int, int]]) -> str:
    return " ".join(f"{x} {y}" for x, y in points).replace(" -", "-")
