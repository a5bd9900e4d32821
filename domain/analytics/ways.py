"""The way from a visit to a second payment: how many of those who came in these days went how far.

The denominator is always the same: whoever came. Their later steps count whenever they took them,
so the latest come have had less time than the others; `young` says how many they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.analytics.groups import FUNNEL, Group, belongs
from domain.analytics.intervals import Share
from domain.analytics.spans import Span
from domain.people import Client
from domain.talks import Talk
from domain.visits import Kind, VisitCount

RIPENS = timedelta(days=30)
"""So long one thinks it over; before it a share may still grow."""
NO_ONE: Mapping[Group, int] = dict.fromkeys((*FUNNEL, Group.TALKED), 0)


@dataclass(frozen=True)
class Way:
    """How many came, and how many of them went so far."""

    reached: Mapping[Group, int] = field(default_factory=lambda: NO_ONE)
    young: int = 0
    """Who came less than `RIPENS` ago."""

    def share(self, group: Group) -> Share:
        return Share(self.reached[group], self.reached[Group.CAME])


@dataclass(frozen=True)
class Funnel:
    visits: int
    """Openings of the site's first page: not people."""
    talks: int
    total: Way
    by_source: Mapping[str, Way]
    """Where they came from, the most first."""


async def read_funnel(session: AsyncSession, span: Span, *, source: str | None = None) -> Funnel:
    """The ways of those who came in these days, all together and by where they came from."""
    wanted = [belongs(group, span) for group in (*FUNNEL[1:], Group.TALKED)]
    young = col(Client.created_at) > clock.now() - RIPENS
    sums: Any = [_sum(one) for one in (*wanted, young)]
    asked: Any = select(Client.source, func.count(), *sums)
    counted = asked.where(belongs(Group.CAME, span)).group_by(Client.source)
    if source is not None:
        counted = counted.where(Client.source == source)
    ways = {}
    for name, came, *steps, fresh in (await session.exec(counted)).all():
        reached = dict(zip((*FUNNEL, Group.TALKED), (came, *map(int, steps)), strict=True))
        ways[name] = Way(reached, int(fresh))
    most_first = dict(sorted(ways.items(), key=lambda pair: -pair[1].reached[Group.CAME]))
    visits, talks = await _count_visits(session, span), await _count_talks(session, span)
    return Funnel(visits, talks, _together(most_first), most_first)


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(cast(condition, Integer)), 0)


def _together(ways: Mapping[str, Way]) -> Way:
    total = dict(NO_ONE)
    for way in ways.values():
        total = {group: known + way.reached[group] for group, known in total.items()}
    return Way(total, sum(way.young for way in ways.values()))


async def _count_visits(session: AsyncSession, span: Span) -> int:
    counted = select(func.coalesce(func.sum(col(VisitCount.count)), 0)).where(
        VisitCount.kind == Kind.VISIT,
        VisitCount.what == "landing",
        col(VisitCount.day) >= span.first,
        col(VisitCount.day) <= span.last,
    )
    return int((await session.exec(counted)).one())


async def _count_talks(session: AsyncSession, span: Span) -> int:
    counted = select(func.count()).select_from(Talk).where(span.holds(col(Talk.created_at)))
    return (await session.exec(counted)).one()
