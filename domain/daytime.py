"""When a person may be disturbed: the waking hours of his own place.

Only the arithmetic of clocks and zones; whose hours they are is said by the rooms that ask.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Daytime:
    """From `starts` o'clock until `ends` o'clock of local time.

    A day that ends before it starts is a night worker's; equal hours mean no night at all.
    """

    zone: ZoneInfo
    starts: int = 9
    ends: int = 21

    def includes(self, moment: datetime) -> bool:
        hour = moment.astimezone(self.zone).hour
        if self.starts == self.ends:
            return True
        if self.starts < self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends

    def earliest(self, moment: datetime) -> datetime:
        """`moment` itself when it is day, else the next beginning of a day, in UTC."""
        if self.includes(moment):
            return moment.astimezone(UTC)
        local = moment.astimezone(self.zone)
        opening = self._opening(local.date())
        return opening if opening > moment else self._opening(local.date() + timedelta(days=1))

    def tomorrow(self, moment: datetime) -> datetime:
        """The beginning of the next local day's daytime, in UTC."""
        return self._opening(moment.astimezone(self.zone).date() + timedelta(days=1))

    def midnight(self, moment: datetime) -> datetime:
        """When the local day of `moment` began, in UTC."""
        local = moment.astimezone(self.zone)
        return datetime.combine(local.date(), time(), self.zone).astimezone(UTC)

    def days_later(self, moment: datetime, days: int) -> datetime:
        """The same hour by the local clock so many days later, moved into daytime, in UTC.

        What falls after the day's end comes in its last hour rather than a day late.
        """
        local = moment.astimezone(self.zone)
        day = local.date() + timedelta(days=days)
        same_hour = datetime.combine(day, local.timetz()).astimezone(UTC)
        if self.includes(same_hour):
            return same_hour
        if self.starts < self.ends <= local.hour:
            last = datetime.combine(day, time(self.ends - 1, local.minute), self.zone)
            return last.astimezone(UTC)
        return self.earliest(same_hour)

    def _opening(self, day: date) -> datetime:
        return datetime.combine(day, time(self.starts), self.zone).astimezone(UTC)
