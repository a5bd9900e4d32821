"""Days: which one is to be trained now.

A programme's first week begins on the day it came, and each week is seven days long, so that no
weekday is lost. A missed day moves on within its week where it still has its distance from the
others; otherwise it is dropped.

Source: 48 hours between sessions of the same muscles (ACSM 2009); full-body days never on
consecutive ones, one day for rest (the product's rules I03 to I05).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.exercises import Catalogue, read_catalogue
from domain.people import get_client
from domain.programmes.plan import Day, Kind, Plan, Week
from domain.programmes.rows import Programme
from domain.programmes.splits import is_full_body
from domain.progress.reading import read_bare
from domain.progress.rows import SessionLog, State, list_sessions
from domain.progress.swaps import day_as_trained

ZONE = "Europe/Moscow"
"""Where nobody says otherwise: the setting TIMEZONE comes with the call."""
WEEK = timedelta(weeks=1)
MOST_DAYS = 6
MANY_SETS = 4
"""Direct sets of a muscle from which it wants two days."""


@dataclass(frozen=True)
class Today:
    """What a date holds for a client."""

    week: int
    """Of the programme; 0 before it begins, one more than its last when it is over."""
    day: Day | None
    """To be trained now, with what was swapped; None: rest."""
    is_moved: bool = False
    """It was planned for an earlier date."""
    is_done: bool = False
    """Finished already, or stopped."""
    next_on: date | None = None
    """When the next day is to be trained, this week or the next."""
    dropped: tuple[int, ...] = ()
    """Weekdays of this week that were missed and no longer fit."""


@dataclass(frozen=True)
class Arrangement:
    """A week laid out on dates."""

    dates: Mapping[int, date]
    """Weekday of the plan to its date; skipped and dropped days have none."""
    moved: frozenset[int] = frozenset()
    dropped: tuple[int, ...] = ()


async def today(
    session: AsyncSession, programme: Programme, on: date, *, zone: str = ZONE
) -> Today:
    """The day to train on this date, out of when the programme came and what is logged.

    Args:
        on: the client's own date, as `local_date` has it.
        zone: of a client who has told none.
    """
    plan, begins = read_bare(programme), await began_on(session, programme, zone=zone)
    number = (on - begins).days // 7 + 1
    if not 1 <= number <= len(plan.weeks):
        return Today(max(0, min(number, len(plan.weeks) + 1)), None, next_on=_before(plan, begins))
    logs, catalogue = await list_sessions(session, programme.id), await read_catalogue(session)
    arranged = arrange(plan, number, logs, begins=begins, on=on, catalogue=catalogue)
    follows = min((at for at in arranged.dates.values() if at > on), default=None)
    if follows is None and number < len(plan.weeks):
        planned = planned_dates(plan.weeks[number], begins + WEEK * number)
        follows = min(planned.values(), default=None)
    weekday = _chosen(plan.weeks[number - 1], arranged, logs, on)
    if weekday is None:
        return Today(number, None, next_on=follows, dropped=arranged.dropped)
    log = next((x for x in logs if (x.week, x.weekday) == (number, weekday)), None)
    return Today(
        week=number,
        day=await day_as_trained(session, programme, number, weekday),
        is_moved=weekday in arranged.moved,
        is_done=log is not None and log.is_settled,
        next_on=follows,
        dropped=arranged.dropped,
    )


async def local_date(
    session: AsyncSession, programme: Programme, at: datetime, *, zone: str = ZONE
) -> date:
    """The client's own date at this moment; `zone` is for one who has told none."""
    client = await get_client(session, programme.client_id)
    return at.astimezone(ZoneInfo(client.timezone or zone)).date()


async def began_on(session: AsyncSession, programme: Programme, *, zone: str = ZONE) -> date:
    """The client's own date on which the programme came to him, or was written."""
    came_at = programme.sent_at or programme.created_at
    return await local_date(session, programme, came_at, zone=zone)


def planned_dates(week: Week, begins: date) -> dict[int, date]:
    """The dates of a week's training days, in the seven days from `begins`."""
    return {
        day.weekday: begins + timedelta(days=(day.weekday - begins.isoweekday()) % 7)
        for day in week.days
        if day.kind is not Kind.REST
    }


def arrange(
    plan: Plan,
    number: int,
    logs: Sequence[SessionLog],
    *,
    begins: date,
    on: date,
    catalogue: Catalogue,
) -> Arrangement:
    """A week as it stands on a date: done, still to come, moved on, or dropped.

    Args:
        number: of the week, from 1.
        begins: the first date of the programme.
    """
    week, first = plan.weeks[number - 1], begins + WEEK * (number - 1)
    planned = planned_dates(week, first)
    told = {log.weekday: log for log in logs if log.week == number}
    dates = {weekday: log.done_on for weekday, log in told.items() if log.state != State.SKIPPED}
    missed = []
    for weekday, at in sorted(planned.items(), key=lambda pair: pair[1]):
        if weekday in told:
            continue
        if at >= on:
            dates[weekday] = at
        else:
            missed.append(weekday)
    around = _neighbours(plan, number, logs, begins)
    moved, dropped = set[int](), []
    for weekday in missed:
        others = [*((week.days[d - 1], at) for d, at in dates.items()), *around]
        free = _first_fit(week.days[weekday - 1], others, max(on, first), first, catalogue)
        if free is None:
            dropped.append(weekday)
            continue
        dates[weekday] = free
        moved.add(weekday)
    return Arrangement(dates, frozenset(moved), tuple(dropped))


Placed = tuple[Day, date]


def _neighbours(plan: Plan, number: int, logs: Sequence[SessionLog], begins: date) -> list[Placed]:
    """The days of the week before as they were done, and of the week after as planned."""
    around = [
        (plan.weeks[number - 2].days[log.weekday - 1], log.done_on)
        for log in logs
        if log.week == number - 1 and log.state != State.SKIPPED
    ]
    if number < len(plan.weeks):
        week = plan.weeks[number]
        after = planned_dates(week, begins + WEEK * number)
        around += [(week.days[weekday - 1], at) for weekday, at in after.items()]
    return around


def _first_fit(
    day: Day, others: Sequence[Placed], earliest: date, first: date, catalogue: Catalogue
) -> date | None:
    """The first free date of the week for a missed strength day; easy days are let go."""
    taken = {at for _, at in others}
    if day.kind is not Kind.STRENGTH:
        return None
    if sum(first <= at < first + WEEK for at in taken) >= MOST_DAYS:
        return None
    dates = [earliest + timedelta(days=n) for n in range((first + WEEK - earliest).days)]
    free = (
        at
        for at in dates
        if at not in taken
        and all(abs((at - then).days) >= distance(day, other, catalogue) for other, then in others)
    )
    return next(free, None)


def distance(one: Day, other: Day, catalogue: Catalogue) -> int:
    """Days from one to the other at least."""
    if Kind.STRENGTH not in {one.kind} & {other.kind}:
        return 1
    if is_full_body(one.title) or is_full_body(other.title):
        return 2
    shared = _many(one, catalogue) & _many(other, catalogue)
    return 2 if shared else 1


def _many(day: Day, catalogue: Catalogue) -> set[str]:
    """Muscles that the day works hard and directly."""
    sets: dict[str, int] = {}
    for item in day.exercises:
        for muscle in catalogue[item.slug].primary if item.slug in catalogue else ():
            sets[muscle] = sets.get(muscle, 0) + item.sets
    return {muscle for muscle, count in sets.items() if count >= MANY_SETS}


def _chosen(week: Week, arranged: Arrangement, logs: Sequence[SessionLog], on: date) -> int | None:
    """Of several days on one date: one that is under way, then strength, then what is to come."""
    settled = {log.weekday for log in logs if log.week == week.number and log.is_settled}
    here = [weekday for weekday, at in arranged.dates.items() if at == on]
    return min(
        here,
        key=lambda d: (d in settled, week.days[d - 1].kind is not Kind.STRENGTH, d),
        default=None,
    )


def _before(plan: Plan, begins: date) -> date | None:
    return min(planned_dates(plan.weeks[0], begins).values(), default=None)
