"""The theme can be read by everybody, by day and by night."""

import pytest

from components import icons, theme
from pages.public.palette import contrast, parse

PAIRS = [
    ("ink", "ground", 7.0),
    ("ink", "sheet", 7.0),
    ("soft", "ground", 4.5),
    ("soft", "sheet", 4.5),
    ("soft", "sunk", 4.5),
    ("accent", "sheet", 4.5),
    ("accent", "accent-soft", 4.5),
    ("on-accent", "accent", 4.5),
    ("danger", "sheet", 4.5),
    ("danger", "danger-soft", 4.5),
    ("warn", "warn-soft", 4.5),
    ("on-toast", "toast", 7.0),
    ("toast-accent", "toast", 4.5),
]


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "ratio"), PAIRS)
def test_texts_read_on_their_grounds(
    colours: dict[str, str], text: str, ground: str, ratio: float
) -> None:
    one, other = parse(colours[text]), parse(colours[ground])

    assert one is not None
    assert other is not None
    assert contrast(one, other) >= ratio


def test_both_lights_have_the_same_colours() -> None:
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_rules_use_no_colour_of_their_own() -> None:
    rules = theme.css().partition("/* The dashboard.")[2]

    assert "#fff" not in rules.replace("#000", "")
    assert "rgb(" not in rules


def test_every_icon_is_a_rule() -> None:
    assert all(f".i-{name}{{" in icons.css() for name in icons.STROKES)
