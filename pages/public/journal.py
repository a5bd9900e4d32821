"""The journal as its page shows it: numbers, charts with a table beside each, a form."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from app import charts
from app.charts import Chart
from app.journals import bodies, works
from app.words import journals as words
from domain.progress.accounts import Account
from domain.progress.rows import POINTS, Kind, Measurement
from pages.public.press import new_form_id
from pages.public.views import ChartView, GaugeView, JournalView, PointView, SiteView


def journal_view(
    site: SiteView,
    rows: Sequence[Measurement],
    account: Account,
    *,
    url: str,
    point: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    saved: str = "",
) -> JournalView:
    """The page of a journal; `typed` and `errors` are of a form that was not taken."""
    back = url.removesuffix("/progress")
    is_programme = url.startswith("/p/")
    return JournalView(
        site=site,
        url=url,
        form_id=new_form_id(),
        gauges=tuple(_gauge(kind, rows, point, typed, errors) for kind in Kind),
        points=tuple(PointView(code, words.say_point(code), (), code == point) for code in POINTS),
        lines=_lines(rows),
        sums=tuple(words.sums(account)) if account.sessions else (),
        bests=tuple(words.bests(account)),
        body=tuple(_chart(chart) for chart in bodies(rows).values()),
        work=tuple(_chart(chart) for chart in works(account).values()),
        today_url=f"{back}/today" if is_programme else "",
        back_url=back,
        back_name=words.TO_PROGRAMME if is_programme else words.TO_CABINET,
        saved=saved,
        error=errors.get("", "") and words.NOTHING_TYPED,
    )


def _gauge(
    kind: Kind,
    rows: Sequence[Measurement],
    point: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> GaugeView:
    there = [row.value for row in rows if row.kind is kind and row.point == point]
    kept = words.say_value(kind, there[0]) if there else ""
    return GaugeView(
        name=kind.value,
        label=words.KIND[kind],
        unit=words.UNIT[kind],
        value=typed.get(kind.value, kept),
        error=errors.get(kind.value, ""),
    )


def _lines(rows: Sequence[Measurement]) -> tuple[PointView, ...]:
    told: dict[str, dict[Kind, str]] = {}
    for row in rows:
        told.setdefault(row.point, {})[row.kind] = words.say_value(row.kind, row.value)
    return tuple(
        PointView(code, words.say_point(code), tuple(values.get(kind, "") for kind in Kind))
        for code, values in told.items()
    )


def _chart(chart: Chart) -> ChartView:
    drawn = Markup(charts.draw(chart))  # noqa: S704 - our own drawing; its labels are escaped
    said = tuple(
        (point.label, f"{point.value:.{chart.decimals}f}".replace(".", ","))
        for point in chart.points
    )
    return ChartView(chart.title, drawn, said)
