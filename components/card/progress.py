"""What the client really did: the last training day, how steady he is, pain, bests, his weight."""

from collections.abc import Sequence

from nicegui import ui

from app.charts import Chart, Point
from app.words import followed as words
from app.words import journals
from components import bits
from components.drawn import draw_chart
from domain.progress.accounts import Account
from domain.progress.rows import Kind, Measurement, SetLog

MOST_PAINS, MOST_BESTS, LEAST_POINTS = 5, 6, 2


def draw_progress(account: Account, journal: Sequence[Measurement]) -> None:
    """The section of the card; it says so where nothing is logged yet."""
    with bits.sheet(words.TITLE) as sheet, bits.box("sheet-body stack is-tight"):
        sheet.mark("progress")
        if not account.sessions and not journal:
            bits.text(words.NOTHING, "soft")
            return
        if account.sessions:
            bits.text(words.say_rate(account), "strong")
            _draw_last(account)
        if account.pains:
            bits.text(words.PAINS, "label")
            for report in account.pains[:MOST_PAINS]:
                _pair(*words.say_pain(report, account.catalogue))
        _draw_bests(account)
        _draw_body(journal)


def _draw_last(account: Account) -> None:
    last = account.sessions[-1]
    mine: dict[str, list[SetLog]] = {}
    for log in account.logs:
        same = (log.programme_id, log.week, log.weekday)
        if same == (last.programme_id, last.week, last.weekday):
            mine.setdefault(log.slug, []).append(log)
    bits.text(f"{words.LAST}: {words.say_last(last)}", "label")
    for slug, logs in mine.items():
        _pair(*words.say_exercise(slug, logs, account.catalogue))
    for said in words.say_words(last):
        bits.text(said, "soft small")


def _draw_bests(account: Account) -> None:
    told = journals.bests(account)
    if told:
        with ui.element("details").classes("fold"):
            with ui.element("summary"):
                bits.text(words.BESTS)
            for name, best in told[:MOST_BESTS]:
                _pair(name, best)


def _draw_body(journal: Sequence[Measurement]) -> None:
    if journal:
        bits.text(words.say_measured(journal), "soft small")
    weights = [row for row in journal if row.kind is Kind.WEIGHT]
    if len(weights) >= LEAST_POINTS:
        points = [Point(journals.short_point(row.point), row.value / 1000) for row in weights]
        draw_chart(Chart(words.WEIGHT, points, decimals=1))


def _pair(name: str, said: str) -> None:
    with bits.box("line is-apart is-wrap"):
        bits.text(name, "small")
        bits.text(said, "small num strong")
