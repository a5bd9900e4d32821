"""Uses: which programmes have an exercise, and whether it may be deleted.

Plans are kept whole, so they are asked by their text: a slug stands in it in quotes.
"""

from sqlalchemy import Text, and_, cast, func, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, exercises
from domain.errors import Conflict
from domain.programmes.desks import WorkingCopy
from domain.programmes.rows import Programme, ProgrammeVersion
from domain.programmes.templates import ProgrammeTemplate

PLANS = (Programme, ProgrammeVersion, WorkingCopy, ProgrammeTemplate)
"""Every table that keeps plans."""


class ExerciseInUse(Conflict):
    """A plan, a version, a working copy or a template has it: without it they could not be read."""


async def count_current(session: AsyncSession, slug: str) -> int:
    """How many programmes that are not over yet have it in a day or a warm-up."""
    is_current = or_(col(Programme.over_at).is_(None), col(Programme.over_at) > clock.now())
    has_it = cast(col(Programme.plan), Text).contains(f'"slug": "{slug}"', autoescape=True)
    asked = select(func.count()).select_from(Programme).where(and_(is_current, has_it))
    return (await session.exec(asked)).one()


async def delete_exercise(session: AsyncSession, slug: str) -> None:
    """Delete an own exercise that is off and that no plan ever had, not even to swap for.

    Raises:
        ExerciseInUse: then it can only stay switched off.
        ExerciseIsOn, NotFound: as in `exercises.delete_own`.
    """
    if await _is_in_a_plan(session, slug):
        raise ExerciseInUse(f"plans have exercise {slug}")
    await exercises.delete_own(session, slug)


async def _is_in_a_plan(session: AsyncSession, slug: str) -> bool:
    for table in PLANS:
        has_it = cast(col(table.plan), Text).contains(f'"{slug}"', autoescape=True)
        if (await session.exec(select(table.id).where(has_it).limit(1))).first() is not None:
            return True
    return False
