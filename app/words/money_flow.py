"""Money by day and by source: the charts' words, and the same figures as text."""

from datetime import date

from app.words import contacts, sheets
from app.words.speech import NBSP, roubles
from domain.money_flow import Flow, Moved

TITLE = "Движение денег"
CAME = "Пришло"
WENT = "Ушло обратно"
BY_DAY = "По дням"
BY_MONTH = "По месяцам"
BY_SOURCE = "Откуда пришли клиенты"
FIGURES = "Цифрами"
NOTE = "По книгам: возврат стоит в том дне, когда деньги ушли."
NOBODY = "Удалённые клиенты"
MONTH = (
    *("янв", "фев", "мар", "апр", "май", "июн"),
    *("июл", "авг", "сен", "окт", "ноя", "дек"),
)
MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
SUM_JS = f"v => v.toLocaleString('ru-RU') + '{NBSP}₽'"
"""As the browser says a sum in a chart's hint."""
SHORT_SUM_JS = (
    f"v => Math.abs(v) >= 1000 ? (v / 1000).toLocaleString('ru-RU') + '{NBSP}тыс.' : String(v)"
)
"""As it stands at an axis."""
CHART_BY_DAY = "График: сколько пришло и ушло"
CHART_BY_SOURCE = "График: сколько пришло по источникам"


def say_total(moved: Moved) -> str:
    """What came, what went, what was left, in one line."""
    parts = [f"Пришло {roubles(moved.came)}"]
    if moved.went:
        parts.append(f"ушло обратно {roubles(moved.went)}")
    if moved.fees:
        parts.append(f"комиссии {roubles(moved.fees)}")
    if len(parts) > 1:
        parts.append(f"осталось {roubles(moved.left)}")
    return " · ".join(parts)


def say_date(day: date, *, by_month: bool) -> str:
    """As it stands under a bar."""
    month = MONTH[day.month - 1]
    return f"{month}{NBSP}{day.year}" if by_month else f"{day.day}{NBSP}{month}"


def say_long(day: date, *, by_month: bool) -> str:
    """As it stands in the text."""
    if by_month:
        return f"{MONTHS[day.month - 1]}{NBSP}{day.year}"
    return sheets.date(day.day, day.month, day.year)


def say_source(code: str | None) -> str:
    return NOBODY if code is None else contacts.source(code)


def head_of(flow: Flow) -> str:
    return BY_MONTH if flow.by_month else BY_DAY
