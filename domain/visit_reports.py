"""How far visitors come: down the landing block by block, through the questionnaire by question.

Blocks come from anonymous counts, questions from the drafts themselves. Of few people nothing is
concluded: a share is None below `ENOUGH`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, site_blocks, visits
from domain.intakes import Draft, Intake
from domain.leads import Lead
from domain.ledger import Row
from domain.questionnaire import QUESTIONS, next_asked
from domain.visits import HERO, Kind

ENOUGH = 30
"""With fewer, one person more moves a share by more than three points."""
STILL_ANSWERING = timedelta(hours=1)
"""A younger draft is not given up yet."""


@dataclass(frozen=True)
class Step:
    """A block or a question: how many came so far, and how many went no further."""

    key: str
    reached: int
    lost: int
    share: float | None
    """Of those who began; None where they are too few."""


@dataclass(frozen=True)
class SiteReport:
    visits: int
    blocks: tuple[Step, ...]
    forms_begun: int
    leads: int
    opened: int
    """The questionnaire's first page."""
    begun: int
    """Questionnaires with an answer, by any door."""
    by_steps: int
    """Those of them that were answered question by question."""
    questions: tuple[Step, ...]
    handed_in: int

    @property
    def is_thin(self) -> bool:
        """Too few visits to conclude anything from."""
        return self.visits < ENOUGH


async def report(
    session: AsyncSession, blocks: Mapping[str, object], *, days: int, timezone: str
) -> SiteReport:
    """The last `days` days, today included; `blocks` is the site's own section of them."""
    today = clock.now().astimezone(ZoneInfo(timezone)).replace(hour=0, minute=0, second=0)
    since = today.replace(microsecond=0) - timedelta(days=days - 1)
    counts = await visits.sum_counts(session, since.date())
    visited = counts[Kind.VISIT, "landing"]
    drafts = await _list_drafts(session, since)
    done = await _handed_in(session, since)
    return SiteReport(
        visits=visited,
        blocks=_go_down(counts, visited, [HERO, *site_blocks.shown(blocks)]),
        forms_begun=counts[Kind.BEGUN, "lead"],
        leads=await _count(session, Lead, since),
        opened=counts[Kind.VISIT, "start"],
        begun=len(done | {draft.pass_id for draft in drafts}),
        by_steps=len(drafts),
        questions=_go_through(drafts, done),
        handed_in=len(done),
    )


def _go_down(counts: Counter[visits.Count], visited: int, order: Sequence[str]) -> tuple[Step, ...]:
    # A block without content is no part of the page.
    order = [key for key in order if counts[Kind.SEEN, key]]
    seen = [counts[Kind.SEEN, key] for key in order]
    following = [*seen[1:], 0][: len(seen)]
    return tuple(
        Step(key, here, max(here - after, 0) if place < len(order) - 1 else 0, _of(here, visited))
        for place, (key, here, after) in enumerate(zip(order, seen, following, strict=True))
    )


def _go_through(drafts: Sequence[Draft], done: set[UUID]) -> tuple[Step, ...]:
    settled = clock.now() - STILL_ANSWERING
    stopped: Counter[str] = Counter()
    for draft in drafts:
        question = next_asked(draft.given)
        if question and draft.pass_id not in done and draft.created_at < settled:
            stopped[question.key] += 1
    answered = Counter(key for draft in drafts for key in draft.given)
    return tuple(
        Step(q.key, answered[q.key], stopped[q.key], _of(answered[q.key], len(drafts)))
        for q in QUESTIONS
        if q.is_listed
    )


def _of(part: int, whole: int) -> float | None:
    return min(part / whole, 1.0) if whole >= ENOUGH else None


async def _list_drafts(session: AsyncSession, since: datetime) -> Sequence[Draft]:
    recent = (await session.exec(select(Draft).where(col(Draft.created_at) >= since))).all()
    return [draft for draft in recent if draft.given]


async def _handed_in(session: AsyncSession, since: datetime) -> set[UUID]:
    wanted = select(Intake.pass_id).where(col(Intake.created_at) >= since)
    return set((await session.exec(wanted)).all())


async def _count(session: AsyncSession, kind: type[Row], since: datetime) -> int:
    counted = select(func.count()).select_from(kind).where(col(kind.created_at) >= since)
    return (await session.exec(counted)).one()
