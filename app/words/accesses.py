"""Access by paid weeks, as it is told on the card and in the history."""

from collections.abc import Mapping
from datetime import date

from app.words import sheets
from app.words.speech import NBSP, plural
from domain.accesses import Access, AccessChange

TITLE = "Доступ"
PAUSE = "Пауза"
RESUME = "Снять с паузы"
PAUSED = "Поставили на паузу: дни не идут."
RESUMED = "Продолжаем: дни снова идут."
WAITS = "{weeks}, начнутся, когда придёт программа."
RUNS = "{weeks}, до {last} включительно."
IS_OVER = "{weeks}, последний день был {last}."
ON_PAUSE = "На паузе с {since}: дни не идут."
ALL_TAKEN = "Деньги возвращены, доступ закрыт."
TAKEN = "Возврат забрал {weeks}."
CHANGE: Mapping[AccessChange, str] = {
    AccessChange.BEGUN: "Доступ начался",
    AccessChange.PAUSED: "Доступ на паузе",
    AccessChange.RESUMED: "Доступ снят с паузы",
    AccessChange.TAKEN_BACK: "Возврат денег сократил доступ",
    AccessChange.ENDS_SOON: "Доступ скоро закончится",
}


def say_state(access: Access, today: date) -> str:
    """How it stands, in a sentence."""
    weeks = _weeks(access.weeks - access.taken)
    last = access.last_day(today)
    if access.taken == access.weeks:
        return ALL_TAKEN
    if access.paused_on is not None:
        return ON_PAUSE.format(since=_date(access.paused_on))
    if last is None:
        return WAITS.format(weeks=weeks)
    return (IS_OVER if today > last else RUNS).format(weeks=weeks, last=_date(last))


def say_taken(access: Access) -> str:
    """What a refund took; empty when nothing was taken, or all."""
    is_part = 0 < access.taken < access.weeks
    return TAKEN.format(weeks=_weeks(access.taken)) if is_part else ""


def say_change(change: AccessChange, ends_on: date | None) -> str:
    """A change in the history, with the last day where it is known."""
    said = CHANGE[change]
    return f"{said}, до {_date(ends_on)}" if ends_on is not None else said


def _weeks(count: int) -> str:
    return f"{count}{NBSP}{plural(count, 'неделя', 'недели', 'недель')}"


def _date(day: date) -> str:
    return sheets.date(day.day, day.month, day.year)
