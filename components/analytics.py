"""Figures of the business: targets, steps, charts, and each chart's figures as a table under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nicegui import ui

from app.analytics_tables import Cell, Kopecks, Table
from app.words import analytics as words
from app.words import money_flow as flow_words
from app.words.speech import roubles
from components import bits
from components.money_charts import AXIS, CAME, SOFT, VALUES, WENT, bars, chart
from domain.analytics.groups import FUNNEL, Group
from domain.analytics.spans import Span
from domain.analytics.sums import Sums
from domain.analytics.targets import Verdict
from domain.analytics.ways import Funnel, Way

TONE: Mapping[Verdict, bits.Tone] = {Verdict.MET: "good", Verdict.MISSED: "danger"}
ROW = 44
"""Pixels of height for a source."""
MOST_BARS = 12


@dataclass(frozen=True)
class Goal:
    """One target of the plan against what is."""

    title: str
    planned: str
    fact: str
    verdict: Verdict
    target: str | None = None
    note: str = ""


@dataclass(frozen=True)
class Number:
    """A figure, and where the people behind it are."""

    name: str
    value: str
    target: str | None = None


def draw_goals(goals: Sequence[Goal]) -> None:
    with bits.sheet(words.PLAN) as panel:
        panel.mark("plan")
        for goal in goals:
            with bits.box("an-target"):
                _linked(goal.title, goal.target, "strong")
                bits.mark(words.VERDICT[goal.verdict], TONE.get(goal.verdict, "plain"))
                bits.text(f"{goal.fact} · {words.TARGET.lower()} {goal.planned}", "soft small")
                if goal.note:
                    bits.text(goal.note, "soft small")


def draw_numbers(numbers: Sequence[Number]) -> None:
    """Numbers beside each other; those that lead somewhere are links."""
    with bits.box("figures"):
        for number in numbers:
            box = bits.link_box(number.target, "figure") if number.target else bits.box("figure")
            with box:
                bits.text(number.value, "figure-value")
                bits.text(number.name, "figure-name")


def draw_way(funnel: Funnel, targets: Mapping[Group, str], table: Table) -> None:
    """Steps as bars, each a link to whoever took it."""
    whole = funnel.total.reached[Group.CAME]
    with bits.sheet(words.WAY) as panel:
        panel.mark("way")
        with bits.box("steps-down"):
            bits.text(words.WAY_NOTE, "soft small")
            for step in FUNNEL:
                _draw_step(funnel.total, step, whole, targets[step])
        with bits.box("sheet-body stack is-tight"):
            if young := words.young(funnel.total.young):
                bits.text(young, "soft small")
            if funnel.total.share(Group.BOUGHT).is_thin:
                bits.text(words.thin_note(), "soft small").mark("thin")
            draw_table(table)


def _draw_step(way: Way, step: Group, whole: int, target: str) -> None:
    with bits.link_box(target, "step-down is-share").mark(f"step-{step}"):
        bits.text(words.GROUP[step], "step-name")
        bits.text(words.number(way.reached[step]), "num")
        told = "" if step is Group.CAME else words.share_with_bounds(way.share(step))
        bits.text(told, "num soft small")
        part = way.reached[step] / whole if whole else 0
        bits.box("step-bar").style(f"--part:{part:.3f}")


def draw_sources(funnel: Funnel, table: Table) -> None:
    """Who came and who bought, by source."""
    with bits.sheet(words.BY_SOURCE), bits.box("sheet-body stack is-tight"):
        ways = dict(reversed(list(funnel.by_source.items())[:MOST_BARS]))
        names = [words.source(name) for name in ways]
        came = [way.reached[Group.CAME] for way in ways.values()]
        bought = [way.reached[Group.BOUGHT] for way in ways.values()]
        drawn = chart(
            words.CHART_SOURCES,
            {
                "legend": {"bottom": 0, "textStyle": {"color": SOFT}},
                "grid": {"left": 4, "right": 28, "top": 4, "bottom": 30, "containLabel": True},
                "tooltip": {"trigger": "axis", "confine": True},
                "xAxis": {"type": "value", **VALUES, "axisLabel": {"color": SOFT}},
                "yAxis": {"type": "category", "data": names, **AXIS},
                "series": [
                    count_bars(words.CAME_SERIES, SOFT, came),
                    count_bars(words.BOUGHT_SERIES, CAME, bought),
                ],
            },
        )
        drawn.style(f"height:{70 + ROW * len(names)}px")
        draw_table(table)


def draw_days(sums: Sums, span: Span, tables: Sequence[Table]) -> None:
    """Money by day or month, by tariff and by source."""
    with bits.sheet(words.MONEY) as panel, bits.box("sheet-body stack is-tight"):
        panel.mark("money")
        if not sums.payments and not sums.total.went:
            bits.text(words.NO_MONEY, "soft")
            return
        bits.text(words.MONEY_NOTE, "soft small")
        dates = [flow_words.say_date(day, by_month=span.by_month) for day in sums.by_day]
        series = [bars(flow_words.CAME, CAME, [one.came for one in sums.by_day.values()])]
        if sums.total.went:
            went = [-one.went for one in sums.by_day.values()]
            series.append(bars(flow_words.WENT, WENT, went))
        chart(
            flow_words.CHART_BY_DAY,
            {
                "xAxis": {"type": "category", "data": dates, **AXIS},
                "yAxis": {"type": "value", **VALUES},
                "series": series,
            },
        )
        for table in tables:
            draw_table(table, is_open=table is not tables[0])


def count_bars(name: str, colour: str, counts: Sequence[int]) -> dict[str, Any]:
    """Counts as a series of bars."""
    return {**bars(name, colour, [count * 100 for count in counts]), "stack": None}


def draw_table(table: Table, *, is_open: bool = False) -> None:
    """The figures of a chart as text, folded away unless `is_open`."""
    fold = ui.element("details").classes("fold")
    if is_open:
        fold.props["open"] = True
    with fold:
        with ui.element("summary"):
            bits.text(table.title if is_open else f"{table.title}: {words.FIGURES.lower()}")
        with bits.box("an-scroll"), bits.box("an-table", tag="table"):
            with bits.box(tag="thead"), bits.box(tag="tr"):
                for title in table.head:
                    _cell("th", title)
            with bits.box(tag="tbody"):
                for number, row in enumerate(table.rows):
                    links = table.cells[number] if table.cells else table.targets[number:][:1]
                    _draw_row(row, links)


def _draw_row(row: Sequence[Cell], links: Sequence[str]) -> None:
    with bits.box(tag="tr"):
        for place, cell in enumerate(row):
            target = links[place] if place < len(links) and cell != 0 else ""
            if target:
                with bits.box(tag="td"):
                    _linked(say(cell), target, "")
            else:
                _cell("td", say(cell))


def draw_cohorts(tables: Sequence[Table]) -> None:
    """Who pays again in which month."""
    with bits.sheet(words.COHORTS) as panel, bits.box("sheet-body stack is-tight"):
        panel.mark("cohorts")
        if not tables[0].rows:
            bits.text(words.NO_MONEY, "soft")
            return
        bits.text(words.COHORTS_NOTE, "soft small")
        for table in tables:
            draw_table(table, is_open=True)


def draw_answers(table: Table) -> None:
    with bits.sheet(words.ANSWERS) as panel, bits.box("sheet-body stack is-tight"):
        panel.mark("answers")
        bits.text(words.ANSWERS_NOTE, "soft small")
        draw_table(table, is_open=True)


def say(cell: Cell) -> str:
    """A cell as it stands on the page."""
    if isinstance(cell, Kopecks):
        return roubles(cell)
    return words.number(cell) if isinstance(cell, int) else cell


def _cell(tag: str, content: str) -> None:
    with bits.box(tag=tag):
        bits.text(content)


def _linked(content: str, target: str | None, classes: str) -> None:
    if target is None:
        bits.text(content, classes)
        return
    with bits.link_box(target, f"an-link {classes}"):
        bits.text(content)
