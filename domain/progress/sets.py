"""Logging: a set, a whole day as prescribed, an exercise left out, a day begun and finished.

Logging the same set again corrects it. What the numbers lead to is for `loads` and `feats`; what
hurts, for `pains`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound, Refused
from domain.exercises import Unit
from domain.ledger import Row, new_id, record
from domain.programmes.plan import Day, Item
from domain.programmes.rows import Programme
from domain.progress import feats
from domain.progress.days import day_as_trained
from domain.progress.loads import Prescription, prescribe_next
from domain.progress.pains import HURTS_FROM, Advice, report_pain
from domain.progress.rows import (
    NOTE_LENGTH,
    PLACE_LENGTH,
    WHOLE,
    RecordSet,
    SessionFinished,
    SessionLog,
    SetLog,
    SetsLogged,
    State,
    find_session,
    list_client_logs,
    list_logs,
)
from domain.progress.spots import Spot

LIMITS: Mapping[str, tuple[int, int]] = {
    "weight": (0, 500_000),
    "reps": (0, 200),
    "seconds": (0, 4 * 3600),
    "rir": (0, 10),
    "pain": (0, 10),
}
"""Grams, repetitions, seconds: what is beyond was mistyped."""
EFFORT = (1, 10)
MOST_SETS = 30


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


@dataclass(frozen=True)
class Finished:
    row: SessionLog
    tonnage: int
    """Kilograms."""
    records: tuple[RecordSet, ...]


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
    await _get_item(session, programme, spot)
    number = number or await _next_number(session, programme, spot)
    await _begin(session, programme, spot.week, spot.weekday, on)
    row = await _write(session, programme, spot, number, {**asdict(done), "done_on": on})
    await _forget_skip(session, programme, spot)
    _tell(session, programme, spot.week, spot.weekday, 1)
    advice = None
    if done.pain is not None and done.pain >= HURTS_FROM:
        advice = await report_pain(session, programme, spot, done.pain, place=done.place, on=on)
    return Logged(row, advice)


async def log_all_done(
    session: AsyncSession, programme: Programme, week: int, weekday: int, *, on: date
) -> Finished:
    """Write down, as prescribed, all sets of the day that are not logged yet, and finish it."""
    day = await day_as_trained(session, programme, week, weekday)
    logs = await list_logs(session, programme.id)
    loads = prescribe_next(programme.read(), logs, on=on)
    await _begin(session, programme, week, weekday, on)
    there = {(row.slug, row.number) for row in logs if (row.week, row.weekday) == (week, weekday)}
    count = 0
    for item in day.exercises:
        spot = Spot(week, weekday, item.slug)
        if (item.slug, WHOLE) in there:
            continue
        done = _as_prescribed(item, loads.get(spot))
        for number in range(1, item.sets + 1):
            if (item.slug, number) not in there:
                await _write(session, programme, spot, number, {**asdict(done), "done_on": on})
                count += 1
    _tell(session, programme, week, weekday, count)
    return await finish_session(session, programme, week, weekday, on=on)


async def skip_exercise(
    session: AsyncSession, programme: Programme, spot: Spot, *, on: date
) -> SetLog:
    """Note that an exercise was left out today; logging a set of it takes the note back."""
    await _get_item(session, programme, spot)
    await _begin(session, programme, spot.week, spot.weekday, on)
    row = await _write(session, programme, spot, WHOLE, {"is_skipped": True, "done_on": on})
    _tell(session, programme, spot.week, spot.weekday, 0)
    return row


async def remove_set(session: AsyncSession, programme: Programme, spot: Spot, number: int) -> None:
    """Take back a set that was logged by mistake."""
    await session.exec(delete(SetLog).where(*_at(programme, spot), col(SetLog.number) == number))
    _tell(session, programme, spot.week, spot.weekday, 0)


async def finish_session(
    session: AsyncSession,
    programme: Programme,
    week: int,
    weekday: int,
    *,
    on: date,
    effort: int | None = None,
    note: str | None = None,
) -> Finished:
    """Close a training day, count it up and tell of records; once more only corrects the words.

    Args:
        effort: 1 to 10, how hard it was.

    Raises:
        Refused: effort out of bounds, or a note too long.
    """
    _check_words(effort, note)
    row = await _begin(session, programme, week, weekday, on)
    was_finished = row.state is State.FINISHED
    row.state, row.finished_at = State.FINISHED, row.finished_at or clock.now()
    row.effort = row.effort if effort is None else effort
    row.note = row.note if note is None else note.strip() or None
    session.add(row)
    everything = await list_client_logs(session, programme.client_id)
    here = (programme.id, week, weekday)
    mine = [log for log in everything if (log.programme_id, log.week, log.weekday) == here]
    tonnage = feats.tonnage(mine)
    if was_finished:
        return Finished(row, tonnage, ())
    before = [log for log in everything if log not in mine]
    records = feats.new_records(programme, before, mine)
    for fact in records:
        record(session, fact)
    finished = SessionFinished(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=week,
        weekday=weekday,
        sets=sum(not log.is_skipped for log in mine),
        tonnage=tonnage,
    )
    record(session, finished)
    return Finished(row, tonnage, records)


async def skip_session(
    session: AsyncSession, programme: Programme, week: int, weekday: int, *, on: date
) -> SessionLog:
    """Note that a training day will not be made up for; a finished one stays finished."""
    row = await _begin(session, programme, week, weekday, on)
    if not row.is_settled:
        row.state = State.SKIPPED
        session.add(row)
        _tell(session, programme, week, weekday, 0)
    return row


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


def _check_words(effort: int | None, note: str | None) -> None:
    if effort is not None and not EFFORT[0] <= effort <= EFFORT[1]:
        raise Refused({"effort": "out_of_range"})
    if note is not None and len(note) > NOTE_LENGTH:
        raise Refused({"note": "too_long"})


def _as_prescribed(item: Item, load: Prescription | None) -> Done:
    amount = load.aim if load else item.reps[0]
    if item.unit is Unit.REPS:
        return Done(weight=load.load_g if load else item.load_g, reps=amount)
    return Done(seconds=amount if item.unit is Unit.SECONDS else amount * 60)


async def _get_item(session: AsyncSession, programme: Programme, spot: Spot) -> Item:
    day: Day = await day_as_trained(session, programme, spot.week, spot.weekday)
    for item in day.exercises:
        if item.slug == spot.slug:
            return item
    planned = programme.read().day(spot.week, spot.weekday).exercises
    for item in planned:  # Begun as planned, swapped half way: both may be logged.
        if item.slug == spot.slug:
            return item
    raise NotFound("exercise", spot.slug)


async def _next_number(session: AsyncSession, programme: Programme, spot: Spot) -> int:
    last = select(func.max(SetLog.number)).where(*_at(programme, spot))
    number = ((await session.exec(last)).first() or 0) + 1
    if number > MOST_SETS:
        raise Refused({"number": "out_of_range"})
    return number


async def _begin(
    session: AsyncSession, programme: Programme, week: int, weekday: int, on: date
) -> SessionLog:
    found = await find_session(session, programme.id, week, weekday)
    if found is not None:
        return found
    programme.read().day(week, weekday)
    row = SessionLog(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=week,
        weekday=weekday,
        done_on=on,
    )
    await _upsert(session, row, ["programme_id", "week", "weekday"], {})
    return await find_session(session, programme.id, week, weekday) or row


async def _write(
    session: AsyncSession, programme: Programme, spot: Spot, number: int, said: dict[str, Any]
) -> SetLog:
    key = ["programme_id", "week", "weekday", "slug", "number"]
    row = SetLog(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=spot.week,
        weekday=spot.weekday,
        slug=spot.slug,
        number=number,
        **said,
    )
    await _upsert(session, row, key, said)
    written = select(SetLog).where(*_at(programme, spot), SetLog.number == number)
    return (await session.exec(written.execution_options(populate_existing=True))).one()


async def _upsert(
    session: AsyncSession, row: Row, key: Sequence[str], changes: Mapping[str, Any]
) -> None:
    """Write a row; where its key is there already, only `changes`: two taps at once are one."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(type(row)).values(**{**row.model_dump(), "id": new_id()})
    if changes:
        kept = insert.on_conflict_do_update(index_elements=list(key), set_=dict(changes))
    else:
        kept = insert.on_conflict_do_nothing(index_elements=list(key))
    await session.exec(kept)


async def _forget_skip(session: AsyncSession, programme: Programme, spot: Spot) -> None:
    await session.exec(delete(SetLog).where(*_at(programme, spot), col(SetLog.number) == WHOLE))


def _at(programme: Programme, spot: Spot) -> tuple[Any, ...]:
    return (
        col(SetLog.programme_id) == programme.id,
        col(SetLog.week) == spot.week,
        col(SetLog.weekday) == spot.weekday,
        col(SetLog.slug) == spot.slug,
    )


def _tell(session: AsyncSession, programme: Programme, week: int, weekday: int, count: int) -> None:
    fact = SetsLogged(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=week,
        weekday=weekday,
        count=count,
    )
    record(session, fact)
