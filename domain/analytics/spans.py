"""Times to look at, in days of the business's own calendar, and how a query sorts by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, literal

from domain import clock

DAYS_SHOWN = 62
"""A longer time is told by the month."""
BEGINNING = date(2020, 1, 1)
"""Nothing of ours is older."""


class Period(StrEnum):
    MONTH = "month"
    LAST_MONTH = "last_month"
    DAYS_30 = "30"
    DAYS_90 = "90"
    YEAR = "365"
    ALL = "all"


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both included."""

    first: date
    last: date
    timezone: str

    @property
    def since(self) -> datetime:
        return midnight(self.first, self.timezone)

    @property
    def until(self) -> datetime:
        return midnight(self.last + timedelta(days=1), self.timezone)

    @property
    def by_month(self) -> bool:
        return (self.last - self.first).days >= DAYS_SHOWN

    def holds(self, column: Any) -> ColumnElement[bool]:
        """That a moment lies in it."""
        within: ColumnElement[bool] = (column >= self.since) & (column < self.until)
        return within


def span_of(period: Period, timezone: str) -> Span:
    """The days of a period, today the last of them unless it is over."""
    today = clock.now().astimezone(ZoneInfo(timezone)).date()
    month = today.replace(day=1)
    if period is Period.ALL:
        return Span(BEGINNING, today, timezone)
    if period is Period.MONTH:
        return Span(month, today, timezone)
    if period is Period.LAST_MONTH:
        last = month - timedelta(days=1)
        return Span(last.replace(day=1), last, timezone)
    return Span(today - timedelta(days=int(period) - 1), today, timezone)


def month_of(day: date, timezone: str, later: int = 0) -> Span:
    """The whole month of a day, or one so many months later."""
    first = day.replace(day=1)
    for _ in range(later):
        first = next_month(first)
    return Span(first, next_month(first) - timedelta(days=1), timezone)


def midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(timezone))


def next_month(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def list_months(first: date, last: date) -> list[date]:
    """The first day of each month from one day to another."""
    months = [first.replace(day=1)]
    while (following := next_month(months[-1])) <= last:
        months.append(following)
    return months


def list_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def place_in(column: Any, starts: Sequence[date], timezone: str) -> ColumnElement[int]:
    """In which of the stretches that begin on these days a moment lies; -1 before the first.

    Exact in any time zone and on both databases, since the bounds are reckoned here.
    """
    bounds = [midnight(day, timezone) for day in starts]
    # The later half is tried first: most of what is looked at is of late.
    branches = [(column >= bound, literal(place)) for place, bound in enumerate(bounds)]
    return case(*reversed(branches), else_=literal(-1))
