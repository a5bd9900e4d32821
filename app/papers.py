"""A programme as data for paper: what `programme.typ` is told. Draws nothing.

Week by week it says an exercise's reason and substitutes once, where it comes first: said again on
every page they would only hide what is to be done.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import BaseModel

from app.words import sheets as words
from domain.programmes.plan import Day, Item, Plan, Week
from domain.programmes.rows import Kind, Programme
from domain.site import Sections

ACCENT = "#d9381e"
CELLS = 5
"""As many cells for a set each as a row has room for."""

Spelled = Mapping[str, Any]
"""A programme in words: the JSON of `app.words.programmes.spell`."""


class Row(BaseModel):
    name: str
    amount: str
    rest: str
    reserve: str
    extra: str
    reason: str = ""
    swap: str = ""
    cells: int


class PaperDay(BaseModel):
    weekday: str
    title: str
    minutes: str
    warmup: list[str]
    cooldown: list[str]
    rows: list[Row]


class Square(BaseModel):
    """A day in the strip of a week."""

    short: str
    kind: str


class PaperWeek(BaseModel):
    title: str
    note: str
    strip: list[Square]
    days: list[PaperDay]


class Paper(BaseModel):
    """One programme on paper, every word ready to be set."""

    title: str
    lede: list[str]
    date: str
    site: str
    trainer: str
    accent: str
    footer: list[str]
    stop_signs: list[str]
    notes: list[str]
    progression: str
    disclaimer: str = words.DISCLAIMER
    weeks: list[PaperWeek]


def write(
    programme: Programme, spelled: Spelled, *, name: str, sections: Sections, timezone: str
) -> Paper:
    """The programme for paper.

    Args:
        spelled: the same programme's plan in words.
        name: the client's; empty where it may not be shown.
    """
    plan, is_free = programme.read(), programme.kind is Kind.DEMO
    told: set[str] = set()
    weeks = zip(plan.weeks, spelled["weeks"], strict=True)
    return Paper(
        title=words.title(len(plan.weeks), is_free=is_free),
        lede=_lede(plan, name),
        date=_date(programme.created_at, timezone),
        site=sections["general"]["name"],
        trainer=sections["general"]["trainer_name"],
        accent=_accent(sections),
        footer=_footer(sections),
        stop_signs=list(spelled["stop_signs"]),
        notes=[note["text"] for note in spelled["notes"]],
        progression=spelled["progression"],
        weeks=[_week(week, said, len(plan.weeks), told) for week, said in weeks],
    )


def _lede(plan: Plan, name: str) -> list[str]:
    parts = (name, words.GOAL[plan.goal], words.LEVEL[plan.level], words.span(len(plan.weeks)))
    return [part for part in parts if part]


def _date(moment: datetime, timezone: str) -> str:
    local = moment.astimezone(ZoneInfo(timezone))
    return words.date(local.day, local.month, local.year)


def _accent(sections: Sections) -> str:
    colour = str(sections["colours"]["primary"])
    return colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else ACCENT


def _footer(sections: Sections) -> list[str]:
    contacts = sections["contacts"]
    telegram = f"Telegram @{contacts['telegram']}" if contacts.get("telegram") else ""
    parts = (
        sections["general"]["trainer_name"],
        telegram,
        _phone(contacts.get("phone", "")),
        contacts.get("email", ""),
    )
    return [part for part in parts if part]


def _phone(value: str) -> str:
    try:
        parsed = phonenumbers.parse(value, "RU")
    except phonenumbers.NumberParseException:
        return value
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _week(week: Week, said: Spelled, of: int, told: set[str]) -> PaperWeek:
    days = zip(week.days, said["days"], strict=True)
    return PaperWeek(
        title=words.week_title(week.number, of, is_deload=week.deload),
        note=words.DELOAD if week.deload else "",
        strip=[
            Square(short=words.WEEKDAY_SHORT[day.weekday - 1], kind=day.kind) for day in week.days
        ],
        days=[_day(day, spelled, told) for day, spelled in days if day.exercises],
    )


def _day(day: Day, said: Spelled, told: set[str]) -> PaperDay:
    items = zip(day.exercises, said["exercises"], strict=True)
    return PaperDay(
        weekday=words.WEEKDAY[day.weekday - 1],
        title=said["title"],
        minutes=words.about_minutes(day.minutes),
        warmup=[_plain(line) for line in said["warmup"]],
        cooldown=[_plain(line) for line in said["cooldown"]],
        rows=[_row(item, spelled, told) for item, spelled in items],
    )


def _row(item: Item, said: Spelled, told: set[str]) -> Row:
    is_new = item.slug not in told
    told.add(item.slug)
    return Row(
        name=said["name"],
        amount=words.amount(item.sets, item.reps, item.unit),
        rest=words.pause(item.rest_s),
        reserve="" if item.rir is None else str(item.rir),
        extra=", ".join(extras(item)),
        reason=said["reasons"]["exercise"] if is_new else "",
        swap=", ".join(said["alternatives_text"]) if is_new else "",
        cells=min(item.sets, CELLS),
    )


def extras(item: Item) -> list[str]:
    """What else is prescribed, beside sets, rest and reserve."""
    load = words.percent(item.percent_1rm) if item.percent_1rm else ""
    tempo = words.tempo(item.tempo) if item.tempo else ""
    return [part for part in (load, tempo, *manner(item)) if part]


def manner(item: Item) -> list[str]:
    """How it is done, where numbers in columns do not say so."""
    said = (
        words.PER_SIDE if item.per_side else "",
        words.pulse(*item.pulse) if item.pulse else "",
        words.effort(*item.effort) if item.effort else "",
        words.BY_CIRCUIT if item.circuit else "",
    )
    return [part for part in said if part]


def _plain(line: str) -> str:
    return line.rstrip(". ")
