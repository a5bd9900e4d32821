"""The training page in words: what was just done, how a day went, what pain leads to."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.words import sheets
from app.words.progress import kilograms, name_of, say_gain
from app.words.speech import NBSP, fill
from domain.exercises import Catalogue, Unit
from domain.progress.pains import Step
from domain.progress.rows import RecordSet, SetLog, State

DONE: Mapping[str, str] = {
    "set": "Подход записан.",
    "exercise": "Упражнение записано как написано.",
    "removed": "Последний подход убран.",
    "swapped": "Упражнение заменено. Подходы и отдых те же, вес подберите по ощущениям.",
    "skipped": "Упражнение пропущено. Передумаете, просто запишите подход.",
    "finished": "",
    "day_skipped": "День отмечен как пропущенный. Ничего страшного, продолжим со следующего.",
    "noted": "Спасибо, тренер это увидит.",
    "pain_watch": (
        "Записали. Продолжайте осторожно: меньше размах, легче вес. Станет хуже, остановитесь и "
        "отметьте снова."
    ),
    "pain_swapped": (
        "Заменили на упражнение, которое это место не нагружает: и сегодня, и дальше. "
        "Тренер узнает."
    ),
    "pain_left_out": (
        "Это упражнение убрали: безопасной замены нет. Тренер узнает и решит, что дальше."
    ),
    "pain_stopped": "",
}
"""By what the address says was done."""
PAIN_DONE: Mapping[Step, str] = {
    Step.WATCH: "pain_watch",
    Step.SWAPPED: "pain_swapped",
    Step.LEFT_OUT: "pain_left_out",
    Step.STOPPED: "pain_stopped",
}
PLACES: Mapping[str, str] = {
    "knee": "Колено",
    "lower_back": "Поясница",
    "shoulder": "Плечо",
    "neck": "Шея",
    "wrist": "Запястье",
    "elbow": "Локоть",
    "hip": "Тазобедренный сустав",
    "ankle": "Голеностоп",
}
STATE: Mapping[State, str] = {
    State.BEGUN: "начата",
    State.FINISHED: "сделана",
    State.SKIPPED: "пропущена",
    State.STOPPED: "остановлена",
}
FIELD: Mapping[str, str] = {"weight": "Вес", "amount": "Повторы", "rir": "Запас", "pain": "Боль"}


def say_day(on: date) -> str:
    """A weekday and a date, as one says when: "среда, 4 ноября"."""
    weekday = sheets.WEEKDAY[on.weekday()].lower()
    return f"{weekday}, {on.day}{NBSP}{sheets.MONTHS[on.month - 1]}"


def say_previous(logs: Sequence[SetLog]) -> str:
    """Sets of one earlier day: "02.11: 60 кг × 10, 10, 9"."""
    on = max(log.done_on for log in logs)
    return f"{on.day:02d}.{on.month:02d}: {say_sets(logs)}"


def say_sets(logs: Sequence[SetLog]) -> str:
    """Sets in a row, those of one weight together; the reserve where it was told."""
    groups: list[tuple[int | None, list[str]]] = []
    for log in logs:
        if groups and groups[-1][0] == log.weight:
            groups[-1][1].append(_amount(log))
        else:
            groups.append((log.weight, [_amount(log)]))
    return "; ".join(_group(weight, amounts) for weight, amounts in groups)


def say_tonnage(tonnage: int) -> str:
    return f"Подняли за тренировку {kilograms(tonnage * 1000)}." if tonnage else ""


def say_record(record: RecordSet, catalogue: Catalogue) -> str:
    """A record as news: what it is and by how much."""
    return f"{name_of(record.slug, catalogue)}: {say_gain(record)}"


def say_streak(weeks: int) -> str:
    if not weeks:
        return ""
    return fill(
        "Вы держитесь {weeks} [weeks|неделю|недели|недель] подряд без пропусков.", {"weeks": weeks}
    )


def praise(done: int, planned: int) -> str:
    """A warm word after the day, true to what was done of it."""
    if done >= planned:
        return "Тренировка сделана целиком. Отличная работа!"
    if done * 2 >= planned:
        return "Большая часть сделана, и это считается. Молодец!"
    return "Вы пришли и начали: это труднее всего. Следующая получится лучше."


def say_next(on: date | None) -> str:
    return f"Следующая тренировка: {say_day(on)}." if on else ""


def _group(weight: int | None, amounts: Sequence[str]) -> str:
    counted = ", ".join(amounts)
    return f"{kilograms(weight)}{NBSP}× {counted}" if weight else counted


def _amount(log: SetLog) -> str:
    if log.reps is not None:
        return str(log.reps)
    if log.seconds is None:
        return "?"
    minutes, left = divmod(log.seconds, 60)
    return f"{minutes}{NBSP}мин" if minutes and not left else f"{log.seconds}{NBSP}с"


def say_aim(aim: int, unit: Unit) -> str:
    """What to try for in each set, after there was a first time."""
    forms = {
        Unit.REPS: "[n|повтор|повтора|повторов]",
        Unit.SECONDS: "[n|секунду|секунды|секунд]",
        Unit.MINUTES: "[n|минуту|минуты|минут]",
    }
    return fill("цель: {n} " + forms[unit], {"n": aim})


def say_rest(seconds: int) -> str:
    return f"отдых {sheets.pause(seconds)}"


def say_reserve(rir: int) -> str:
    return fill("запас {n} [n|повтор|повтора|повторов]", {"n": rir})
