"""First steps: what a new owner has done of what makes the house his own, until he skips the rest.

What is configured outside of the ledger (mail, bot, payments) is for the app to say.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.leads import Lead
from domain.ledger import Fact, FactRow, record
from domain.site import SiteSection
from domain.tariffs import TariffChanged


class FirstStepsSkipped(Fact):
    user_id: UUID | None


@dataclass(frozen=True)
class Steps:
    has_site: bool
    has_tariffs: bool
    has_lead: bool
    are_skipped: bool


async def read_steps(session: AsyncSession) -> Steps:
    """What is done."""
    return Steps(
        has_site=(await session.exec(select(SiteSection.id).limit(1))).first() is not None,
        has_tariffs=await _has_happened(session, TariffChanged),
        has_lead=(await session.exec(select(Lead.id).limit(1))).first() is not None,
        are_skipped=await _has_happened(session, FirstStepsSkipped),
    )


def skip(session: AsyncSession, user_id: UUID | None) -> None:
    """Show them no more."""
    record(session, FirstStepsSkipped(user_id=user_id))


async def _has_happened(session: AsyncSession, kind: type[Fact]) -> bool:
    told = select(FactRow.id).where(col(FactRow.kind) == kind.__name__).limit(1)
    return (await session.exec(told)).first() is not None
