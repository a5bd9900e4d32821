"""Cards: a training day as the bot shows it, whole or exercise by exercise. Writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app import papers
from app.replies import Button
from app.words import bot_today as words
from app.words import sheets as sheet_words
from app.words import workouts
from app.words.progress import kilograms, say_reason
from bot.answers import Part, go, press
from bot.marks import Presser
from domain import clock
from domain.exercises import Exercise, Unit
from domain.progress.days import ZONE
from domain.progress.plates import step_of
from domain.progress.rows import State
from domain.progress.sets import Done
from domain.progress.sheets import Sheet, Task

EFFORTS = (range(1, 6), range(6, 11))


@dataclass(frozen=True)
class Shown:
    """What a message says, and its buttons."""

    parts: Sequence[Part]
    buttons: Sequence[Sequence[Button]] = ()


@dataclass(frozen=True)
class Desktop:
    """Where a card is drawn: whose day, on which date, by which clock."""

    sheet: Sheet
    on: date
    press: Presser
    page: str
    zone: str | None = None
    notes: list[Part] = field(default_factory=list)
    """What is said above the card."""

    @property
    def is_over(self) -> bool:
        log = self.sheet.log
        return log is not None and log.is_settled

    def find(self, slug: str) -> Task | None:
        return next((task for task in self.sheet.tasks if task.item.slug == slug), None)


def draw_day(top: Desktop) -> Shown:
    """The day as it stands: to be trained, or how it went."""
    if top.sheet.log is not None and top.is_over:
        return _draw_over(top, top.sheet.log.state)
    day = top.sheet.day
    head = Part(words.HEAD, {"title": words.title(day), "day": words.say_day(top.on)})
    lines = "\n".join(f"{{l{n}}}" for n in range(len(top.sheet.tasks)))
    told = {f"l{n}": _line(top.sheet, task) for n, task in enumerate(top.sheet.tasks)}
    parts = [*top.notes, head, *_moved(top), Part(lines, told)]
    if day.minutes:
        parts.append(Part(words.ABOUT, {"minutes": sheet_words.about_minutes(day.minutes)}))
    current = next_task(top.sheet)
    if current is None:
        parts.append(Part(words.ALL_MARKED))
        rows = [[top.press(words.FINISH, "f")]]
    else:
        is_begun = any(task.logs for task in top.sheet.tasks)
        begin = top.press(words.GO_ON if is_begun else words.START, "x", current.item.slug)
        rows = [[begin], [top.press(words.ALL_DONE, "D")]]
    rows += [[top.press(words.SKIP_DAY, "d"), go(words.PAGE, top.page)]]
    return Shown(parts, rows)


def draw_exercise(top: Desktop, task: Task) -> Shown:
    """One exercise: what is asked, why so much, what was before, what is done."""
    if top.is_over:
        return draw_day(top)
    sheet, press_ = top.sheet, top.press
    number = sheet.tasks.index(task)
    told = {"title": words.title(sheet.day), "number": number + 1, "of": len(sheet.tasks)}
    parts = [*top.notes, Part(words.HEAD_EXERCISE, told), _asked(sheet, task), *_done(top, task)]
    slug, following = task.item.slug, len(task.logs) + 1
    is_whole = len(task.logs) >= sets_of(task)
    label = words.ONE_MORE if is_whole else words.SET.format(number=following, of=sets_of(task))
    rows = [[press_(label, "s", slug, following)]]
    if not is_whole:
        rows.append([press_(words.EXERCISE, "e", slug), press_(words.REST, "r", slug)])
    if task.logs:
        rows.append([press_(words.UNDO, "u", slug, len(task.logs))])
    rows.append([press_(words.HOW, "h", slug), press_(words.SWAP, "w", slug)])
    rows.append([press_(words.HURTS, "l", slug), press_(words.SKIP, "k", slug)])
    rows.append(_round(top, number))
    return Shown(parts, rows)


def next_task(sheet: Sheet, after: Task | None = None) -> Task | None:
    """The exercise to go on with: the first one undone after this one, or else of all."""
    start = sheet.tasks.index(after) + 1 if after in sheet.tasks else 0
    ordered = [*sheet.tasks[start:], *sheet.tasks[:start]]
    return next((task for task in ordered if not _is_done(task)), None)


def sets_of(task: Task) -> int:
    """Sets that are asked for."""
    return task.load.sets if task.load else task.item.sets


def proposed(task: Task, exercise: Exercise) -> Done:
    """A set as it is asked for, with the weight taken last where none is prescribed."""
    amount = task.load.aim if task.load else task.item.reps[0]
    if task.item.unit is not Unit.REPS:
        return Done(seconds=amount * (60 if task.item.unit is Unit.MINUTES else 1))
    taken = [log.weight for log in (*task.previous, *task.logs) if log.weight]
    weight = (task.load.load_g if task.load else None) or (taken[-1] if taken else None)
    return Done(weight=weight if step_of(exercise) is not None else None, reps=amount)


def rest_ends(task: Task) -> datetime | None:
    """When the rest after the last set ends; None before the first."""
    if not task.logs or not task.item.rest_s:
        return None
    return max(log.created_at for log in task.logs) + timedelta(seconds=task.item.rest_s)


def _is_done(task: Task) -> bool:
    return task.is_skipped or len(task.logs) >= sets_of(task)


def _line(sheet: Sheet, task: Task) -> str:
    load = task.load
    done = words.SKIPPED_MARK if task.is_skipped else words.DONE_MARK
    said = {
        "mark": done if _is_done(task) else words.OPEN_MARK,
        "name": sheet.catalogue[task.item.slug].name,
        "asked": _amount(task),
    }
    if load and load.load_g:
        return words.LINE_LOAD.format(**said, load=kilograms(load.load_g))
    return words.LINE.format(**said)


def _amount(task: Task) -> str:
    reps = task.load.reps if task.load else task.item.reps
    return sheet_words.amount(sets_of(task), reps, task.item.unit.value)


def _asked(sheet: Sheet, task: Task) -> Part:
    """The exercise in lines, each only where there is something to say."""
    item, load = task.item, task.load
    details = [words_ for words_ in _details(task) if words_]
    said: list[tuple[str, dict[str, object]]] = [
        (words.NAME, {"name": sheet.catalogue[item.slug].name}),
        ("{asked}", {"asked": ", ".join([_amount(task), *details])}),
    ]
    if load and load.load_g:
        said.append((words.LOAD, {"load": kilograms(load.load_g)}))
    if load and task.previous:
        aim = workouts.say_aim(load.aim, item.unit)
        said.append((words.AIM, {"aim": aim[:1].upper() + aim[1:]}))
    if load and (reason := say_reason(load.reason, sheet.catalogue)):
        said.append((words.REASON, {"reason": reason}))
    if task.previous:
        said.append((words.PREVIOUS, {"previous": workouts.say_previous(task.previous)}))
    template = "\n".join(line for line, _ in said)
    return Part(template, {key: value for _, told in said for key, value in told.items()})


def _details(task: Task) -> Iterator[str]:
    item = task.item
    yield workouts.say_reserve(item.rir) if item.rir is not None else ""
    yield workouts.say_rest(item.rest_s) if item.rest_s else ""
    yield sheet_words.tempo(item.tempo) if item.tempo else ""
    yield from papers.manner(item)


def _done(top: Desktop, task: Task) -> Iterator[Part]:
    if task.is_skipped:
        yield Part(words.SKIPPED)
    if task.logs:
        yield Part(words.SETS_DONE, {"done": workouts.say_sets(task.logs)})
    ends = rest_ends(task)
    if ends is not None and not _is_done(task):
        yield _rest(top, task, ends)
    exercise = top.sheet.catalogue[task.item.slug]
    if step_of(exercise) is not None and not _is_done(task) and task.item.unit is Unit.REPS:
        has_weight = proposed(task, exercise).weight is not None
        yield Part(words.HINT if has_weight else words.ASK_WEIGHT)


def _rest(top: Desktop, task: Task, ends: datetime) -> Part:
    if ends <= clock.now():
        return Part(words.REST_OVER)
    at = words.clock_time(ends.astimezone(ZoneInfo(top.zone or ZONE)))
    return Part(words.REST_UNTIL, {"rest": words.seconds(task.item.rest_s), "at": at})


def _moved(top: Desktop) -> Iterator[Part]:
    today = top.sheet.today
    if today.is_moved and today.day is not None and today.day.weekday == top.sheet.day.weekday:
        yield Part(words.MOVED)
    if today.dropped:
        yield Part(words.DROPPED, {"days": words.weekdays(today.dropped)})


def _round(top: Desktop, number: int) -> list[Button]:
    """To the exercise before, to the list, to the one after."""
    tasks = top.sheet.tasks
    before, after = tasks[number - 1].item.slug, tasks[(number + 1) % len(tasks)].item.slug
    return [
        top.press(words.BACK, "x", before),
        top.press(words.LIST, "o"),
        top.press(words.FORWARD, "x", after),
    ]


def _draw_over(top: Desktop, state: State) -> Shown:
    follows = [Part(words.NEXT, {"next": said})] if (said := _next(top)) else []
    ways = [[press(words.PROGRESS, "progress"), press(words.PROGRAMME, "program")]]
    if state is State.STOPPED:
        rows = [[press(words.CONTACTS, "contacts")], *ways]
        return Shown([*top.notes, Part(words.STOPPED), *follows], rows)
    if state is State.SKIPPED:
        rows = [[top.press(words.ANYWAY, "D")], *ways]
        return Shown([*top.notes, Part(words.DAY_SKIPPED), *follows], rows)
    sheet, effort = top.sheet, top.sheet.log.effort if top.sheet.log else None
    done = sum(len(task.logs) for task in sheet.tasks)
    told = workouts.praise(done, sum(sets_of(task) for task in sheet.tasks))
    parts = [*top.notes, Part(words.FINISHED, {"title": told}), *_feats(sheet)]
    if effort is not None:
        parts.append(Part(words.EFFORT, {"effort": effort}))
        return Shown([*parts, *follows], ways)
    scale = [[top.press(str(n), "F", more=n) for n in row] for row in EFFORTS]
    return Shown([*parts, *follows, Part(words.EFFORT_ASK)], [*scale, *ways])


def _feats(sheet: Sheet) -> Iterator[Part]:
    """Tonnage, records and the streak, where there are any."""
    if tonnage := workouts.say_tonnage(sheet.tonnage):
        yield Part("{tonnage}", {"tonnage": tonnage})
    if sheet.records:
        records = [workouts.say_record(record, sheet.catalogue) for record in sheet.records]
        yield Part("{records}", {"records": "\n".join(map(words.RECORD.format, records))})
    if streak := workouts.say_streak(sheet.streak):
        yield Part("{streak}", {"streak": streak})


def _next(top: Desktop) -> str:
    return workouts.say_next(top.sheet.today.next_on)
