"""What of the figures is wanted, as the address says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from domain.analytics.groups import Group
from domain.analytics.spans import Period, Span, span_of

PAGE, MEMBERS, BOOK, SHEET = "/analytics", "/analytics/people", "/analytics.xlsx", "/analytics.csv"
LONGEST = 200


@dataclass(frozen=True)
class Wanted:
    period: Period = Period.DAYS_90
    source: str | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """What cannot be read is as if it were not there."""
        try:
            period = Period(query.get("period", Period.DAYS_90))
        except ValueError:
            period = Period.DAYS_90
        return cls(period, query.get("source", "")[:LONGEST] or None)

    def span(self, timezone: str) -> Span:
        return span_of(self.period, timezone)

    def address(self, page: str = PAGE, **more: str) -> str:
        told = {"period": self.period.value, "source": self.source, **more}
        return f"{page}?{urlencode({key: value for key, value in told.items() if value})}"

    def members(self, group: Group, source: str | None = None) -> str:
        """Where those of a group are listed."""
        return Wanted(self.period, source or self.source).address(MEMBERS, of=group.value)
