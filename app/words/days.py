"""How a moment is said, on the business's own clock and as near to now as it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app.words.public_pages import MONTHS
from app.words.speech import NBSP

TODAY = "сегодня"
YESTERDAY = "вчера"
TOMORROW = "завтра"


def say_day(moment: datetime, now: datetime, timezone: str) -> str:
    """Today, yesterday, tomorrow, or a date; with the year when it is another."""
    zone = ZoneInfo(timezone)
    day, today = moment.astimezone(zone).date(), now.astimezone(zone).date()
    near = {
        today: TODAY,
        today - timedelta(days=1): YESTERDAY,
        today + timedelta(days=1): TOMORROW,
    }
    if day in near:
        return near[day]
    said = f"{day.day}{NBSP}{MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said}{NBSP}{day.year}"


def say_moment(moment: datetime, now: datetime, timezone: str) -> str:
    """The day and the time: "вчера в 9:05"."""
    local = moment.astimezone(ZoneInfo(timezone))
    time = f"{local.hour}:{local.minute:02d}"
    return f"{say_day(moment, now, timezone)} в{NBSP}{time}"
