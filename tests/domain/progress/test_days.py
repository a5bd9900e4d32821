"""The day to train now: by the calendar, by what is logged, and when one was missed."""

from datetime import date, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.programmes.plan import Day, Kind, Plan
from domain.programmes.rows import Programme
from domain.progress.days import Arrangement, arrange, today
from domain.progress.rows import SessionLog, State
from domain.progress.sessions import finish_session, skip_session
from tests.domain.progress.given import CATALOGUE, MONDAY, NOBODY, day, item, plan_of

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (
    MONDAY + timedelta(days=n) for n in range(1, 7)
)


def plan_on(days: dict[int, Day]) -> Plan:
    """A week of these days, twice."""
    plan = plan_of(weeks=2)
    week = tuple(days.get(n, day(n)) for n in range(1, 8))
    weeks = tuple(w.model_copy(update={"days": week}) for w in plan.weeks)
    return plan.model_copy(update={"weeks": weeks})


def full_body(*weekdays: int) -> Plan:
    return plan_on({n: day(n, item()) for n in weekdays})


def lay(plan: Plan, on: date, *logs: SessionLog, begins: date = MONDAY) -> Arrangement:
    return arrange(plan, 1, logs, begins=begins, on=on, catalogue=CATALOGUE)


def log(weekday: int, on: date, state: State = State.FINISHED) -> SessionLog:
    return SessionLog(
        client_id=NOBODY, programme_id=NOBODY, week=1, weekday=weekday, done_on=on, state=state
    )


def test_a_missed_day_moves_on_where_it_keeps_its_distance() -> None:
    plan = full_body(1, 5)

    found = lay(plan, WEDNESDAY)

    assert found.dates == {1: WEDNESDAY, 5: FRIDAY}
    assert found.moved == {1}


def test_a_missed_day_is_dropped_where_it_would_crowd_the_others() -> None:
    found = lay(full_body(1, 3, 5), TUESDAY)

    assert found.dates == {3: WEDNESDAY, 5: FRIDAY}
    assert found.dropped == (1,)


def test_one_that_does_not_fit_between_comes_after() -> None:
    found = lay(full_body(1, 3), TUESDAY)

    assert found.dates == {3: WEDNESDAY, 1: FRIDAY}


def test_the_next_week_keeps_its_distance_too() -> None:
    found = lay(full_body(1, 7), SATURDAY, log(1, FRIDAY))

    assert found.dates == {1: FRIDAY, 7: SUNDAY}
    assert lay(full_body(1, 6), SUNDAY, log(1, MONDAY)).dropped == (6,)


def test_halves_of_the_body_may_follow_each_other() -> None:
    upper = day(1, item("bench_press", sets=4), title="upper_a")
    lower = day(3, item("squat_back", sets=4), title="lower_a")
    more = day(3, item("bench_press", sets=4), title="upper_b")

    assert lay(plan_on({1: upper, 3: lower}), TUESDAY).dates[1] == TUESDAY
    assert lay(plan_on({1: upper, 3: more}), TUESDAY).dates[1] == FRIDAY


def test_an_easy_day_that_was_missed_is_let_go() -> None:
    easy = day(1).model_copy(update={"kind": Kind.CARDIO, "title": "cardio"})

    assert lay(plan_on({1: easy, 4: day(4, item())}), TUESDAY).dropped == (1,)


def test_one_day_of_seven_is_for_rest() -> None:
    days = {n: day(n, item(), title="upper_a" if n % 2 else "lower_a") for n in range(1, 8)}

    found = lay(plan_on(days), TUESDAY, log(2, MONDAY))

    assert found.dropped == (1,)


def test_a_day_that_was_let_go_is_not_moved() -> None:
    found = lay(full_body(1, 5), WEDNESDAY, log(1, MONDAY, State.SKIPPED))

    assert found.dates == {5: FRIDAY}
    assert found.dropped == ()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (MONDAY, (1, 1)),
        (TUESDAY, (1, None)),
        (MONDAY + timedelta(days=7), (2, 1)),
        (MONDAY - timedelta(days=1), (0, None)),
        (MONDAY + timedelta(weeks=4), (5, None)),
    ],
)
async def test_the_calendar_says_which_day_it_is(
    session: AsyncSession, programme: Programme, on: date, expected: tuple[int, int | None]
) -> None:
    found = await today(session, programme, on)

    assert (found.week, found.day.weekday if found.day else None) == expected


async def test_what_was_done_stays_on_its_date_and_the_next_is_named(
    session: AsyncSession, programme: Programme
) -> None:
    await finish_session(session, programme, 1, 1, on=MONDAY)

    done, later = await today(session, programme, MONDAY), await today(session, programme, TUESDAY)

    assert (done.is_done, done.next_on) == (True, WEDNESDAY)
    assert (later.day, later.next_on) == (None, WEDNESDAY)


async def test_a_week_begins_with_the_day_it_came(
    session: AsyncSession, programme: Programme
) -> None:
    assert programme.sent_at is not None
    programme.sent_at += timedelta(days=2)
    await skip_session(session, programme, 1, 3, on=WEDNESDAY)

    first = await today(session, programme, WEDNESDAY)
    monday = await today(session, programme, MONDAY + timedelta(weeks=1))

    assert (first.week, first.day, first.next_on) == (1, None, FRIDAY)
    assert (monday.week, monday.day.weekday if monday.day else None) == (1, 1)
