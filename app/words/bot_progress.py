"""Progress in the bot: sums, records, the journal, and numbers told by buttons or in words."""

import re
from collections.abc import Mapping, Sequence

from app.words import journals
from app.words.speech import NBSP
from domain.progress.accounts import Account
from domain.progress.rows import AFTER, BEFORE, Kind, Measurement

TITLE = "<b>Ваш прогресс</b>"
RECORDS_TITLE = "<b>Лучшие результаты</b>"
BODY_TITLE = "<b>Замеры</b>"
NOTHING = (
    "Здесь соберутся тренировки, рекорды и замеры. Начните с любой тренировки "
    "или запишите вес и обхваты: потом будет с чем сравнить."
)
MEASURE = "Записать замеры"
CHARTS = "Графики"
TODAY = "Тренировка на сегодня"
PAGE = "Открыть на странице"
BACK = "К прогрессу"

CHARTS_ASK = "Какой график прислать?"
CHARTS_NONE = (
    "Графиков пока нет: для линии нужны два замера одного и того же или две тренировки с весом."
)
CHART_GONE = "Такого графика больше нет."
DRAWING = "Рисую."

MEASURE_ASK = (
    "Что измерили? Записываю на точку «{point}».\n\nМожно и просто написать: «вес 81,4, талия 84»."
)
POINT_CHOSEN = "· {point} ·"
VALUE_ASK = "{kind}, {unit}: напишите число, например {example}."
CANCEL = "Отмена"
CANCELLED = "Хорошо, ничего не записал."
SAVED = "Записал на точку «{point}»: {told}."
REFUSED = "Не записал. {what}"
LIMITS: Mapping[str, str] = {
    kind.value: "Вес бывает от 20 до 400 кг."
    if kind is Kind.WEIGHT
    else f"{journals.KIND[kind]}: бывает от 0,5 до 300 см."
    for kind in Kind
}
MOST_RECORDS = 5

_SAID: Mapping[str, Kind] = {
    "вес": Kind.WEIGHT,
    "вешу": Kind.WEIGHT,
    "грудь": Kind.CHEST,
    "талия": Kind.WAIST,
    "низ живота": Kind.LOWER_ABDOMEN,
    "живот": Kind.LOWER_ABDOMEN,
    "ягодицы": Kind.GLUTES,
    "попа": Kind.GLUTES,
    "бёдра": Kind.THIGHS,
    "бедра": Kind.THIGHS,
    "бедро": Kind.THIGHS,
    "икры": Kind.CALVES,
    "икра": Kind.CALVES,
    "руки": Kind.ARMS,
    "рука": Kind.ARMS,
}
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_UNIT = r"(?:\s*(?:кг|см|kg|cm)\b\.?)?"
_ONE = re.compile(rf"({'|'.join(_SAID)})\s*[:=–-]?\s*{_NUMBER}{_UNIT}")
_LINE = re.compile(rf"(?:{_ONE.pattern}[\s,;.]*)+".replace("(\\d", "(?:\\d"))
_VALUE = re.compile(rf"\s*{_NUMBER}{_UNIT}\s*")


def read_measures(text: str) -> dict[Kind, int]:
    """What a line such as "вес 81,4, талия 84" tells; nothing where it is any other text."""
    line = text.lower().strip()
    if not _LINE.fullmatch(line):
        return {}
    return {_SAID[name]: _kept(_SAID[name], number) for name, number in _ONE.findall(line)}


def read_value(text: str, kind: Kind) -> int | None:
    """A number alone, in grams or millimetres."""
    found = _VALUE.fullmatch(text.lower())
    return _kept(kind, found[1]) if found else None


def example(kind: Kind) -> str:
    return "81,4" if kind is Kind.WEIGHT else "84"


def label(kind: Kind, value: int | None) -> str:
    """A button: what is measured, and what stands there."""
    if value is None:
        return journals.KIND[kind]
    return f"{journals.KIND[kind]}: {journals.say_value(kind, value)}"


def told(values: Mapping[Kind, int]) -> str:
    return ", ".join(
        f"{journals.KIND[kind].lower()} {measure(kind, value)}" for kind, value in values.items()
    )


def measure(kind: Kind, value: int) -> str:
    return f"{journals.say_value(kind, value)}{NBSP}{journals.UNIT[kind]}"


def sums(account: Account) -> str:
    return "\n".join(f"{value} {name}" for value, name in journals.sums(account))


def records(account: Account) -> str:
    best = journals.bests(account)[:MOST_RECORDS]
    return "\n".join(f"🏆 {name}: {value}" for name, value in best)


def changes(rows: Sequence[Measurement]) -> str:
    """Each measure, from its first point to its last: "Вес: До 84 кг, Неделя 3 81,4 кг"."""
    lines = []
    for kind in Kind:
        mine = [row for row in rows if row.kind is kind]
        shown = [mine[0], *_between(mine), mine[-1]] if len(mine) > 1 else mine
        said = " → ".join(
            f"{journals.say_value(kind, row.value)} ({journals.say_point(row.point).lower()})"
            for row in shown
        )
        if said:
            lines.append(f"{journals.KIND[kind]}, {journals.UNIT[kind]}: {said}")
    return "\n".join(lines)


def say_point(point: str) -> str:
    return journals.say_point(point)


def say_refused(fields: Mapping[str, str]) -> str:
    return " ".join(LIMITS.get(key, "") for key in fields).strip()


def _between(rows: Sequence[Measurement]) -> list[Measurement]:
    """Before and after stand at the ends already; of the weeks between them, the last."""
    if rows[-1].point != AFTER or rows[0].point != BEFORE:
        return []
    return list(rows[1:-1][-1:])


def _kept(kind: Kind, number: str) -> int:
    value = float(number.replace(",", "."))
    return round(value * (1000 if kind is Kind.WEIGHT else 10))
