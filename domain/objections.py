"""Objections: why a person must not be sold to, or reminded, whatever he has consented to.

Health and age go before sales. The post asks here before each message that is not owed
(`messages.Rules.find_objection`).
"""

from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, intakes, purchases
from domain.messages import Message, Purpose, Reason, topics_of
from domain.payments import Status
from domain.progress.rows import find_last_pain
from domain.screening import Verdict

PAIN_HOLD = timedelta(days=7)
"""After a pain of 4 and more [P]."""
CALLS_TO_BUY = ("reminder_day_", "reminder_unpaid_")
"""What begins so is nothing for whoever has bought; the end of his paid weeks concerns only him."""


async def find_objection(session: AsyncSession, message: Message) -> str | None:
    """A `messages.Reason` against this message to this client; None when there is none."""
    topics = topics_of(message.kind, message.purpose)
    if message.client_id is None or not topics:
        return None
    against = await find_sale_objection(session, message.client_id)
    if against is not None and (
        against is Reason.DOCTOR_FIRST or message.purpose is Purpose.MARKETING
    ):
        return against
    if not message.kind.startswith(CALLS_TO_BUY):
        return None
    return Reason.BOUGHT if await _has_bought(session, message, message.client_id) else None


async def find_sale_objection(session: AsyncSession, client_id: UUID) -> Reason | None:
    """Why nothing may be offered to this client: a doctor comes first, a pain, his age."""
    mine = await intakes.list_intakes(session, client_id)
    if mine and mine[0].verdict in {Verdict.RED, Verdict.POSTPONE}:
        return Reason.DOCTOR_FIRST
    if await _hurts(session, client_id):
        return Reason.PAIN
    if any("minor" in intake.reasons for intake in mine[:1]):
        return Reason.MINOR
    return None


async def _hurts(session: AsyncSession, client_id: UUID) -> bool:
    """Whether something hurt of late: nobody is sold to meanwhile."""
    last = await find_last_pain(session, client_id)
    return last is not None and clock.now() - last.created_at < PAIN_HOLD


async def _has_bought(session: AsyncSession, message: Message, client_id: UUID) -> bool:
    """The order that is chased, where one is; else anything."""
    ordered = message.about.get("purchase_id")
    if ordered is not None:
        return await _is_paid(session, UUID(ordered))
    for purchase in await purchases.list_purchases(session, client_id):
        if await _is_paid(session, purchase.id):
            return True
    return False


async def _is_paid(session: AsyncSession, purchase_id: UUID) -> bool:
    payment = await purchases.find_payment(session, purchase_id)
    return payment is not None and payment.status is Status.PAID
