"""Deeds: what each button of a training card does, and what the message shows afterwards.

Which buttons there are is `cards`; whether a button's day is still there was asked before.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from app.words import bot_today as words
from app.words import workouts
from bot import asides, cards
from bot.answers import Answers, Part
from bot.cards import Desktop, Shown
from bot.files import FIGURE
from bot.marks import Mark, key_of
from domain import clock
from domain.errors import NotFound
from domain.ledger import Transaction
from domain.programmes.rows import Programme
from domain.progress import pains, sessions, sets, sheets, swaps
from domain.progress.pains import Step
from domain.progress.rows import State
from domain.progress.sheets import Task
from domain.progress.spots import Spot


@dataclass(frozen=True)
class Touch:
    """A button pressed on a card: of which day it speaks, and what it carries."""

    session: Transaction
    top: Desktop
    mark: Mark
    answers: Answers

    @property
    def programme(self) -> Programme:
        return self.top.press.programme

    @property
    def task(self) -> Task | None:
        """The exercise it speaks of, if the day still has it."""
        mine = (t for t in self.top.sheet.tasks if key_of(t.item.slug) == self.mark.key)
        return next(mine, None)

    def spot(self, task: Task) -> Spot:
        return Spot(*self.mark.place, task.item.slug)

    async def again(self, *notes: str) -> Desktop:
        """The same card, read anew."""
        return await reopen(self.session, self.top, [Part(note) for note in notes])


async def do(touch: Touch) -> Shown:
    """What the button says; a day that is over is shown, never changed."""
    of_day = OF_DAY.get(touch.mark.act)
    if of_day is not None:
        return await of_day(touch)
    task, act = touch.task, OF_EXERCISE.get(touch.mark.act)
    if touch.top.is_over:
        return cards.draw_day(touch.top)
    if task is None or act is None:
        return cards.draw_day(replace(touch.top, notes=[Part(words.CHANGED)]))
    return await act(touch, task)


async def reopen(session: Transaction, top: Desktop, notes: list[Part]) -> Desktop:
    """The same card after something was done on it, with what is said above it."""
    programme, place = top.press.programme, (top.press.week, top.press.weekday)
    sheet = await sheets.read_sheet(session, programme, top.on, place)
    if sheet is None:
        raise NotFound("day", place)
    return replace(top, sheet=sheet, notes=notes)


async def _list(touch: Touch) -> Shown:
    return cards.draw_day(touch.top)


async def _finish(touch: Touch) -> Shown:
    if not touch.top.is_over:
        await sessions.finish_session(
            touch.session, touch.programme, *touch.mark.place, on=touch.top.on
        )
    return cards.draw_day(await touch.again())


async def _rate(touch: Touch) -> Shown:
    if not sheets.is_stopped(touch.top.sheet.log) and 1 <= touch.mark.number <= 10:
        place, effort = touch.mark.place, touch.mark.number
        await sessions.finish_session(
            touch.session, touch.programme, *place, on=touch.top.on, effort=effort
        )
    return cards.draw_day(await touch.again())


async def _all_done(touch: Touch) -> Shown:
    log = touch.top.sheet.log
    if log is None or log.state not in {State.STOPPED, State.FINISHED}:
        await sets.log_all_done(touch.session, touch.programme, *touch.mark.place, on=touch.top.on)
    return cards.draw_day(await touch.again())


async def _skip_day(touch: Touch) -> Shown:
    await sessions.skip_session(touch.session, touch.programme, *touch.mark.place, on=touch.top.on)
    return cards.draw_day(await touch.again())


async def _show(touch: Touch, task: Task) -> Shown:
    return cards.draw_exercise(touch.top, task)


async def _set(touch: Touch, task: Task) -> Shown:
    """Mark one set; its number is on the button, so twice is once."""
    number = touch.mark.number or len(task.logs) + 1
    done = cards.proposed(task, touch.top.sheet.catalogue[task.item.slug])
    if all(log.number != number for log in task.logs):
        await sets.log_set(
            touch.session,
            touch.programme,
            touch.spot(task),
            done,
            on=touch.top.on,
            number=min(number, sets.MOST_SETS),
        )
    return await _go_on(touch, task)


async def _exercise(touch: Touch, task: Task) -> Shown:
    await sets.log_exercise_done(touch.session, touch.programme, touch.spot(task), on=touch.top.on)
    return await _go_on(touch, task)


async def _go_on(touch: Touch, task: Task) -> Shown:
    """The same exercise while it has sets left, else the next one."""
    top = await touch.again()
    same = top.find(task.item.slug)
    if same is not None and len(same.logs) < cards.sets_of(same):
        rest = words.seconds(task.item.rest_s)
        touch.answers.toast(words.SET_DONE if task.item.rest_s else words.SAVED, rest=rest)
        return cards.draw_exercise(top, same)
    touch.answers.toast(words.LAST_SET_DONE)
    following = cards.next_task(top.sheet, after=same)
    return cards.draw_exercise(top, following) if following else cards.draw_day(top)


async def _undo(touch: Touch, task: Task) -> Shown:
    """Take the last set back; a second press of the same button takes no other."""
    numbers = [log.number for log in task.logs]
    if not numbers or touch.mark.number != len(numbers):
        touch.answers.toast(words.NOTHING_TO_UNDO)
        return cards.draw_exercise(touch.top, task)
    await sets.remove_set(touch.session, touch.programme, touch.spot(task), max(numbers))
    sessions.tell(touch.session, touch.programme, *touch.mark.place, 0)
    touch.answers.toast(words.UNDONE)
    top = await touch.again()
    return cards.draw_exercise(top, top.find(task.item.slug) or task)


async def _rest(touch: Touch, task: Task) -> Shown:
    """How long is left of the rest, by the clock."""
    ends = cards.rest_ends(task)
    if not task.item.rest_s:
        touch.answers.toast(words.NO_REST)
    elif ends is None:
        touch.answers.toast(words.NO_REST_YET, rest=words.seconds(task.item.rest_s))
    elif (left := round((ends - clock.now()).total_seconds())) > 0:
        touch.answers.toast(words.REST_LEFT, left=words.seconds(left))
    else:
        touch.answers.toast(words.REST_PASSED, ago=words.seconds(-left))
    return cards.draw_exercise(touch.top, task)


async def _how(touch: Touch, task: Task) -> Shown:
    touch.answers.photo(FIGURE, {"slug": task.item.slug})
    return asides.draw_how(touch.top, task)


async def _swaps(touch: Touch, task: Task) -> Shown:
    return asides.draw_swaps(touch.top, task)


async def _swap(touch: Touch, task: Task) -> Shown:
    """Put one of the allowed alternatives in its place, today only."""
    there = {other.item.slug for other in touch.top.sheet.tasks}
    named = task.item.alternatives
    if not touch.mark.more.isdecimal() or touch.mark.number >= len(named):
        return asides.draw_swaps(touch.top, task)
    to_slug = named[touch.mark.number]
    if to_slug in there:
        return asides.draw_swaps(touch.top, task)
    await swaps.swap(touch.session, touch.programme, touch.spot(task), to_slug)
    sessions.tell(touch.session, touch.programme, *touch.mark.place, 0)
    top = await touch.again(words.SWAPPED)
    stands = top.find(to_slug)
    return cards.draw_exercise(top, stands) if stands else cards.draw_day(top)


async def _places(touch: Touch, task: Task) -> Shown:
    return asides.draw_places(touch.top, task)


async def _scale(touch: Touch, task: Task) -> Shown:
    return asides.draw_scale(touch.top, task, touch.mark.number)


async def _hurt(touch: Touch, task: Task) -> Shown:
    """It hurts so much there: what follows is the domain's to say."""
    place, _, pain = touch.mark.more.partition(".")
    if not (place.isdecimal() and pain.isdecimal() and int(pain) <= pains.WORST):
        return asides.draw_places(touch.top, task)
    codes = list(workouts.PLACES)
    where = codes[int(place)] if int(place) < len(codes) else None
    advice = await pains.report_pain(
        touch.session,
        touch.programme,
        touch.spot(task),
        int(pain),
        on=touch.top.on,
        place=where,
    )
    sessions.tell(touch.session, touch.programme, *touch.mark.place, 0)
    return await _advise(touch, task, advice)


async def _advise(touch: Touch, task: Task, advice: pains.Advice) -> Shown:
    if advice.step is Step.STOPPED:
        return cards.draw_day(await touch.again())
    top = await touch.again(words.PAIN[advice.step])
    stands = top.find(advice.to_slug or task.item.slug)
    stands = stands or cards.next_task(top.sheet)
    return cards.draw_exercise(top, stands) if stands else cards.draw_day(top)


async def _skip(touch: Touch, task: Task) -> Shown:
    await sets.skip_exercise(touch.session, touch.programme, touch.spot(task), on=touch.top.on)
    top = await touch.again()
    following = cards.next_task(top.sheet, after=top.find(task.item.slug))
    return cards.draw_exercise(top, following) if following else cards.draw_day(top)


OF_DAY: Mapping[str, Callable[[Touch], Awaitable[Shown]]] = {
    "o": _list,
    "f": _finish,
    "F": _rate,
    "D": _all_done,
    "d": _skip_day,
}
"""What a button does with the whole day."""
OF_EXERCISE: Mapping[str, Callable[[Touch, Task], Awaitable[Shown]]] = {
    "x": _show,
    "s": _set,
    "e": _exercise,
    "u": _undo,
    "r": _rest,
    "h": _how,
    "w": _swaps,
    "W": _swap,
    "l": _places,
    "p": _scale,
    "P": _hurt,
    "k": _skip,
}
"""What a button does with one exercise."""
