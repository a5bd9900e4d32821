"""Sheets: a training day as one works through it: what is asked, what is done, what was before.

Speaks of one programme only: whoever holds its link may not learn of another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from domain.exercises import Catalogue, read_catalogue
from domain.programmes.plan import Day, Item, Kind, Plan, Week
from domain.programmes.rows import Programme
from domain.progress import feats
from domain.progress.days import Today, today
from domain.progress.loads import Prescription
from domain.progress.reading import read_bare
from domain.progress.rows import (
    WHOLE,
    RecordSet,
    SessionLog,
    SetLog,
    State,
    list_logs,
    list_sessions,
)
from domain.progress.sets import prescribe_day
from domain.progress.swaps import day_as_trained


@dataclass(frozen=True)
class Task:
    """An exercise of the day."""

    item: Item
    load: Prescription | None
    logs: Sequence[SetLog]
    """Sets of it on this day, in order."""
    previous: Sequence[SetLog]
    """Sets of it the last time before, in order; none if it is new."""
    is_skipped: bool

    @property
    def sets(self) -> int:
        return max(
            [self.load.sets if self.load else self.item.sets, *(x.number for x in self.logs)]
        )


@dataclass(frozen=True)
class Sheet:
    plan: Plan
    """Bare: without reasons and words."""
    week: Week
    day: Day
    """With what stands in; a day of rest has no exercises."""
    today: Today
    log: SessionLog | None
    tasks: Sequence[Task]
    sessions: Mapping[int, SessionLog]
    """Of this week, by weekday."""
    tonnage: int
    """Kilograms lifted on this day."""
    records: Sequence[RecordSet]
    streak: int
    catalogue: Catalogue

    @property
    def training_days(self) -> Sequence[Day]:
        return [day for day in self.week.days if day.kind is not Kind.REST]


async def read_sheet(
    session: AsyncSession,
    programme: Programme,
    on: date,
    place: tuple[int, int] | None = None,
) -> Sheet | None:
    """The day to train on this date, or that of the week and weekday in `place`.

    Returns:
        None before the programme begins and when it is over.

    Raises:
        NotFound: no such day in the plan.
    """
    now = await today(session, programme, on)
    plan = read_bare(programme)
    number = place[0] if place else now.week
    if place is None and not 1 <= number <= len(plan.weeks):
        return None
    weekday = place[1] if place else (now.day.weekday if now.day else on.isoweekday())
    day = await day_as_trained(session, programme, number, weekday)
    loads = await prescribe_day(session, programme, number, day, on=on)
    logs = await list_logs(session, programme.id)
    sessions = await list_sessions(session, programme.id)
    mine = [x for x in logs if (x.week, x.weekday) == (number, weekday)]
    earlier = [x for x in logs if (x.week, x.weekday) < (number, weekday)]
    catalogue = await read_catalogue(session)
    here = {log.weekday: log for log in sessions if log.week == number}
    return Sheet(
        plan=plan,
        week=plan.weeks[number - 1],
        day=day,
        today=now,
        log=here.get(weekday),
        tasks=[_task(item, loads.get(item.slug), mine, earlier) for item in day.exercises],
        sessions=here,
        tonnage=feats.tonnage(mine, catalogue),
        records=feats.new_records(programme, earlier, mine),
        streak=feats.streak(feats.weeks_kept(plan, sessions, number)),
        catalogue=catalogue,
    )


def is_stopped(log: SessionLog | None) -> bool:
    """Whether pain has ended the day."""
    return log is not None and log.state is State.STOPPED


def _task(
    item: Item, load: Prescription | None, mine: Sequence[SetLog], earlier: Sequence[SetLog]
) -> Task:
    here = [log for log in mine if log.slug == item.slug]
    before = [log for log in earlier if log.slug == item.slug and not log.is_skipped]
    last = (before[-1].week, before[-1].weekday) if before else None
    return Task(
        item=item,
        load=load,
        logs=sorted((x for x in here if x.number != WHOLE), key=lambda x: x.number),
        previous=sorted((x for x in before if (x.week, x.weekday) == last), key=lambda x: x.number),
        is_skipped=any(x.is_skipped for x in here),
    )
