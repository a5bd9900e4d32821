"""A programme as data for paper: what `programme.typ` is told. Draws nothing.

How an exercise is done is said once, on the day it first comes: said again on every page it would
only hide what is to be done. Whose paper it is stands in `imprint`, why so in `appendix`.
"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from app import figures
from app.appendix import Explained, explain_plan
from app.figures import Palette
from app.imprint import Imprint, write_imprint
from app.words import sheets as words
from domain.exercises import Catalogue, Exercise
from domain.programmes.plan import Day, Item, Plan, Week
from domain.programmes.rows import Kind, Programme
from domain.site import Sections

INK = "#12181a"
PALE = re.compile(r'<g opacity="\.13">.*?</g>|<path opacity="\.12" [^>]*/>')
"""The body without the muscles that work: drawn once and laid under every figure, it makes 12
weeks a fifth lighter."""

Spelled = Mapping[str, Any]
"""A programme in words: the JSON of `app.words.programmes.spell`."""


class Row(BaseModel):
    name: str
    amount: str
    rest: str
    reserve: str
    extra: str
    swap: str = ""
    cells: int


class Technique(BaseModel):
    """How an exercise is done; beside it, what it works on."""

    name: str
    figure: str
    photo: str
    """The name of an uploaded picture; empty for none."""
    why: str
    cues: list[str]
    mistakes: list[str]
    breathing: str


class PaperDay(BaseModel):
    weekday: str
    short: str
    title: str
    minutes: str
    warmup: list[str]
    cooldown: list[str]
    rows: list[Row]
    technique: list[Technique]


class Square(BaseModel):
    """A day in the strip of a week."""

    short: str
    kind: str


class PaperWeek(BaseModel):
    title: str
    walking: str
    """What is walked besides."""
    note: str
    strip: list[Square]
    days: list[PaperDay]


class Paper(BaseModel):
    """One programme on paper, every word ready to be set."""

    title: str
    client: str
    facts: list[tuple[str, str]]
    date: str
    imprint: Imprint
    stop_signs: list[str]
    notes: list[str]
    intro: str
    progression: str
    disclaimer: str = words.DISCLAIMER
    body: str
    """The figure that every exercise's own is laid upon."""
    weeks: list[PaperWeek]
    appendix: list[Explained]

    @property
    def photos(self) -> list[str]:
        """The names of all its photos."""
        days = (day for week in self.weeks for day in week.days)
        return [told.photo for day in days for told in day.technique if told.photo]


def write(
    programme: Programme,
    spelled: Spelled,
    *,
    name: str,
    sections: Sections,
    timezone: str,
    catalogue: Catalogue,
    is_for_trainer: bool = False,
) -> Paper:
    """The programme for paper.

    Args:
        spelled: the same programme's plan in words.
        name: the client's; empty where it may not be shown.
        is_for_trainer: with the appendix that says why each number is what it is.
    """
    plan = programme.read()
    date = words.say_date(programme.created_at, timezone)
    imprint = write_imprint(sections, name, date)
    teacher = _Teacher(catalogue, Palette(imprint.accent, INK))
    weeks = zip(plan.weeks, spelled["weeks"], strict=True)
    return Paper(
        title=words.title(len(plan.weeks), is_free=programme.kind is Kind.DEMO),
        client=name,
        facts=_facts(plan, date),
        date=date,
        imprint=imprint,
        stop_signs=list(spelled["stop_signs"]),
        notes=[note["text"] for note in spelled["notes"]],
        intro=spelled["intro"],
        progression=spelled["progression"],
        body=teacher.body,
        weeks=[_week(week, said, len(plan.weeks), teacher) for week, said in weeks],
        appendix=explain_plan(plan, spelled, catalogue) if is_for_trainer else [],
    )


class _Teacher:
    """Tells of each exercise once: what may stand for it, and how it is done."""

    def __init__(self, catalogue: Catalogue, palette: Palette) -> None:
        self._catalogue = catalogue
        self._palette = palette
        self._told: set[str] = set()
        self._swapped: set[str] = set()

    def swaps(self, item: Item, said: Spelled) -> str:
        """What may stand for it, the first time it comes."""
        is_new = item.slug not in self._swapped
        self._swapped.add(item.slug)
        return ", ".join(said["alternatives_text"]) if is_new else ""

    def teach(self, item: Item, said: Spelled) -> list[Technique]:
        """How it is done, the first time it comes; nothing of what nobody has described."""
        exercise = self._catalogue[item.slug]
        if item.slug in self._told or not (exercise.cues or exercise.photo):
            return []
        self._told.add(item.slug)
        technique = Technique(
            name=exercise.name,
            figure=self._draw(exercise),
            photo=exercise.photo,
            why=said["reasons"].get("exercise", ""),
            cues=[cue for cue in (said.get("cue", ""), *exercise.cues) if cue],
            mistakes=list(exercise.mistakes),
            breathing=exercise.breathing,
        )
        return [technique]

    def _draw(self, exercise: Exercise) -> str:
        drawn = figures.muscle_map(
            exercise.primary, exercise.secondary, exercise.name, palette=self._palette
        )
        return PALE.sub("", drawn)

    @property
    def body(self) -> str:
        """What every figure stands on."""
        return figures.muscle_map((), (), "", palette=self._palette)


def _facts(plan: Plan, date: str) -> list[tuple[str, str]]:
    weeks = words.span(len(plan.weeks))
    return [
        (words.GOAL_LABEL, words.GOAL[plan.goal]),
        (words.LEVEL_LABEL, words.LEVEL_SHORT[plan.level]),
        (words.SPAN_LABEL, f"{weeks}, {words.a_week(plan.days_per_week)}"),
        (words.DATE_LABEL, date),
    ]


def _week(week: Week, said: Spelled, of: int, teacher: _Teacher) -> PaperWeek:
    days = zip(week.days, said["days"], strict=True)
    return PaperWeek(
        title=words.week_title(week.number, of, is_deload=week.deload),
        walking=words.walking(week.walking_minutes).rstrip("."),
        note=" ".join(filter(None, (said["note"], words.DELOAD if week.deload else ""))),
        strip=[
            Square(short=words.WEEKDAY_SHORT[day.weekday - 1], kind=day.kind) for day in week.days
        ],
        days=[_day(day, spelled, teacher) for day, spelled in days if day.exercises],
    )


def _day(day: Day, said: Spelled, teacher: _Teacher) -> PaperDay:
    items = list(zip(day.exercises, said["exercises"], strict=True))
    return PaperDay(
        weekday=words.WEEKDAY[day.weekday - 1],
        short=words.WEEKDAY_SHORT[day.weekday - 1],
        title=said["title"],
        minutes=words.about_minutes(day.minutes),
        warmup=[_plain(line) for line in said["warmup"]],
        cooldown=[_plain(line) for line in said["cooldown"]],
        rows=[_row(item, spelled, teacher.swaps(item, spelled)) for item, spelled in items],
        technique=[told for item, spelled in items for told in teacher.teach(item, spelled)],
    )


def _row(item: Item, said: Spelled, swap: str) -> Row:
    return Row(
        name=said["name"],
        amount=words.amount(item.sets, item.reps, item.unit),
        rest=words.pause(item.rest_s),
        reserve="" if item.rir is None else str(item.rir),
        extra=", ".join(extras(item)),
        swap=swap,
        cells=item.sets,
    )


def extras(item: Item) -> list[str]:
    """What else is prescribed, beside sets, rest and reserve."""
    load = words.load(item.load_g) if item.load_g else ""
    percent = words.percent(item.percent_1rm) if item.percent_1rm else ""
    tempo = words.tempo(item.tempo) if item.tempo else ""
    return [part for part in (load, percent, tempo, *manner(item)) if part]


def manner(item: Item) -> list[str]:
    """How it is done, where numbers in columns do not say so."""
    said = (
        words.PER_SIDE if item.per_side else "",
        words.pulse(*item.pulse) if item.pulse else "",
        words.effort(*item.effort) if item.effort else "",
        words.BY_CIRCUIT if item.circuit else "",
        words.IN_PAIR.format(number=item.pair) if item.pair else "",
    )
    return [part for part in said if part]


def _plain(line: str) -> str:
    return line.rstrip(". ")
