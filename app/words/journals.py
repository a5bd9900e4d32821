"""The journal in words: measurements, points in time, sums, and what each chart is called."""

from collections.abc import Mapping
from datetime import date

from app.words.progress import kilograms, name_of, say_best
from app.words.speech import NBSP, fill
from domain.exercises import Catalogue
from domain.progress.accounts import Account
from domain.progress.rows import AFTER, BEFORE, POINTS, Kind

KIND: Mapping[Kind, str] = {
    Kind.WEIGHT: "Вес",
    Kind.CHEST: "Грудь",
    Kind.WAIST: "Талия",
    Kind.LOWER_ABDOMEN: "Низ живота",
    Kind.GLUTES: "Ягодицы",
    Kind.THIGHS: "Бёдра",
    Kind.CALVES: "Икры",
    Kind.ARMS: "Руки",
}
UNIT: Mapping[Kind, str] = {kind: "кг" if kind is Kind.WEIGHT else "см" for kind in Kind}
POINT: Mapping[str, str] = {
    point: {BEFORE: "До", AFTER: "После"}.get(point, f"Неделя{NBSP}{point.rpartition('_')[2]}")
    for point in POINTS
}
SAVED = "Замеры записаны."
TO_PROGRAMME = "Программа"
TO_CABINET = "Кабинет"
NOTHING_TYPED = "Впишите хотя бы одно число."
TONNAGE = "Тоннаж по неделям, кг"
MAXIMUM = "{name}: расчётный максимум, кг"
CHANGE = "{kind}, {unit}"


def say_point(point: str) -> str:
    """A point's name; a date as a date."""
    return POINT.get(point) or say_date(date.fromisoformat(point))


def short_point(point: str) -> str:
    """The same under an axis."""
    return point.rpartition("_")[2] if point.startswith("week_") else say_point(point)


def say_date(on: date) -> str:
    return f"{on.day:02d}.{on.month:02d}"


def say_value(kind: Kind, value: int) -> str:
    """Kilograms or centimetres, without their name: "64,5"."""
    return f"{to_unit(kind, value):g}".replace(".", ",")


def to_unit(kind: Kind, value: int) -> float:
    return value / (1000 if kind is Kind.WEIGHT else 10)


def sums(account: Account) -> list[tuple[str, str]]:
    """The account in a few numbers, each with its name."""
    told = [(f"{account.trained}", fill("[n|тренировка|тренировки|тренировок]", _n(account)))]
    if account.adherence is not None:
        share = f"{round(account.adherence * 100)}{NBSP}%"
        told.append((share, f"сделано: {account.done} из {account.planned}"))
    if account.streak:
        weeks = fill("[n|неделя|недели|недель] подряд", {"n": account.streak})
        told.append((f"{account.streak}", weeks))
    if tonnage := account.tonnage():
        told.append((kilograms(tonnage * 1000), "поднято всего"))
    return told


def bests(account: Account) -> list[tuple[str, str]]:
    """The best of each exercise: its name, and what it was."""
    return [
        (_name(slug, account.catalogue), say_best(measure, value))
        for (slug, measure), value in account.bests().items()
    ]


def _name(slug: str, catalogue: Catalogue) -> str:
    return name_of(slug, catalogue)


def _n(account: Account) -> Mapping[str, int]:
    return {"n": account.trained}
