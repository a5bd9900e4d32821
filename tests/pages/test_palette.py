"""Whatever the trainer picks, the page can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.public import palette
from pages.public.palette import Colours, contrast, parse

colour = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")
READ = [
    ("ink", "bg"),
    ("ink", "surface"),
    ("muted", "bg"),
    ("muted", "surface"),
    ("accent-ink", "bg"),
    ("accent-ink", "surface"),
    ("on-accent", "accent"),
    ("deep-ink", "deep"),
    ("deep-muted", "deep"),
    ("danger", "bg"),
    ("danger", "surface"),
    ("danger-ink", "danger-bg"),
    ("ink", "danger-bg"),
    ("fine", "bg"),
    ("fine", "surface"),
]


def ratio(theme: dict[str, str], one: str, other: str) -> float:
    return contrast(parse(theme[one]) or palette.BLACK, parse(theme[other]) or palette.BLACK)


@given(colour, colour, colour, colour)
def test_any_four_colours_make_readable_text(
    primary: str, secondary: str, background: str, text: str
) -> None:
    chosen = Colours(primary, secondary, background, text)
    for theme in (palette.light(chosen), palette.dark(chosen)):
        weak = {pair: r for pair in READ if (r := ratio(theme, *pair)) < 4.5}
        assert not weak
        assert ratio(theme, "edge", "bg") >= 3


def test_the_default_accent_is_kept_as_the_trainer_chose_it() -> None:
    assert palette.light(Colours())["accent"] == "#d9381e"


def test_the_night_is_dark_and_the_day_is_not() -> None:
    day, night = (parse(t["bg"]) for t in (palette.light(Colours()), palette.dark(Colours())))
    assert day
    assert night
    assert palette.luminance(day) > 0.8
    assert palette.luminance(night) < 0.02


@pytest.mark.parametrize("text", ["red", "#12", "#d9381e;}body{", "", "url(x)"])
def test_what_is_no_colour_never_reaches_the_page(text: str) -> None:
    assert palette.light(Colours(primary=text)) == palette.light(Colours())
