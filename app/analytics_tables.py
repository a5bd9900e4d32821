"""Figures as tables: the same that stand under the charts go into the files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.words import analytics as words
from app.words import money_flow as flow_words
from domain.analytics.groups import FUNNEL, Group
from domain.analytics.spans import Span
from domain.analytics.sums import Sums
from domain.analytics.ways import Funnel
from domain.money_flow import Moved


class Kopecks(int):
    """A sum: roubles on a page, a number of two places in a file."""


Cell = str | int | Kopecks
Row = Sequence[Cell]


@dataclass(frozen=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Row]
    targets: Sequence[str] = ()
    """Where the rows lead, in their order; empty: nowhere."""


MONEY_HEAD = (words.CAME, words.WENT, words.FEES, words.LEFT)


def way_table(funnel: Funnel, targets: Mapping[Group, str]) -> Table:
    """The steps of all."""
    total = funnel.total
    rows = [
        (words.GROUP[step], total.reached[step], words.share(one), words.bounds(one))
        for step in FUNNEL
        for one in [total.share(step)]
    ]
    head = (words.STEP, words.PEOPLE, words.SHARE, words.BOUNDS)
    return Table(words.WAY, head, rows, [targets[step] for step in FUNNEL])


def source_table(funnel: Funnel, targets: Mapping[str, str]) -> Table:
    """Who came and who bought, by source."""
    rows = [
        (
            words.source(name),
            way.reached[Group.CAME],
            way.reached[Group.BOUGHT],
            words.share(one),
            words.bounds(one),
        )
        for name, way in funnel.by_source.items()
        for one in [way.share(Group.BOUGHT)]
    ]
    head = (words.SOURCE, words.CAME_SERIES, words.BOUGHT, words.SHARE, words.BOUNDS)
    return Table(words.BY_SOURCE, head, rows, [targets[name] for name in funnel.by_source])


def day_table(sums: Sums, span: Span) -> Table:
    """Only the days on which money moved, the latest first."""
    title = flow_words.BY_MONTH if span.by_month else flow_words.BY_DAY
    rows: list[Row] = [
        (flow_words.say_long(day, by_month=span.by_month), *_cells(moved))
        for day, moved in reversed(list(sums.by_day.items()))
        if moved != Moved()
    ]
    return Table(title, (words.MONTH if span.by_month else words.DAY, *MONEY_HEAD), rows)


def tariff_table(sums: Sums) -> Table:
    rows: list[Row] = [
        (words.tariff(title), *_cells(moved)) for title, moved in sums.by_tariff.items()
    ]
    return Table(words.BY_TARIFF, (words.TARIFF, *MONEY_HEAD), rows)


def payer_source_table(sums: Sums) -> Table:
    rows: list[Row] = [
        (words.source(name), *_cells(moved)) for name, moved in sums.by_source.items()
    ]
    return Table(words.BY_PAYER_SOURCE, (words.SOURCE, *MONEY_HEAD), rows)


def _cells(moved: Moved) -> tuple[Kopecks, ...]:
    return tuple(map(Kopecks, (moved.came, -moved.went, -moved.fees, moved.left)))
