"""What has changed between two versions, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.words.card import dose
from app.words.speech import NBSP
from app.words.training import TITLE, WEEKDAY
from domain.exercises import Catalogue
from domain.programmes.changes import Change, What

NOTHING = "Отличий нет"
FIELD: Mapping[str, str] = {
    "sets": "подходы",
    "reps": "повторы",
    "rir": "запас",
    "rest_s": "отдых",
    "tempo": "темп",
    "percent_1rm": "% от максимума",
    "load_g": "вес",
    "pulse": "пульс",
    "effort": "усилие",
    "minutes": "минут",
    "title": "тренировка",
    "kind": "день",
    "walking_minutes": "ходьба",
    "deload": "разгрузка",
    "weeks": "недель",
}
KIND: Mapping[str, str] = {"strength": "силовая", "cardio": "кардио", "rest": "отдых"}
NONE = "нет"
ADDED, REMOVED = "добавлено", "убрано"
MOVED = "Упражнения в другом порядке"


def say(change: Change, catalogue: Catalogue) -> str:
    """What has changed, without where."""
    name = _name(change.slug, catalogue)
    if change.what is What.ADDED:
        return f"{name}: {ADDED}, {_dose(change, 1)}"
    if change.what is What.REMOVED:
        return f"{name}: {REMOVED}"
    if change.what is What.MOVED:
        return MOVED
    said = "; ".join(_fields(change.fields))
    return f"{name}: {said}" if name else said[:1].upper() + said[1:]


def where(change: Change) -> str:
    """Which weeks and day."""
    weeks = say_weeks(change.weeks)
    if change.weekday is None:
        return weeks
    return f"{weeks}, {WEEKDAY[change.weekday - 1].lower()}"


def say_weeks(weeks: Sequence[int]) -> str:
    """Numbers of weeks, runs of them drawn together: "недели 1–3, 5"."""
    runs: list[list[int]] = []
    for week in weeks:
        if runs and week == runs[-1][-1] + 1:
            runs[-1].append(week)
        else:
            runs.append([week])
    said = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    return f"{'Неделя' if len(weeks) == 1 else 'Недели'} {said}" if weeks else ""


def _name(slug: str | None, catalogue: Catalogue) -> str:
    if slug is None:
        return ""
    return catalogue[slug].name if slug in catalogue else slug


def _dose(change: Change, side: int) -> str:
    told = {name: pair[side] for name, pair in change.fields.items()}
    return dose(told["sets"], told["reps"], told["unit"], per_side=False)


def _fields(fields: Mapping[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (before, after) in fields.items():
        yield f"{FIELD[name]}: {_value(name, before)} → {_value(name, after)}"


def _value(name: str, value: Any) -> str:
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "да" if value else NONE
    if name == "title":
        return TITLE.get(str(value), str(value)).lower()
    if name == "kind":
        return KIND[str(value)]
    if name == "load_g":
        return f"{value / 1000:g}".replace(".", ",") + f"{NBSP}кг"
    if isinstance(value, tuple | list):
        return str(value[0]) if value[0] == value[1] else f"{value[0]}–{value[1]}"
    return f"{value}{NBSP}с" if name == "rest_s" else str(value)
