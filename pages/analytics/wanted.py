"""What of the figures is wanted, as the address says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from domain.analytics.groups import Group
from domain.analytics.spans import Period, Span, month_of, span_of

PAGE, MEMBERS, BOOK, SHEET = "/analytics", "/analytics/people", "/analytics.xlsx", "/analytics.csv"
LONGEST = 200
DIGITS = 3
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Wanted:
    period: Period = Period.DAYS_90
    source: str | None = None
    month: date | None = None
    """A cohort's month, in place of the period."""
    later: int = 0
    """So many months after it they paid again."""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """What cannot be read is as if it were not there."""
        try:
            period = Period(query.get("period", Period.DAYS_90))
        except ValueError:
            period = Period.DAYS_90
        source = query.get("source", "")[:LONGEST] or None
        later = query.get("later", "")
        months = int(later) if later.isascii() and later.isdigit() and len(later) < DIGITS else 0
        return cls(period, source, _read_month(query.get("month", "")), months)

    def span(self, timezone: str) -> Span:
        if self.month is not None:
            return month_of(self.month, timezone)
        return span_of(self.period, timezone)

    def then(self, timezone: str) -> Span | None:
        """The other days in which they paid as well."""
        if self.month is None or not self.later:
            return None
        return month_of(self.month, timezone, self.later)

    def address(self, page: str = PAGE, **more: str) -> str:
        told = {"period": self.period.value, "source": self.source, **more}
        return f"{page}?{urlencode({key: value for key, value in told.items() if value})}"

    def members(self, group: Group, source: str | None = None) -> str:
        """Where those of a group are listed."""
        return Wanted(self.period, source or self.source).address(MEMBERS, of=group.value)

    def cohort(self, month: date, later: int = 0) -> str:
        """Where those are listed who began in a month, or paid again so many months later."""
        more = {"later": str(later)} if later else {}
        group = Group.BEGAN.value
        return Wanted(self.period).address(MEMBERS, of=group, month=f"{month:%Y-%m}", **more)


def _read_month(text: str) -> date | None:
    try:
        found = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return found if found.year in YEARS else None
