"""GET /p/TOKEN/progress and /c/TOKEN/progress: measurements, maxima, tonnage, records."""

from dataclasses import dataclass
from typing import ClassVar

from pages.public.views.site import SiteView


@dataclass(frozen=True)
class ChartView:
    """A drawing of our own (`svg` is markup), and the same numbers as a table."""

    title: str
    svg: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GaugeView:
    """One measurement's field: `name` in the form, `unit` beside it."""

    name: str
    label: str
    unit: str
    value: str = ""
    error: str = ""


@dataclass(frozen=True)
class PointView:
    """A row of the journal: a value for each gauge, "" where none was told."""

    code: str
    name: str
    values: tuple[str, ...] = ()
    is_chosen: bool = False


@dataclass(frozen=True)
class JournalView:
    """POST to `url`: point, and each gauge's name. `points` are all that may be filled in."""

    template: ClassVar[str] = "progress.html"

    site: SiteView
    url: str
    form_id: str
    gauges: tuple[GaugeView, ...]
    points: tuple[PointView, ...]
    lines: tuple[PointView, ...] = ()
    """Points at which something was told."""
    sums: tuple[tuple[str, str], ...] = ()
    bests: tuple[tuple[str, str], ...] = ()
    body: tuple[ChartView, ...] = ()
    work: tuple[ChartView, ...] = ()
    today_url: str = ""
    back_url: str = ""
    back_name: str = ""
    saved: str = ""
    error: str = ""
