"""How sure is sure: two thresholds in rows, chosen anew on questions whose answers are known."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.faq.rows import FaqThresholds, FaqTuned
from domain.ledger import record

SURE, PERHAPS = 0.4, 0.25
"""Before anybody has tuned them: measured on benchmarks/faq_tuning.toml."""
RIGHT, FALSE = 0.90, 0.04
"""What tuning asks for: right answers of those given, and answers to what is nothing of ours."""


class Thresholds(NamedTuple):
    sure: float = SURE
    perhaps: float = PERHAPS


class Judged(NamedTuple):
    """A labelled question, as it was ranked: the nearest entry, and how near."""

    score: float
    best: UUID | None
    wanted: UUID | None
    """None: nothing of ours."""


class Quality(NamedTuple):
    precision: float
    """Right of those it answered."""
    coverage: float
    """Answered of those that have an answer."""
    false: float
    """Answered of those that have none."""


async def read_thresholds(session: AsyncSession) -> Thresholds:
    newest = select(FaqThresholds).order_by(col(FaqThresholds.id).desc()).limit(1)
    row = (await session.exec(newest)).first()
    return Thresholds(row.sure, row.perhaps) if row is not None else Thresholds()


def set_thresholds(session: AsyncSession, thresholds: Thresholds) -> None:
    """These rule from now on; the earlier ones stay written."""
    session.add(FaqThresholds(sure=thresholds.sure, perhaps=thresholds.perhaps))
    record(session, FaqTuned())


def measure(judged: Sequence[Judged], sure: float) -> Quality:
    """How good the answers would be if from `sure` they were given."""
    ours = [one for one in judged if one.wanted is not None]
    others = [one for one in judged if one.wanted is None]
    given = [one for one in ours if one.score >= sure]
    return Quality(
        _share(sum(one.best == one.wanted for one in given), len(given), empty=1.0),
        _share(len(given), len(ours), empty=0.0),
        _share(sum(one.score >= sure for one in others), len(others), empty=0.0),
    )


def choose(judged: Sequence[Judged]) -> Thresholds | None:
    """The lowest thresholds that are right often enough; None when none are."""
    steps = sorted({round(one.score, 3) for one in judged})
    good = [step for step in steps if _is_good(measure(judged, step))]
    if not good:
        return None
    sure = max(good, key=lambda step: (measure(judged, step).coverage, -step))
    others = sorted(one.score for one in judged if one.wanted is None)
    # Three buttons cost little: a fifth of what is nothing of ours may be offered them.
    perhaps = others[int(len(others) * 0.8)] if others else sure * PERHAPS / SURE
    return Thresholds(sure, round(min(perhaps, sure), 3))


def _is_good(quality: Quality) -> bool:
    return quality.precision >= RIGHT and quality.false <= FALSE


def _share(part: int, whole: int, *, empty: float) -> float:
    return part / whole if whole else empty
