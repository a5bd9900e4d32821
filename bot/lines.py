"""Lines: what a client typed, read as a log of the day he trains. Writes and says nothing.

Whatever is no log is left alone: a question must reach the trainer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.words import bot_today as words
from bot.cards import Desktop
from bot.marks import key_of
from domain.errors import Refused
from domain.exercises import Unit
from domain.progress.sets import Done
from domain.progress.sheets import Task
from domain.progress.typed import Typed, parse_log

LOOSE = 3
"""Numbers alone that are taken for the exercise on the screen: weight, repetitions, reserve."""


@dataclass(frozen=True)
class Line:
    """A line that is a log."""

    top: Desktop
    text: str
    tasks: Sequence[Task] = ()
    """What it may be about; one when it is clear."""
    sets: Sequence[Done] = ()
    is_named: bool = False
    """Whether the words fit something that is trained today."""
    refusal: str = ""
    """Why it cannot be taken."""


def read_line(top: Desktop, text: str, current: str) -> Line | None:
    """A line that looks like one as a log of the day; None when it is none.

    Args:
        current: the key of the exercise on the screen, or "".
    """
    tasks = top.sheet.tasks
    here = [] if _has_name(text) else [t for t in tasks if key_of(t.item.slug) == current]
    is_loose = bool(here) and _count(text) <= LOOSE
    try:
        read = parse_log(text, top.sheet.day, top.sheet.catalogue)
    except Refused as e:
        is_ours = is_loose or _has_name(text)
        return Line(top, text, refusal=words.say_refused(e.fields)) if is_ours else None
    is_named = read.slug is not None or len(read.candidates) < len(tasks)
    if not read.sets or not (is_named or is_loose or len(read.sets) > 1):
        return None
    if not tasks or top.is_over:
        return Line(top, text, refusal=words.NO_DAY)
    fit = here or _meant(read, tasks)
    told = in_unit(read.sets, fit[0]) if len(fit) == 1 else read.sets
    return Line(top, text, fit, told, is_named)


def in_unit(told: Sequence[Done], task: Task) -> list[Done]:
    """The sets in what the exercise is counted in: bare numbers of a plank are seconds."""
    if task.item.unit is Unit.REPS:
        return list(told)
    times = 60 if task.item.unit is Unit.MINUTES else 1
    return [
        done
        if done.seconds is not None or done.reps is None
        else replace(done, seconds=done.reps * times, reps=None)
        for done in told
    ]


def _meant(read: Typed, tasks: Sequence[Task]) -> list[Task]:
    slugs = {read.slug} if read.slug else set(read.candidates)
    return [task for task in tasks if task.item.slug in slugs]


def _has_name(text: str) -> bool:
    return text.strip()[:1].isalpha()


def _count(text: str) -> int:
    """Numbers in the line; those parted by a slash are one."""
    return len(text.split())
