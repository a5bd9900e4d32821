"""Logging: a set, a whole day as prescribed, an exercise left out.

Logging the same set again corrects it. What the numbers lead to is for `loads` and `feats`; what
hurts, for `pains`.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.exercises import Unit, read_catalogue
from domain.programmes.plan import Day, Item
from domain.programmes.rows import Programme
from domain.progress.bouts import HURTS_FROM
from domain.progress.loads import Past, Prescription, prescribe
from domain.progress.pains import Advice, report_pain
from domain.progress.reading import read_bare
from domain.progress.rows import PLACE_LENGTH, WHOLE, SetLog, list_logs
from domain.progress.sessions import Finished, begin, finish_session, tell, upsert
from domain.progress.spots import Spot
from domain.progress.swaps import day_as_trained, find_item

LIMITS: Mapping[str, tuple[int, int]] = {
    "weight": (0, 500_000),
    "reps": (0, 200),
    "seconds": (0, 4 * 3600),
    "rir": (0, 10),
    "pain": (0, 10),
}
"""Grams, repetitions, seconds: what is beyond was mistyped."""
MOST_SETS = 30
KEY = ("programme_id", "week", "weekday", "slug", "number")


@dataclass(frozen=True, kw_only=True)
class Done:
    """One set as he tells it; None is what he did not say."""

    weight: int | None = None
    """Grams."""
    reps: int | None = None
    seconds: int | None = None
    rir: int | None = None
    pain: int | None = None
    place: str | None = None


@dataclass(frozen=True)
class Logged:
    """A set that was written down, and what to do when it hurt."""

    row: SetLog
    advice: Advice | None = None


async def log_set(
    session: AsyncSession,
    programme: Programme,
    spot: Spot,
    done: Done,
    *,
    on: date,
    number: int | None = None,
) -> Logged:
    """Write one set down; the same number again corrects it.

    Args:
        spot: its place in the plan; the exercise may be the one that stands in for the plan's.
        on: the client's own date.
        number: from 1; None is the next one.

    Returns:
        The set, with advice when `done.pain` is 4 or more (the pain is reported as well).

    Raises:
        Refused: a number out of its bounds, by field.
        NotFound: no such exercise on that day.
    """
    check(done, number)
    await find_item(session, programme, spot)
    number = number or await _next_number(session, programme, spot)
    await begin(session, programme, spot.week, spot.weekday, on)
    row = await _write(session, programme, spot, number, {**asdict(done), "done_on": on})
    await remove_set(session, programme, spot, WHOLE)
    tell(session, programme, spot.week, spot.weekday, 1)
    advice = None
    if done.pain is not None and done.pain >= HURTS_FROM:
        advice = await report_pain(session, programme, spot, done.pain, place=done.place, on=on)
    return Logged(row, advice)


async def log_all_done(
    session: AsyncSession, programme: Programme, week: int, weekday: int, *, on: date
) -> Finished:
    """Write down, as prescribed, all sets of the day that are not logged yet, and finish it."""
    day = await day_as_trained(session, programme, week, weekday)
    await _log_as_prescribed(session, programme, week, day, on=on)
    return await finish_session(session, programme, week, weekday, on=on)


async def log_exercise_done(
    session: AsyncSession, programme: Programme, spot: Spot, *, on: date
) -> None:
    """Write down, as prescribed, the sets of one exercise that are not logged yet.

    Raises:
        NotFound: no such exercise on that day.
    """
    item = await find_item(session, programme, spot)
    await remove_set(session, programme, spot, WHOLE)
    day = await day_as_trained(session, programme, spot.week, spot.weekday)
    only = day.model_copy(update={"exercises": (item,)})
    await _log_as_prescribed(session, programme, spot.week, only, on=on)


async def _log_as_prescribed(
    session: AsyncSession, programme: Programme, week: int, day: Day, *, on: date
) -> None:
    """Fill in what is not logged of the day's exercises; those left out stay so."""
    loads = await prescribe_day(session, programme, week, day, on=on)
    await begin(session, programme, week, day.weekday, on)
    logs = await list_logs(session, programme.id)
    place = (week, day.weekday)
    there = {(log.slug, log.number) for log in logs if (log.week, log.weekday) == place}
    count = 0
    for item in day.exercises:
        if (item.slug, WHOLE) in there:
            continue
        load = loads.get(item.slug)
        said = {**asdict(_as_prescribed(item, load)), "done_on": on}
        for number in range(1, (load.sets if load else item.sets) + 1):
            if (item.slug, number) not in there:
                await _write(session, programme, Spot(*place, item.slug), number, said)
                count += 1
    if count:
        tell(session, programme, week, day.weekday, count)


async def prescribe_day(
    session: AsyncSession, programme: Programme, week: int, day: Day, *, on: date
) -> Mapping[str, Prescription]:
    """What to do in each exercise of a day, by its slug.

    Sets of this very day do not count: the prescription stands until the day is over.

    Args:
        day: as `day_as_trained` has it, stand-ins included.
    """
    plan, catalogue = read_bare(programme), await read_catalogue(session)
    logs = await list_logs(session, programme.id)
    others = [log for log in logs if (log.week, log.weekday) != (week, day.weekday)]
    past, number = Past(plan, others, on), week - 1
    told = {i.slug: prescribe(i, plan.weeks[number], past, catalogue) for i in day.exercises}
    return {slug: load for slug, load in told.items() if load is not None}


async def skip_exercise(
    session: AsyncSession, programme: Programme, spot: Spot, *, on: date
) -> SetLog:
    """Note that an exercise was left out today; logging a set of it takes the note back."""
    await find_item(session, programme, spot)
    await begin(session, programme, spot.week, spot.weekday, on)
    row = await _write(session, programme, spot, WHOLE, {"is_skipped": True, "done_on": on})
    tell(session, programme, spot.week, spot.weekday, 0)
    return row


async def remove_set(session: AsyncSession, programme: Programme, spot: Spot, number: int) -> None:
    """Take back a set that was logged by mistake, or (0) that the exercise was left out."""
    await session.exec(delete(SetLog).where(*_at(programme, spot), col(SetLog.number) == number))


def check(done: Done, number: int | None = None) -> None:
    """Refuse numbers that nobody lifts, each by its field."""
    said = {key: getattr(done, key) for key in LIMITS}
    wrong = {
        key: "out_of_range"
        for key, value in said.items()
        if value is not None and not LIMITS[key][0] <= value <= LIMITS[key][1]
    }
    if done.place is not None and len(done.place) > PLACE_LENGTH:
        wrong["place"] = "too_long"
    if number is not None and not 1 <= number <= MOST_SETS:
        wrong["number"] = "out_of_range"
    if done.reps is None and done.seconds is None and done.pain is None:
        wrong["reps"] = "missing"
    if wrong:
        raise Refused(wrong)


def _as_prescribed(item: Item, load: Prescription | None) -> Done:
    amount = load.aim if load else item.reps[0]
    if item.unit is Unit.REPS:
        return Done(weight=load.load_g if load else None, reps=amount)
    return Done(seconds=amount if item.unit is Unit.SECONDS else amount * 60)


async def _next_number(session: AsyncSession, programme: Programme, spot: Spot) -> int:
    last = select(func.max(SetLog.number)).where(*_at(programme, spot))
    number = ((await session.exec(last)).first() or 0) + 1
    if number > MOST_SETS:
        raise Refused({"number": "out_of_range"})
    return number


async def _write(
    session: AsyncSession, programme: Programme, spot: Spot, number: int, said: Mapping[str, Any]
) -> SetLog:
    row = SetLog(
        client_id=programme.client_id,
        programme_id=programme.id,
        **spot._asdict(),
        number=number,
        **said,
    )
    await upsert(session, row, KEY, said)
    written = select(SetLog).where(*_at(programme, spot), SetLog.number == number)
    return (await session.exec(written.execution_options(populate_existing=True))).one()


def _at(programme: Programme, spot: Spot) -> tuple[Any, ...]:
    return (
        col(SetLog.programme_id) == programme.id,
        col(SetLog.week) == spot.week,
        col(SetLog.weekday) == spot.weekday,
        col(SetLog.slug) == spot.slug,
    )
