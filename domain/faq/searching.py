"""Looking through the answers on the trainer's page: by the stems of their words, newest rules."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.faq.rows import FaqEntry
from domain.faq.stems import list_stems

PAGE = 50


async def search(
    session: AsyncSession, asked: str = "", *, category: str | None = None, limit: int = PAGE
) -> Sequence[FaqEntry]:
    """Entries with every word that is asked, in any ending, in the trainer's order."""
    wanted = select(FaqEntry).order_by(col(FaqEntry.position), col(FaqEntry.id)).limit(limit)
    return (await session.exec(_narrow(wanted, asked, category))).all()


def _narrow(
    wanted: SelectOfScalar[FaqEntry], asked: str, category: str | None
) -> SelectOfScalar[FaqEntry]:
    if category is not None:
        wanted = wanted.where(FaqEntry.category == category)
    # A stem holds letters and digits alone, so that nothing in it is a sign to LIKE.
    for stem in list_stems(asked):
        wanted = wanted.where(col(FaqEntry.stems).like(f"% {stem}%"))
    return wanted


async def list_page(
    session: AsyncSession,
    asked: str = "",
    category: str | None = None,
    *,
    before: tuple[datetime, UUID] | None = None,
    limit: int = PAGE,
) -> Sequence[FaqEntry]:
    """The same, newest first, after the one that `before` points at."""
    wanted = select(FaqEntry).order_by(col(FaqEntry.created_at).desc(), col(FaqEntry.id).desc())
    if before is not None:
        moment, last_id = before
        wanted = wanted.where(
            (col(FaqEntry.created_at) < moment)
            | ((col(FaqEntry.created_at) == moment) & (col(FaqEntry.id) < last_id))
        )
    return (await session.exec(_narrow(wanted, asked, category).limit(limit))).all()


async def list_categories(session: AsyncSession) -> Sequence[str]:
    """Every category there is, by alphabet."""
    named = select(FaqEntry.category).where(FaqEntry.category != "").distinct()
    return sorted((await session.exec(named)).all())
