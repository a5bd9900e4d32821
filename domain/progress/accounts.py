"""Accounts: what the log of some programmes adds up to, for who trains and for who teaches.

Which programmes those are decides who asks: a link's bearer has one, the card's own has all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.exercises import Catalogue, read_catalogue
from domain.programmes.rows import Programme
from domain.progress import feats
from domain.progress.days import began_on
from domain.progress.feats import WeekKept
from domain.progress.reading import read_bare
from domain.progress.rows import (
    Measure,
    PainReport,
    SessionLog,
    SetLog,
    State,
    list_logs,
    list_sessions,
)


@dataclass(frozen=True)
class Account:
    logs: Sequence[SetLog]
    """Oldest first."""
    sessions: Sequence[SessionLog]
    """Oldest first."""
    pains: Sequence[PainReport]
    """Newest first."""
    catalogue: Catalogue
    kept: Sequence[WeekKept] = ()
    """Weeks so far, programme after programme."""
    streak: int = 0
    maxima: Mapping[str, Sequence[tuple[date, int]]] = field(default_factory=dict)
    """Grams by day, for exercises of which an estimate is there; the most trained first."""

    @property
    def adherence(self) -> float | None:
        return feats.adherence(self.kept)

    @property
    def trained(self) -> int:
        """Finished training days."""
        return sum(log.state is State.FINISHED for log in self.sessions)

    @property
    def planned(self) -> int:
        return sum(week.planned for week in self.kept)

    @property
    def done(self) -> int:
        return sum(min(week.done, week.planned) for week in self.kept)

    def tonnage(self) -> int:
        """Kilograms in all."""
        return feats.tonnage(self.logs, self.catalogue)

    def weekly_tonnage(self) -> Sequence[tuple[date, int]]:
        """Kilograms by the Monday of the week in which they were lifted."""
        weeks: dict[date, list[SetLog]] = {}
        for log in self.logs:
            monday = log.done_on - timedelta(days=log.done_on.weekday())
            weeks.setdefault(monday, []).append(log)
        told = [(monday, feats.tonnage(logs, self.catalogue)) for monday, logs in weeks.items()]
        return sorted(told) if any(tonnage for _, tonnage in told) else []

    def bests(self) -> Mapping[tuple[str, Measure], int]:
        return feats.bests(self.logs)


async def read_account(session: AsyncSession, programmes: Sequence[Programme], on: date) -> Account:
    """What was done of these programmes up to this date.

    Args:
        programmes: each as its reader sees it, in any order.
    """
    logs: list[SetLog] = []
    sessions: list[SessionLog] = []
    kept: list[WeekKept] = []
    streak = 0
    for programme in sorted(programmes, key=lambda row: row.created_at):
        logs += await list_logs(session, programme.id)
        days = await list_sessions(session, programme.id)
        sessions += days
        if days:
            plan = read_bare(programme)
            week = (on - await began_on(session, programme)).days // 7 + 1
            weeks = feats.weeks_kept(plan, days, min(week, len(plan.weeks)))
            kept += weeks
            streak = feats.streak(weeks)
    logs.sort(key=lambda log: (log.done_on, log.created_at))
    return Account(
        logs=logs,
        sessions=sorted(sessions, key=lambda log: (log.done_on, log.created_at)),
        pains=await _list_pains(session, [row.id for row in programmes]),
        catalogue=await read_catalogue(session),
        kept=kept,
        streak=streak,
        maxima=_maxima(logs),
    )


def _maxima(logs: Sequence[SetLog]) -> Mapping[str, Sequence[tuple[date, int]]]:
    told = {slug: feats.maxima(logs, slug) for slug in dict.fromkeys(log.slug for log in logs)}
    ordered = sorted(told.items(), key=lambda pair: -len(pair[1]))
    return {slug: points for slug, points in ordered if points}


async def _list_pains(session: AsyncSession, programmes: Sequence[UUID]) -> Sequence[PainReport]:
    mine = select(PainReport).where(col(PainReport.programme_id).in_(programmes))
    return (await session.exec(mine.order_by(col(PainReport.created_at).desc()))).all()
