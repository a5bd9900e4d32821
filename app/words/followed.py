"""What a client did of his programme, in the trainer's words."""

from collections.abc import Sequence

from app.words.journals import KIND, UNIT, say_date, say_value
from app.words.progress import name_of
from app.words.speech import NBSP, fill
from app.words.workouts import PLACES, STATE, say_sets
from domain.exercises import Catalogue
from domain.progress.accounts import Account
from domain.progress.rows import Measurement, PainReport, SessionLog, SetLog

TITLE = "Прогресс"
NOTHING = "Пока ничего не записано. Клиент отмечает подходы на своей странице или в боте."
LAST = "Последняя тренировка"
PAINS = "Что болело"
BESTS = "Лучшее"
WEIGHT = "Вес, кг"
NUMBERS = "Числами"
DONE_TITLE = "Сделано на самом деле"
NOT_DONE = "не сделано"
SKIPPED = "Пропущено"
INSTEAD = "вместо плана"
EFFORT = "Усилие {effort} из 10"
NOTE = "Клиент пишет: {note}"


def say_last(session: SessionLog) -> str:
    """When it was, and how it ended."""
    return f"{say_date(session.done_on)}, {STATE[session.state]}"


def say_words(session: SessionLog) -> list[str]:
    """What the client said of a training day."""
    said = []
    if session.effort is not None:
        said.append(EFFORT.format(effort=session.effort))
    if session.note:
        said.append(NOTE.format(note=session.note))
    return said


def say_exercise(slug: str, logs: Sequence[SetLog], catalogue: Catalogue) -> tuple[str, str]:
    """An exercise's name and what was done of it."""
    done = [log for log in logs if not log.is_skipped]
    return name_of(slug, catalogue), say_done(done) if done else SKIPPED.lower()


def say_done(logs: Sequence[SetLog]) -> str:
    """Sets, and the least reserve that was felt."""
    told = [log.rir for log in logs if log.rir is not None]
    reserve = f", запас{NBSP}{min(told)}" if told else ""
    return say_sets(logs) + reserve


def say_pain(report: PainReport, catalogue: Catalogue) -> tuple[str, str]:
    """In which exercise, and how much, where and when."""
    place = PLACES.get(report.place or "", report.place or "")
    parts = [f"{report.pain} из{NBSP}10", place.lower(), say_date(report.created_at.date())]
    return name_of(report.slug, catalogue), ", ".join(part for part in parts if part)


def say_rate(account: Account) -> str:
    """How much of the plan was done."""
    if account.adherence is None:
        return fill("{n} [n|тренировка|тренировки|тренировок]", {"n": account.trained})
    share = round(account.adherence * 100)
    said = f"{account.done} из {account.planned} тренировок, {share}{NBSP}%"
    if account.streak > 1:
        said += fill(", {n} [n|неделя|недели|недель] подряд", {"n": account.streak})
    return said


def say_measured(rows: Sequence[Measurement]) -> str:
    """The newest of each measurement, in a line."""
    newest = {row.kind: row for row in rows}
    return ", ".join(
        f"{KIND[kind].lower()} {say_value(kind, row.value)}{NBSP}{UNIT[kind]}"
        for kind, row in newest.items()
    )
