"""The day of a programme as its page shows it; what is done on it is in `today`."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from app import papers
from app.words import programmes as spoken
from app.words import sheets as sheet_words
from app.words import workouts as words
from app.words.progress import kilograms, say_reason
from app.words.training import TITLE
from domain.exercises import Unit
from domain.programmes.plan import Day
from domain.progress.plates import step_of
from domain.progress.rows import SetLog, State
from domain.progress.sheets import Sheet, Task
from pages.public.press import new_form_id
from pages.public.training import describe
from pages.public.views import ChipView, SetView, SiteView, SummaryView, TaskView, WorkoutView

Shown = Literal["rest", "open", "finished", "stopped", "skipped"]
MOST_SWAPS = 6


def workout_view(sheet: Sheet, site: SiteView, token: str, on: date, **said: Any) -> WorkoutView:
    """The page of a day; `said` is what has just happened on it."""
    tasks = tuple(_task(sheet, task) for task in sheet.tasks)
    told = _spell(sheet)
    described = [describe(sheet.catalogue[task.slug]) for task in tasks if task.technique]
    state = _state(sheet)
    return WorkoutView(
        site=site,
        token=token,
        form_id=new_form_id(),
        week=sheet.week.number,
        weekday=sheet.day.weekday,
        title=TITLE[sheet.day.title],
        said=words.say_day(on),
        tasks=tasks,
        chips=tuple(_chip(sheet, day, token) for day in sheet.training_days),
        techniques=tuple(view for view in described if view is not None),
        warmup=tuple(line.rstrip(". ") for line in told["warmup"]),
        cooldown=tuple(line.rstrip(". ") for line in told["cooldown"]),
        places=words.PLACES,
        state=state,
        summary=_summary(sheet, tasks) if state == "finished" else None,
        next_said=words.say_next(sheet.today.next_on),
        is_moved=sheet.today.is_moved and sheet.today.day == sheet.day,
        minutes=sheet.day.minutes,
        **said,
    )


def _state(sheet: Sheet) -> Shown:
    if not sheet.day.exercises and sheet.log is None:
        return "rest"
    states: Mapping[State, Shown] = {
        State.BEGUN: "open",
        State.FINISHED: "finished",
        State.STOPPED: "stopped",
        State.SKIPPED: "skipped",
    }
    return states[sheet.log.state] if sheet.log else "open"


def _spell(sheet: Sheet) -> Mapping[str, Any]:
    """The day in words: a plan of this day only is spelled in a millisecond."""
    week = sheet.week.model_copy(update={"days": (sheet.day,)})
    plan = sheet.plan.model_copy(update={"weeks": (week,)})
    told: Mapping[str, Any] = spoken.spell(plan, sheet.catalogue)["weeks"][0]["days"][0]
    return told


def _chip(sheet: Sheet, day: Day, token: str) -> ChipView:
    log = sheet.sessions.get(day.weekday)
    return ChipView(
        weekday=day.weekday,
        short=sheet_words.WEEKDAY_SHORT[day.weekday - 1],
        name=TITLE[day.title],
        url=f"/p/{token}/today?week={sheet.week.number}&day={day.weekday}",
        state=words.STATE[log.state] if log else "",
        is_now=day.weekday == sheet.day.weekday,
    )


def _task(sheet: Sheet, task: Task) -> TaskView:
    item, load = task.item, task.load
    exercise = sheet.catalogue[item.slug]
    has_weight = step_of(exercise) is not None and item.unit is Unit.REPS
    sets = load.sets if load else item.sets
    there = {other.item.slug for other in sheet.tasks}
    swaps = [slug for slug in item.alternatives if slug not in there and slug in sheet.catalogue]
    return TaskView(
        slug=item.slug,
        name=exercise.name,
        asked=sheet_words.amount(sets, load.reps if load else item.reps, item.unit.value),
        unit=item.unit.value,
        sets=tuple(_set(task, number, has_weight=has_weight) for number in _numbers(task)),
        load=kilograms(load.load_g) if load and load.load_g else "",
        aim=words.say_aim(load.aim, item.unit) if load and task.previous else "",
        reason=say_reason(load.reason, sheet.catalogue) if load else "",
        previous=words.say_previous(task.previous) if task.previous else "",
        details=_details(task),
        rest_s=item.rest_s,
        has_weight=has_weight,
        has_rir=item.rir is not None,
        is_skipped=task.is_skipped,
        swaps=tuple((slug, sheet.catalogue[slug].name) for slug in swaps[:MOST_SWAPS]),
        technique=f"how-{item.slug}" if describe(exercise) else "",
    )


def _numbers(task: Task) -> range:
    return range(1, task.sets + 1)


def _details(task: Task) -> tuple[str, ...]:
    item = task.item
    rest = words.say_rest(item.rest_s) if item.rest_s else ""
    reserve = words.say_reserve(item.rir) if item.rir is not None else ""
    tempo = sheet_words.tempo(item.tempo) if item.tempo else ""
    return tuple(part for part in (reserve, rest, tempo, *papers.manner(item)) if part)


def _set(task: Task, number: int, *, has_weight: bool) -> SetView:
    """A set as it was done, or as it is proposed: the load, or else the weight taken last."""
    log = next((log for log in task.logs if log.number == number), None)
    if log is not None:
        return SetView(
            number=number,
            weight=_kilograms(log.weight),
            amount=_amount(log, task.item.unit),
            rir="" if log.rir is None else str(log.rir),
            is_done=True,
        )
    taken = [log.weight for log in (*task.previous, *task.logs) if log.weight]
    weight = (task.load.load_g if task.load else None) or (taken[-1] if taken else None)
    aim = task.load.aim if task.load else task.item.reps[0]
    return SetView(number, _kilograms(weight) if has_weight else "", str(aim))


def _kilograms(grams: int | None) -> str:
    return f"{grams / 1000:g}".replace(".", ",") if grams else ""


def _amount(log: SetLog, unit: Unit) -> str:
    if log.reps is not None:
        return str(log.reps)
    if log.seconds is None:
        return ""
    shown = log.seconds / 60 if unit is Unit.MINUTES else log.seconds
    return f"{shown:.1f}".removesuffix(".0").replace(".", ",")


def _summary(sheet: Sheet, tasks: tuple[TaskView, ...]) -> SummaryView:
    done = sum(each.is_done for task in tasks for each in task.sets)
    planned = sum(len(task.sets) for task in tasks)
    lines = (words.say_tonnage(sheet.tonnage), words.say_streak(sheet.streak))
    return SummaryView(
        praise=words.praise(done, planned),
        lines=tuple(line for line in lines if line),
        records=tuple(words.say_record(record, sheet.catalogue) for record in sheet.records),
        effort=sheet.log.effort if sheet.log else None,
        note=(sheet.log.note or "") if sheet.log else "",
    )
