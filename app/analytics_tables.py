"""Figures as tables: the same that stand under the charts go into the files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.words import analytics as words
from app.words import money_flow as flow_words
from domain.analytics.answers import Answers
from domain.analytics.cohorts import Cohort
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
    cells: Sequence[Sequence[str]] = ()
    """Where single cells lead; an empty text: nowhere."""


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


def day_table(sums: Sums, span: Span, links: Mapping[date, str]) -> Table:
    """Only the days on which money moved, the latest first."""
    title = flow_words.BY_MONTH if span.by_month else flow_words.BY_DAY
    rows: list[Row] = [
        (flow_words.say_long(day, by_month=span.by_month), *_cells(moved))
        for day, moved in reversed(list(sums.by_day.items()))
        if moved != Moved()
    ]
    targets = [links[day] for day, moved in reversed(list(sums.by_day.items())) if moved != Moved()]
    return _trimmed(title, words.MONTH if span.by_month else words.DAY, rows, targets)


def tariff_table(sums: Sums, links: Mapping[str | None, str]) -> Table:
    rows: list[Row] = [
        (words.tariff(title), *_cells(moved)) for title, moved in sums.by_tariff.items()
    ]
    targets = [links[title] for title in sums.by_tariff]
    return _trimmed(words.BY_TARIFF, words.TARIFF, rows, targets)


def payer_source_table(sums: Sums, links: Mapping[str | None, str]) -> Table:
    rows: list[Row] = [
        (words.source(name), *_cells(moved)) for name, moved in sums.by_source.items()
    ]
    targets = [links[name] for name in sums.by_source]
    return _trimmed(words.BY_PAYER_SOURCE, words.SOURCE, rows, targets)


def _trimmed(title: str, first: str, rows: Sequence[Row], targets: Sequence[str]) -> Table:
    """A table of money without the columns in which there is none."""
    kept = [0, *(n for n in range(1, len(MONEY_HEAD) + 1) if n == 1 or any(r[n] for r in rows))]
    head = [(first, *MONEY_HEAD)[n] for n in kept]
    if len(kept) == len((first, words.CAME, words.LEFT)):
        kept, head = kept[:-1], head[:-1]
    return Table(title, head, [[row[n] for n in kept] for row in rows], targets)


def cohort_tables(cohorts: Sequence[Cohort], links: Mapping[date, Sequence[str]]) -> list[Table]:
    """People and roubles of each month's new payers."""
    longest = max((len(cohort.people) for cohort in cohorts), default=0)
    ages = [words.after(age) for age in range(longest)]
    people: list[Row] = [
        _padded((words.month(one.month), one.size), one.people, longest) for one in cohorts
    ]
    sums: list[Row] = [
        _padded((words.month(one.month), Kopecks(one.total)), map(Kopecks, one.sums), longest)
        for one in cohorts
    ]
    cells = [["", "", *links[one.month]] if one.month else [] for one in cohorts]
    return [
        Table(words.COHORTS, (words.COHORT, words.SIZE, *ages), people, cells=cells),
        Table(words.COHORT_SUMS, (words.COHORT, words.TOTAL, *ages), sums),
    ]


def _padded(head: Sequence[Cell], values: Iterable[Cell], longest: int) -> Row:
    """Months to come are empty, not nought."""
    row = [*head, *values]
    return row + [""] * (len(head) + longest - len(row))


def answer_table(answers: Answers) -> Table:
    """How long was waited for whom."""
    named = {
        words.QUESTIONS_ROW: answers.questions,
        words.TALKS_ROW: answers.talks,
        words.AGENT_ROW: answers.agent,
    }
    rows: list[Row] = [
        (
            name,
            one.count,
            words.took(one.half) if one.count else "",
            words.took(one.most) if one.count else "",
            one.waiting,
        )
        for name, one in named.items()
    ]
    head = (words.WHO, words.COUNT, words.HALF, words.MOST, words.WAITING)
    return Table(words.ANSWERS, head, rows)


def _cells(moved: Moved) -> tuple[Kopecks, ...]:
    return tuple(map(Kopecks, (moved.came, -moved.went, -moved.fees, moved.left)))
