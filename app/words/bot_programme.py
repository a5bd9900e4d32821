"""The programme in the bot: a week in short, the list of programmes, the paper."""

from collections.abc import Mapping
from datetime import datetime

from app.words import sheets
from app.words.training import TITLE
from domain.programmes.plan import Day, Week
from domain.programmes.rows import Kind as Of
from domain.programmes.rows import Programme
from domain.progress.rows import State

HEAD = "<b>{title}</b>"
WEEK = "<b>{week}</b>"
DAY = "{short} {mark} {name}{minutes}"
DAY_MINUTES = ", {minutes}"
NOW = "Сейчас идёт неделя {week}."
OVER = "Программа пройдена. Все её недели остаются у вас."
TODAY = "Тренировка на сегодня"
PDF = "Скачать PDF"
PAGE = "Открыть на странице"
CHOSEN = "· {number} ·"
MAKING = "Готовлю PDF, пришлю через пару секунд."
CAPTION = "{title}"
LIST_TITLE = "<b>Мои программы</b>"
LIST_LINE = "<b>{title}</b>\nсоставлена {date}{state}"
CURRENT = ", сейчас тренируетесь по ней"
WAITING = "Ещё одну программу сейчас проверяет тренер. Как только отпустит, она появится здесь."
GONE = "Этой программы больше нет. Вот что есть."
MARK: Mapping[State | None, str] = {
    None: "▫️",
    State.BEGUN: "◻️",
    State.FINISHED: "✓",
    State.SKIPPED: "–",
    State.STOPPED: "–",
}


def title(programme: Programme) -> str:
    return sheets.title(programme.weeks, is_free=programme.kind is Of.DEMO)


def week_title(week: Week, of: int) -> str:
    return sheets.week_title(week.number, of, is_deload=week.deload)


def day_line(day: Day, state: State | None) -> str:
    """A training day in a line: weekday, whether it is done, what it is, how long."""
    minutes = sheets.about_minutes(day.minutes)
    return DAY.format(
        short=sheets.WEEKDAY_SHORT[day.weekday - 1],
        mark=MARK[state],
        name=TITLE[day.title],
        minutes=DAY_MINUTES.format(minutes=minutes) if minutes else "",
    )


def date(moment: datetime, zone: str) -> str:
    return sheets.say_date(moment, zone)
