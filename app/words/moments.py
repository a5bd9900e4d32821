"""How long ago something was, in as few letters as a row has room for."""

from datetime import datetime, timedelta

from app.words.days import say_day
from app.words.speech import NBSP

NOW = "только что"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def ago(moment: datetime, now: datetime, timezone: str) -> str:
    """Minutes and hours for today, then the day."""
    passed = now - moment
    day = say_day(moment, now, timezone)
    if passed < MINUTE:
        return NOW
    if passed < HOUR:
        return f"{passed // MINUTE}{NBSP}мин"
    if passed < DAY / 2:
        return f"{passed // HOUR}{NBSP}ч"
    return day
