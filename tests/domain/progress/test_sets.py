"""Logging: what is written, corrected and told."""

from typing import TypeVar

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound, Refused
from domain.ledger import Fact, facts_of
from domain.programmes.rows import Kind, Programme
from domain.progress.rows import (
    FreeWeekTried,
    PainReported,
    RecordSet,
    SessionFinished,
    SessionLog,
    SetLog,
    SetsLogged,
    State,
    list_logs,
)
from domain.progress.sessions import finish_session, skip_session
from domain.progress.sets import Done, log_all_done, log_set, skip_exercise
from domain.progress.spots import Spot
from tests.domain.progress.given import MONDAY


def first_spot(programme: Programme, week: int = 1) -> Spot:
    item = programme.read().day(week, 1).exercises[0]
    return Spot(week, 1, item.slug)


F = TypeVar("F", bound=Fact)


def told(session: AsyncSession, kind: type[F]) -> list[F]:
    return [fact for fact in facts_of(session) if isinstance(fact, kind)]


async def test_a_set_logged_again_is_corrected(session: AsyncSession, programme: Programme) -> None:
    spot = first_spot(programme)
    await log_set(session, programme, spot, Done(weight=60_000, reps=10), on=MONDAY)
    await log_set(session, programme, spot, Done(weight=60_000, reps=9), on=MONDAY)

    await log_set(session, programme, spot, Done(weight=65_000, reps=8, rir=1), on=MONDAY, number=1)

    rows = await list_logs(session, programme.id)
    assert [(row.number, row.weight, row.reps, row.rir) for row in rows] == [
        (1, 65_000, 8, 1),
        (2, 60_000, 9, None),
    ]
    begun = (await session.exec(select(SessionLog))).one()
    assert (begun.state, begun.done_on) == (State.BEGUN, MONDAY)
    assert len(told(session, SetsLogged)) == 3


@pytest.mark.parametrize(
    ("done", "field"),
    [
        (Done(weight=500_001, reps=5), "weight"),
        (Done(reps=201), "reps"),
        (Done(reps=5, rir=11), "rir"),
        (Done(reps=5, pain=11), "pain"),
        (Done(seconds=4 * 3600 + 1), "seconds"),
        (Done(weight=60_000), "reps"),
        (Done(reps=5, place="x" * 201), "place"),
    ],
)
async def test_what_nobody_lifts_is_refused_by_its_field(
    session: AsyncSession, programme: Programme, done: Done, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        await log_set(session, programme, first_spot(programme), done, on=MONDAY)

    assert set(refused.value.fields) == {field}


async def test_only_exercises_of_the_day_are_logged(
    session: AsyncSession, programme: Programme
) -> None:
    for spot in (Spot(1, 1, "deadlift"), Spot(1, 2, "squat_goblet"), Spot(9, 1, "squat_goblet")):
        with pytest.raises(NotFound):
            await log_set(session, programme, spot, Done(reps=5), on=MONDAY)


async def test_one_tap_writes_the_whole_day_down(
    session: AsyncSession, programme: Programme
) -> None:
    day = programme.read().day(1, 1)
    spot, left_out = (Spot(1, 1, item.slug) for item in day.exercises[:2])
    await log_set(session, programme, spot, Done(weight=20_000, reps=12), on=MONDAY)
    await skip_exercise(session, programme, left_out, on=MONDAY)

    finished = await log_all_done(session, programme, 1, 1, on=MONDAY)
    await log_all_done(session, programme, 1, 1, on=MONDAY)

    rows = await list_logs(session, programme.id)
    planned = sum(item.sets for item in day.exercises) - day.exercises[1].sets
    assert len([row for row in rows if not row.is_skipped]) == planned
    assert next(row.reps for row in rows if row.slug == spot.slug) == 12
    assert finished.row.state is State.FINISHED
    assert len(told(session, SessionFinished)) == 1


async def test_a_set_takes_back_that_the_exercise_was_left_out(
    session: AsyncSession, programme: Programme
) -> None:
    spot = first_spot(programme)
    await skip_exercise(session, programme, spot, on=MONDAY)

    await log_set(session, programme, spot, Done(reps=10), on=MONDAY)

    assert not [row for row in await list_logs(session, programme.id) if row.is_skipped]


async def test_a_finished_day_is_counted_up_once_and_tells_of_records(
    session: AsyncSession, programme: Programme
) -> None:
    for week, weight in ((1, 100_000), (2, 105_000)):
        spot = first_spot(programme, week)
        await log_set(session, programme, spot, Done(weight=weight, reps=5), on=MONDAY)
        await finish_session(session, programme, week, 1, on=MONDAY)

    again = await finish_session(session, programme, 2, 1, on=MONDAY, effort=7, note=" Легко ")

    assert [fact.tonnage for fact in told(session, SessionFinished)] == [500, 525]
    record = told(session, RecordSet)[0]
    assert (record.measure, record.value, record.before) == ("max", 118_125, 112_500)
    assert len(told(session, RecordSet)) == 1
    assert (again.row.effort, again.row.note, again.records) == (7, "Легко", ())


async def test_two_days_of_the_free_week_say_that_it_was_tried(
    session: AsyncSession, programme: Programme
) -> None:
    programme.kind = Kind.DEMO

    for weekday in (1, 3, 3, 5):
        await finish_session(session, programme, 1, weekday, on=MONDAY)

    assert len(told(session, FreeWeekTried)) == 1


async def test_a_day_that_was_let_go_is_not_finished(
    session: AsyncSession, programme: Programme
) -> None:
    await skip_session(session, programme, 1, 1, on=MONDAY)
    await finish_session(session, programme, 1, 3, on=MONDAY)

    await skip_session(session, programme, 1, 3, on=MONDAY)

    states = {row.weekday: row.state for row in (await session.exec(select(SessionLog))).all()}
    assert states == {1: State.SKIPPED, 3: State.FINISHED}


async def test_pain_in_a_set_is_reported_with_it(
    session: AsyncSession, programme: Programme
) -> None:
    logged = await log_set(
        session, programme, first_spot(programme), Done(reps=8, pain=5, place="колено"), on=MONDAY
    )

    assert logged.advice is not None
    assert [fact.pain for fact in told(session, PainReported)] == [5]
    assert (await session.exec(select(SetLog.place))).one() == "колено"
