"""Where a lead came from, in words: the first visit his browser remembers, and the last."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.words import sheets

FIRST = "Первый визит {when}: {where}"
LAST = "Визит с заявкой {when}: {where}"
ONLY = "Пришёл {when}: {where}"
DIRECT = "прямой заход"


def say(first: Mapping[str, Any] | None, last: Mapping[str, Any] | None) -> list[str]:
    """A line for each visit; one when they are the same."""
    if first is None or last is None or first == last:
        return [_fill(ONLY, touch) for touch in (first or last,) if touch]
    return [_fill(FIRST, first), _fill(LAST, last)]


def _fill(line: str, touch: Mapping[str, Any]) -> str:
    on = date.fromisoformat(touch["on"])
    when = sheets.date(on.day, on.month, on.year)
    return line.format(when=when, where=where(touch))


def where(touch: Mapping[str, Any]) -> str:
    """The site before, and what the link was marked with."""
    utm = touch.get("utm") or {}
    marks = [utm[key] for key in ("utm_source", "utm_medium", "utm_campaign") if utm.get(key)]
    said = [touch.get("referrer") or "", " / ".join(marks)]
    return ", ".join(part for part in said if part) or DIRECT
