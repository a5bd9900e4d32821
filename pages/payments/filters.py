"""What of the payments is wanted, as the address says it: read from there and written back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlencode

from domain import money, money_reports
from domain.money import NotMoney
from domain.money_reports import Group, Period, Wanted

Choice = TypeVar("Choice", bound=StrEnum)
LONGEST = 200
MOST = 2_000_000_000
"""In kopecks: no payment is more."""
YEARS = range(2000, 2101)


@dataclass(frozen=True)
class Filters:
    """Days go before a named period."""

    group: Group | None = None
    period: Period | None = None
    provider: str | None = None
    tariff: str | None = None
    source: str | None = None
    least: int | None = None
    most: int | None = None
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """What cannot be read is as if it were not there."""

        def text(key: str) -> str | None:
            return query.get(key, "")[:LONGEST] or None

        return cls(
            group=_choice(Group, query.get("status", "")),
            period=_choice(Period, query.get("period", "")),
            provider=text("provider"),
            tariff=text("tariff"),
            source=text("source"),
            least=read_sum(query.get("least", "")),
            most=read_sum(query.get("most", "")),
            first=read_day(query.get("from", "")),
            last=read_day(query.get("to", "")),
        )

    @property
    def others(self) -> int:
        """How many of those are on that lie in the paper."""
        shown = replace(self, group=None, period=None)
        return sum(value is not None for value in vars(shown).values())

    def wanted(self, timezone: str) -> Wanted:
        since, until = None, None
        if self.first or self.last:
            since, until = money_reports.day_bounds(self.first, self.last, timezone)
        elif self.period is not None:
            since, until = money_reports.bounds(self.period, timezone)
        return Wanted(
            group=self.group,
            provider=self.provider,
            tariff=self.tariff,
            source=self.source,
            least=self.least,
            most=self.most,
            since=since,
            until=until,
        )

    def query(self) -> str:
        named = {
            "status": self.group,
            "period": self.period,
            "provider": self.provider,
            "tariff": self.tariff,
            "source": self.source,
            "least": None if self.least is None else money.to_roubles(self.least),
            "most": None if self.most is None else money.to_roubles(self.most),
            "from": self.first,
            "to": self.last,
        }
        return urlencode({key: str(value) for key, value in named.items() if value is not None})

    def address(self) -> str:
        query = self.query()
        return f"/payments?{query}" if query else "/payments"


def read_sum(text: str) -> int | None:
    """Kopecks, or None where it is no sum."""
    try:
        return min(money.read_typed(text), MOST)
    except NotMoney:
        return None


def read_day(text: str) -> date | None:
    """The day, or None where it is none of ours."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _choice(kind: type[Choice], text: str) -> Choice | None:
    """The choice a query names; None for any other text."""
    return kind(text) if text in set(kind) else None
