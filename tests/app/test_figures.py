"""Figures of exercises: every muscle and every movement has its drawing, on screen and on paper."""

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
import typst
from PIL import Image

from app.figures import PRINTED, THEMED, Palette, muscle_map, pose
from app.figures.body import BACK, FRONT, MUSCLES
from app.figures.moves import ALIKE, DRAWN
from app.figures.stances import STANCES
from domain.exercises import Exercise, load_catalogue

ALL = list(load_catalogue())
PATTERNS = sorted({exercise.pattern for exercise in ALL})
SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 6_000


def test_every_exercise_has_a_small_valid_map_of_its_muscles() -> None:
    maps = {e.name: muscle_map(e.primary, e.secondary, e.name) for e in ALL}

    roots = {name: ElementTree.fromstring(drawn) for name, drawn in maps.items()}  # noqa: S314
    assert all(root.get("role") == "img" for root in roots.values())
    assert all(root.findtext(f"{SVG}title") == name for name, root in roots.items())
    assert max(len(drawn.encode()) for drawn in maps.values()) <= LARGEST


@pytest.mark.parametrize("muscle", sorted(MUSCLES))
def test_every_muscle_is_seen_where_it_is(muscle: str) -> None:
    rest, light, strong = (
        muscle_map((), (), "t"),
        muscle_map((), (muscle,), "t"),
        muscle_map((muscle,), (), "t"),
    )

    assert THEMED.strong not in rest
    assert len({rest, light, strong}) == 3
    sides = max(1, (muscle in FRONT) + (muscle in BACK))
    assert strong.count(f'fill="{THEMED.strong}"') == sides
    assert light.count(f'fill="{THEMED.strong}" opacity=') == sides


def test_the_catalogue_names_no_muscle_we_cannot_draw() -> None:
    assert {muscle for e in ALL for muscle in (*e.primary, *e.secondary)} <= MUSCLES


def test_every_movement_has_a_pose_of_its_own() -> None:
    poses = {pose(pattern, "t") for pattern in PATTERNS}

    assert set(PATTERNS) == set(STANCES)
    assert len(poses) == len(PATTERNS)


def test_a_movement_of_the_trainers_own_is_drawn_too() -> None:
    assert pose("zumba", "Зумба & танец").count("<g ") == 2
    assert "<title>Зумба &amp; танец</title>" in pose("zumba", "Зумба & танец")


@pytest.mark.parametrize("exercise", ALL, ids=lambda e: e.slug)
def test_nobody_leaves_the_picture_or_sinks_into_the_ground(exercise: Exercise) -> None:
    drawn = pose(exercise.pattern, "t", slug=exercise.slug)

    heads = re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)" r="6.5"', drawn)
    lines = re.findall(r'stroke-width="(?:5|8|11)" d="([^"]+)"', drawn)
    joints = [pair for line in lines for pair in re.findall(r"([-\d.]+) ([-\d.]+)", line)]
    points = [(float(x), float(y)) for x, y in [*heads, *joints]]
    assert len(heads) == 2
    assert [(x, y) for x, y in points if not (0 <= x <= 100 and -10 <= y <= 95)] == []


def test_an_exercise_is_told_from_its_neighbours() -> None:
    assert pose("push_horizontal", "t", slug="bench_press") != pose("push_horizontal", "t")
    assert pose("squat", "t", slug="squat_pause") == pose("squat", "t", slug="squat_back")
    assert set(ALIKE) | set(DRAWN) <= {e.slug for e in ALL} | set(PATTERNS)
    assert set(ALIKE.values()) <= set(DRAWN)


def test_typst_prints_the_figures_in_the_colours_it_is_given() -> None:
    brand = Palette(strong="#d9381e", ink=PRINTED.ink)
    figures = [muscle_map(("quads", "cardio"), ("glutes",), "t", palette=brand)]
    figures += [pose(pattern, "t", palette=brand) for pattern in PATTERNS]

    printed = [_print(figure) for figure in figures]

    assert all((0xD9, 0x38, 0x1E) in colours for colours in printed)


def test_a_page_lends_its_colours_and_paper_does_not() -> None:
    assert "var(" in pose("squat", "t")
    assert "var(" not in pose("squat", "t", palette=PRINTED)
    assert (0, 0, 0) not in _print(muscle_map(("quads",), (), "t", palette=PRINTED))


def _print(figure: str) -> set[Any]:
    """The colours of the figure's pixels, as Typst prints it."""
    page = b'#set page(width: 30mm, height: 40mm, margin: 0mm)\n#image("figure.svg", width: 30mm)'
    press: Any = typst.Compiler
    printed = press({"main.typ": page, "figure.svg": figure.encode()}).compile(format="png")
    picture = Image.open(BytesIO(printed)).convert("RGB")
    return {colour for _, colour in picture.getcolors(picture.width * picture.height) or ()}
