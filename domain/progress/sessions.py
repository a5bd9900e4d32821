"""Sessions: a training day begun, finished, or let go; all of it done as prescribed at one tap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Refused
from domain.exercises import read_catalogue
from domain.ledger import Row, record
from domain.programmes.rows import Kind, Programme
from domain.progress import feats
from domain.progress.reading import read_day
from domain.progress.rows import (
    NOTE_LENGTH,
    FreeWeekTried,
    RecordSet,
    SessionFinished,
    SessionLog,
    SetLog,
    SetsLogged,
    State,
    find_session,
    list_client_logs,
    list_sessions,
)

EFFORT = (1, 10)
TRIED_BY = 2
"""Training days of the free week after which people stay. Source: the business's own figure."""


@dataclass(frozen=True)
class Finished:
    row: SessionLog
    tonnage: int
    """Kilograms."""
    records: tuple[RecordSet, ...]
    """Those told now; none when it was finished before."""


async def begin(
    session: AsyncSession, programme: Programme, week: int, weekday: int, on: date
) -> SessionLog:
    """The log of a training day, opened at the first touch; NotFound outside the plan."""
    found = await find_session(session, programme.id, week, weekday)
    if found is not None:
        return found
    read_day(programme, week, weekday)
    row = SessionLog(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=week,
        weekday=weekday,
        done_on=on,
    )
    await upsert(session, row, ["programme_id", "week", "weekday"])
    return await find_session(session, programme.id, week, weekday) or row


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
    _check(effort, note)
    row = await begin(session, programme, week, weekday, on)
    was_finished = row.state is State.FINISHED
    row.state, row.finished_at = State.FINISHED, row.finished_at or clock.now()
    row.effort = row.effort if effort is None else effort
    row.note = row.note if note is None else note.strip() or None
    session.add(row)
    everything = await list_client_logs(session, programme.client_id)
    mine, before = _parted(everything, row)
    tonnage = feats.tonnage(mine, await read_catalogue(session))
    if was_finished:
        return Finished(row, tonnage, ())
    records = feats.new_records(programme, before, mine)
    for fact in records:
        record(session, fact)
    sets = sum(not log.is_skipped for log in mine)
    told = {"client_id": row.client_id, "programme_id": row.programme_id}
    record(session, SessionFinished(**told, week=week, weekday=weekday, sets=sets, tonnage=tonnage))
    await _tell_of_trying(session, programme)
    return Finished(row, tonnage, records)


async def _tell_of_trying(session: AsyncSession, programme: Programme) -> None:
    """Two days of the free week say that somebody has tried it; told by the second."""
    if programme.kind is not Kind.DEMO:
        return
    await session.flush()
    logs = await list_sessions(session, programme.id)
    if sum(log.state is State.FINISHED for log in logs) == TRIED_BY:
        tried = FreeWeekTried(client_id=programme.client_id, programme_id=programme.id)
        record(session, tried)


async def skip_session(
    session: AsyncSession, programme: Programme, week: int, weekday: int, *, on: date
) -> SessionLog:
    """Note that a training day will not be made up for; a settled one stays as it is."""
    row = await begin(session, programme, week, weekday, on)
    if not row.is_settled:
        row.state = State.SKIPPED
        session.add(row)
        tell(session, programme, week, weekday, 0)
    return row


async def upsert(
    session: AsyncSession, row: Row, key: Sequence[str], changes: Mapping[str, Any] | None = None
) -> None:
    """Write a row; where its key is there already, only `changes`: two taps at once are one."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(type(row)).values(**row.model_dump())
    if changes:
        kept = insert.on_conflict_do_update(index_elements=list(key), set_=dict(changes))
    else:
        kept = insert.on_conflict_do_nothing(index_elements=list(key))
    await session.exec(kept)


def tell(session: AsyncSession, programme: Programme, week: int, weekday: int, count: int) -> None:
    """Say that the log of a day has changed, by so many sets."""
    fact = SetsLogged(
        client_id=programme.client_id,
        programme_id=programme.id,
        week=week,
        weekday=weekday,
        count=count,
    )
    record(session, fact)


def _parted(logs: Sequence[SetLog], here: SessionLog) -> tuple[Sequence[SetLog], Sequence[SetLog]]:
    """Sets of this training day, and those of all the others."""
    mine: list[SetLog] = []
    others: list[SetLog] = []
    for log in logs:
        same = (log.programme_id, log.week, log.weekday)
        (mine if same == (here.programme_id, here.week, here.weekday) else others).append(log)
    return mine, others


def _check(effort: int | None, note: str | None) -> None:
    if effort is not None and not EFFORT[0] <= effort <= EFFORT[1]:
        raise Refused({"effort": "out_of_range"})
    if note is not None and len(note) > NOTE_LENGTH:
        raise Refused({"note": "too_long"})
