"""Visits of the public site, counted without knowing anybody: how many, of what, on which day.

No row is about a person: there is no address, no cookie, no number by which two counts could be
told to be one visitor's. What may be counted is listed here; anything else is passed over.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from sqlalchemy import UniqueConstraint, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Row, new_id
from domain.site_blocks import Block

HERO = "hero"
"""The first screen: it is always there, and no block that can be moved."""


class Kind(StrEnum):
    VISIT = "visit"
    """A page was opened for the first time in a tab."""
    SEEN = "seen"
    """A block of the landing came into view."""
    BEGUN = "begun"
    """Somebody has typed into a form."""


PAGES = ("landing", "start")
MAY_BE: Mapping[Kind, frozenset[str]] = {
    Kind.VISIT: frozenset(PAGES),
    Kind.SEEN: frozenset({HERO, *(block.value for block in Block)}),
    Kind.BEGUN: frozenset({"lead"}),
}
Count = tuple[Kind, str]
KEY = ["day", "kind", "what"]


class VisitCount(Row, table=True):
    __table_args__ = (UniqueConstraint("day", "kind", "what"),)

    day: date
    """In the trainer's time zone."""
    kind: Kind
    what: str
    count: int = 0


def read_counts(sent: Iterable[str]) -> set[Count]:
    """What a page has sent, as "seen:about"; what is not listed is left out."""
    known = {f"{kind}:{what}": (kind, what) for kind, named in MAY_BE.items() for what in named}
    return {known[word] for word in sent if word in known}


async def add_counts(session: AsyncSession, day: date, counts: Mapping[Count, int]) -> None:
    """Add to the day's counts, in the same order for everybody so that nobody waits in a circle."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for (kind, what), more in sorted(counts.items()):
        values = {
            "id": new_id(),
            "created_at": clock.now(),
            "day": day,
            "kind": kind,
            "what": what,
            "count": more,
        }
        insert = dialect.insert(VisitCount).values(**values)
        added = {"count": col(VisitCount.count) + more}
        await session.exec(insert.on_conflict_do_update(index_elements=KEY, set_=added))


async def sum_counts(session: AsyncSession, since: date) -> Counter[Count]:
    """How many of each since that day, the day included."""
    total = func.sum(col(VisitCount.count))
    wanted = (
        select(VisitCount.kind, VisitCount.what, total)
        .where(col(VisitCount.day) >= since)
        .group_by(col(VisitCount.kind), col(VisitCount.what))
    )
    rows = (await session.exec(wanted)).all()
    return Counter({(Kind(kind), what): int(count) for kind, what, count in rows})
