"""What an answer is worth: how often it is asked for, and who paid after it."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.faq.rows import FaqEntry, FaqUse
from domain.ledger import jot
from domain.payments import Payment, Status
from domain.talks import Talk


class Worth(NamedTuple):
    asked: int = 0
    """People we know, each once."""
    paid: int = 0
    """Of them, who paid afterwards."""


async def note_use(
    session: AsyncSession,
    entry_id: UUID,
    *,
    talk_id: UUID | None = None,
    client_id: UUID | None = None,
) -> None:
    """The entry was said; a landing's question that is no entry is not counted."""
    more = update(FaqEntry).where(col(FaqEntry.id) == entry_id)
    counted = await session.exec(more.values(used_count=col(FaqEntry.used_count) + 1))
    if counted.rowcount:
        jot(session, FaqUse, entry_id=entry_id, talk_id=talk_id, client_id=client_id)


async def count_worth(session: AsyncSession) -> Mapping[UUID, Worth]:
    """By entry; one nobody we know has asked for is absent."""
    person = func.coalesce(col(FaqUse.client_id), col(Talk.client_id)).label("person")
    uses = (
        select(
            col(FaqUse.entry_id).label("entry"),
            person,
            func.min(col(FaqUse.created_at)).label("first"),
        )
        .join(Talk, col(Talk.id) == col(FaqUse.talk_id), isouter=True)
        .where(person.is_not(None))
        .group_by(col(FaqUse.entry_id), person)
        .subquery()
    )
    paid = (
        select(Payment.id)
        .where(
            col(Payment.client_id) == uses.c.person,
            col(Payment.status) == Status.PAID,
            col(Payment.paid_at) > uses.c.first,
        )
        .exists()
    )
    counted = select(uses.c.entry, func.count(), func.count().filter(paid)).group_by(uses.c.entry)
    return {entry: Worth(asked, bought) for entry, asked, bought in await session.exec(counted)}
