"""Charts in the dashboard: a drawing, and the same numbers as a table for whoever cannot see it."""

from nicegui import ui

from app import charts
from app.charts import Chart
from app.words import followed as words
from components import bits


def draw_chart(chart: Chart) -> None:
    """The chart with its title over it; the numbers are folded under it."""
    with bits.box("chart"):
        bits.text(chart.title, "label")
        # Our own drawing, in which nothing is a stranger's; its labels are escaped.
        ui.html(charts.draw(chart), sanitize=False)
        with ui.element("details").classes("fold"):
            with ui.element("summary"):
                bits.text(words.NUMBERS)
            for point in chart.points:
                with bits.box("line is-apart"):
                    bits.text(point.label, "soft")
                    said = f"{point.value:.{chart.decimals}f}".replace(".", ",")
                    bits.text(said, "num")
