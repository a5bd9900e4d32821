"""A chart says its numbers, in a page and in a picture."""

import xml.etree.ElementTree as ET

import pytest

from app.charts import Chart, Point, draw, to_png

WEIGHTS = Chart("Вес, кг", [Point("до", 82.0), Point("1", 81.4), Point("2", 80.9)], decimals=1)


def test_a_chart_is_named_and_ends_with_its_last_number() -> None:
    drawn = ET.fromstring(draw(WEIGHTS))  # noqa: S314 - our own

    assert drawn.attrib["aria-label"] == "Вес, кг"
    assert "80,9" in "".join(drawn.itertext())


@pytest.mark.parametrize("values", [[5.0], [5.0, 5.0], [0.0, 0.0], [0.1, 0.2], [1e6, 2.0], [-3.0]])
@pytest.mark.parametrize("kind", ["line", "bars"])
def test_every_number_lies_inside_the_picture(values: list[float], kind: str) -> None:
    chart = Chart("x", [Point("", value) for value in values], kind=kind)  # type: ignore[arg-type]

    for shape in ET.fromstring(draw(chart)).iter():  # noqa: S314 - our own
        for name in ("cy", "y", "y1"):
            assert 0 <= float(shape.attrib.get(name, 0)) <= 260


def test_a_title_is_text_and_never_markup() -> None:
    hostile = Chart('"><script>alert(1)</script>', [Point("<b>", 1)])

    assert "<script" not in draw(hostile)
    assert "<b>" not in draw(hostile)


def test_a_picture_for_a_chat_is_light() -> None:
    picture = to_png(WEIGHTS)

    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= 150_000
