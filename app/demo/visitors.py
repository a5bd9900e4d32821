"""Visits of the demonstration's site: a believable number a day, fewer further down the page."""

from datetime import date, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import visits
from domain.site_blocks import Block
from domain.visits import HERO, Count, Kind

SEEN: dict[str, int] = {
    HERO: 100,
    Block.FOR_WHOM: 82,
    Block.ABOUT: 67,
    Block.HOW: 61,
    Block.TARIFFS: 54,
    Block.QUESTIONS: 33,
    Block.LEAD: 29,
}
"""Of a hundred visits, how many come so far."""
STARTED, BEGUN = 34, 11
"""Of a hundred, who open the questionnaire, and who begin to write."""


async def come(session: AsyncSession, first: date, days: int) -> None:
    """Every day's counts from `first` on."""
    for n in range(days):
        await visits.add_counts(session, first + timedelta(days=n), _day(n))


def _day(n: int) -> dict[Count, int]:
    came = 6 + n * 7 % 9
    counts: dict[Count, int] = {
        (Kind.VISIT, "landing"): came,
        (Kind.VISIT, "start"): came * STARTED // 100,
        (Kind.BEGUN, "lead"): 1 + came * BEGUN // 100,
    }
    counts |= {(Kind.SEEN, str(key)): round(came * part / 100) for key, part in SEEN.items()}
    return {count: much for count, much in counts.items() if much}
