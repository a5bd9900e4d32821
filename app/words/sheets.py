"""A programme's page and paper: the short words around what `app.words.programmes` spells."""

from collections.abc import Mapping, Sequence
from datetime import date as date_type
from datetime import datetime
from zoneinfo import ZoneInfo

from app.words.speech import NBSP, plural

GOAL: Mapping[str, str] = {
    "weight_loss": "Снижение веса",
    "muscle_gain": "Набор мышц",
    "strength": "Сила",
    "endurance": "Выносливость",
    "maintenance": "Хорошая форма",
    "health": "Здоровье",
}
LEVEL: Mapping[str, str] = {
    "beginner": "начальный уровень",
    "intermediate": "средний уровень",
    "advanced": "продвинутый уровень",
}
LEVEL_SHORT: Mapping[str, str] = {
    "beginner": "Начальный",
    "intermediate": "Средний",
    "advanced": "Продвинутый",
}
GOAL_LABEL, LEVEL_LABEL, SPAN_LABEL, DATE_LABEL = "Цель", "Уровень", "Срок", "Составлена"
WEEKDAY = ("Понедельник", "Вторник", "Среда", "Четверг", "Пятница", "Суббота", "Воскресенье")
WEEKDAY_SHORT = ("Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс")
MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
FREE_WEEK = "Первая неделя"
MINUTES = "мин"
WHOLE_PLAN = "Вся программа"
IN_COMMON = "Общее для упражнений"
PROGRESSION_LABEL, DELOAD_LABEL, CARDIO_LABEL, MINUTES_LABEL = (
    "Прибавка",
    "Разгрузка",
    "Кардио",
    "Минуты",
)
DELOAD = "Разгрузочная неделя: подходов меньше, чтобы отдохнуть и пойти дальше."
DISCLAIMER = (
    "Тренировки не медицинская услуга и не заменяют врача. При боли, головокружении или "
    "необычной одышке прекратите занятие. Изменилось здоровье: сначала врач, потом тренировка."
)
PER_SIDE = "на каждую сторону"
BY_CIRCUIT = "по кругу с соседними"
IN_PAIR = "по очереди с соседним, пара {number}"


def title(weeks: int, *, is_free: bool) -> str:
    """What the programme is called."""
    return FREE_WEEK if is_free else f"Программа на {weeks}{NBSP}{weeks_in_accusative(weeks)}"


def weeks_in_accusative(n: int) -> str:
    return plural(n, "неделю", "недели", "недель")


def span(weeks: int) -> str:
    return f"{weeks}{NBSP}{plural(weeks, 'неделя', 'недели', 'недель')}"


def a_week(days: int) -> str:
    times = plural(days, "раз", "раза", "раз")
    return f"{days}{NBSP}{times} в{NBSP}неделю"


def weeks_numbered(numbers: str) -> str:
    """Which weeks: one, or several runs of them."""
    return f"{'неделя' if numbers.isdecimal() else 'недели'}{NBSP}{numbers}"


def week_title(number: int, of: int, *, is_deload: bool) -> str:
    """A week's heading; in a programme of one week it says no number of how many."""
    said = f"Неделя {number}" + (f" из {of}" if of > 1 else "")
    return f"{said}, разгрузка" if is_deload else said


def walking(minutes: int) -> str:
    """What is walked besides, over a week; empty for nothing."""
    noun = plural(minutes, "минута", "минуты", "минут")
    return f"Быстрым шагом за неделю: {minutes}{NBSP}{noun}." if minutes else ""


def by_week(numbers: Sequence[int], unit: str) -> str:
    """A number of each week in turn."""
    return f"По неделям: {', '.join(map(str, numbers))}{NBSP}{unit}."


def about_minutes(minutes: int) -> str:
    return f"около {minutes}{NBSP}мин" if minutes else ""


def amount(sets: int, reps: tuple[int, int], unit: str) -> str:
    """Sets and repetitions as a coach writes them: 3 × 8–12."""
    low, high = reps
    counted = f"{low}–{high}" if low != high else f"{low}"
    tail = {"sec": f"{NBSP}с", "min": f"{NBSP}мин"}.get(unit, "")
    if unit == "min" and sets == 1:
        return f"{counted}{tail}"
    return f"{sets}{NBSP}×{NBSP}{counted}{tail}"


def pause(seconds: int) -> str:
    """A rest as a coach says it: seconds up to a minute and a half, then minutes."""
    if not seconds:
        return ""
    minutes, left = divmod(seconds, 60)
    if seconds <= 90:
        return f"{seconds}{NBSP}с"
    return f"{minutes}:{left:02d}{NBSP}мин" if left else f"{minutes}{NBSP}мин"


def percent(value: int) -> str:
    return f"{value}{NBSP}% от максимума"


def tempo(value: str) -> str:
    return f"темп {value}"


def load(grams: int) -> str:
    """The weight to begin with, in kilograms."""
    return f"начните с{NBSP}{f'{grams / 1000:g}'.replace('.', ',')}{NBSP}кг"


def pulse(low: int, high: int) -> str:
    return f"пульс {low}–{high}"


def effort(low: int, high: int) -> str:
    return f"усилие {low}–{high} из 20"


def date(day: int, month: int, year: int) -> str:
    return f"{day} {MONTHS[month - 1]} {year}"


def say_date(moment: datetime, timezone: str) -> str:
    """A day in full, on the business's own clock."""
    local = moment.astimezone(ZoneInfo(timezone))
    return date(local.day, local.month, local.year)


def plain_file_name(number: int, weeks: int, on: date_type, version: int) -> str:
    """The same in letters that every program reads: 123_4_weeks_13112025_0001.pdf."""
    return f"{number}_{weeks}_weeks_{on:%d%m%Y}_{version:04d}.pdf"


def file_name(name: str, weeks: int, *, is_free: bool) -> str:
    """How the file is called in the client's downloads."""
    return (
        f"{title(weeks, is_free=is_free)}, {name}.pdf"
        if name
        else f"{title(weeks, is_free=is_free)}.pdf"
    )
