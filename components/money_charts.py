"""Money by day and by source as charts, each with the same figures as text under it."""

from collections.abc import Mapping
from typing import Any

from nicegui import ui

from app.words import money_flow as words
from app.words.speech import roubles
from components import bits
from domain.money_flow import Flow, Moved

CAME, WENT, SOFT, EDGE = "var(--accent)", "var(--warn)", "var(--soft)", "var(--edge)"
"""The theme's own, so that they follow its light and dark."""
ROW = 34
"""Pixels of height for a source."""


def money_charts(flow: Flow) -> None:
    """Nothing where nothing has moved."""
    if not flow.by_day:
        return
    with bits.sheet(words.TITLE) as panel:
        panel.mark("money-flow")
        with bits.box("sheet-body stack is-tight"):
            bits.text(words.say_total(flow.total), "strong").mark("flow-total")
            bits.text(words.NOTE, "soft small")
            with bits.box("flow-grid"):
                _by_day(flow)
                _by_source(flow)


def _by_day(flow: Flow) -> None:
    with bits.box("flow"):
        bits.text(words.head_of(flow), "label")
        dates = [words.say_date(day, by_month=flow.by_month) for day in flow.by_day]
        series = [bars(words.CAME, CAME, [m.came for m in flow.by_day.values()])]
        if flow.total.went:
            series.append(bars(words.WENT, WENT, [-m.went for m in flow.by_day.values()]))
        chart(
            words.CHART_BY_DAY,
            {
                "xAxis": {"type": "category", "data": dates, **AXIS},
                "yAxis": {"type": "value", **VALUES},
                "series": series,
            },
        )
        told = {
            words.say_long(day, by_month=flow.by_month): moved
            for day, moved in flow.by_day.items()
            if moved != Moved()
        }
        _figures(dict(reversed(told.items())))


def _by_source(flow: Flow) -> None:
    with bits.box("flow"):
        bits.text(words.BY_SOURCE, "label")
        told = {words.say_source(code): moved for code, moved in flow.by_source.items()}
        names = list(reversed(told))
        drawn = chart(
            words.CHART_BY_SOURCE,
            {
                "xAxis": {"type": "value", **VALUES},
                "yAxis": {"type": "category", "data": names, **AXIS},
                "series": [bars(words.CAME, CAME, [told[name].came for name in names])],
            },
        )
        drawn.style(f"height:{60 + ROW * len(names)}px")
        _figures(told)


def chart(title: str, options: dict[str, Any]) -> ui.echart:
    """A chart in the theme's colours; what it says stands as text beside it."""
    shared = {
        "animation": False,
        "grid": {"left": 4, "right": 28, "top": 12, "bottom": 4, "containLabel": True},
        "tooltip": {"trigger": "axis", "confine": True, ":valueFormatter": words.SUM_JS},
        "textStyle": {"fontFamily": "inherit"},
    }
    drawn = ui.echart({**shared, **options}, renderer="svg").classes("chart")
    drawn.props["role"] = "img"
    drawn.props["aria-label"] = title
    return drawn


def bars(name: str, colour: str, kopecks: list[int]) -> dict[str, Any]:
    """Sums of money as a series of bars."""
    return {
        "type": "bar",
        "name": name,
        "stack": "money",
        "barMaxWidth": 26,
        "data": [amount / 100 for amount in kopecks],
        "itemStyle": {"color": colour, "borderRadius": 2},
        "emphasis": {"disabled": True},
    }


def _figures(told: Mapping[str, Moved]) -> None:
    with ui.element("details").classes("fold"):
        with ui.element("summary"):
            bits.text(words.FIGURES)
        for name, moved in told.items():
            with bits.box("line is-apart pad"):
                bits.text(name, "grow")
                with bits.box("flow-sums"):
                    bits.text(roubles(moved.came), "num")
                    if moved.went:
                        bits.text(roubles(-moved.went), "num soft")


AXIS = {
    "axisLine": {"lineStyle": {"color": EDGE}},
    "axisTick": {"show": False},
    "axisLabel": {"color": SOFT, "hideOverlap": True},
}
VALUES = {
    "splitNumber": 3,
    "splitLine": {"lineStyle": {"color": EDGE}},
    "axisLabel": {"color": SOFT, "hideOverlap": True, ":formatter": words.SHORT_SUM_JS},
}
