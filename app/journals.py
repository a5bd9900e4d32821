"""Which charts a client's journal has: of his body, and of his work; drawn by `charts`."""

from collections.abc import Mapping, Sequence

from app.charts import Chart, Point
from app.words import journals as words
from domain.progress.accounts import Account
from domain.progress.rows import Kind, Measurement

MOST_MAXIMA = 6
LEAST_POINTS = 2
"""A line needs two."""
TONNAGE = "tonnage"


def bodies(rows: Sequence[Measurement]) -> Mapping[str, Chart]:
    """What was measured at least twice, by its kind."""
    drawn = {}
    for kind in Kind:
        mine = [row for row in rows if row.kind is kind]
        if len(mine) >= LEAST_POINTS:
            title = words.CHANGE.format(kind=words.KIND[kind], unit=words.UNIT[kind])
            points = [
                Point(words.short_point(row.point), words.to_unit(kind, row.value)) for row in mine
            ]
            drawn[kind.value] = Chart(title, points, decimals=1)
    return drawn


def works(account: Account) -> Mapping[str, Chart]:
    """Tonnage, and the maxima of what is trained most, by the exercise's slug."""
    drawn = {}
    if weeks := account.weekly_tonnage():
        points = [Point(words.say_date(monday), float(tonnage)) for monday, tonnage in weeks]
        drawn[TONNAGE] = Chart(words.TONNAGE, points, kind="bars")
    for slug, days in list(account.maxima.items())[:MOST_MAXIMA]:
        if len(days) >= LEAST_POINTS:
            points = [Point(words.say_date(on), grams / 1000) for on, grams in days]
            title = words.MAXIMUM.format(name=account.catalogue[slug].name)
            drawn[slug] = Chart(title, points, decimals=1)
    return drawn
