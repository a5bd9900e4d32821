"""Objections: why a person must not be sold to, or reminded, whatever he has consented to.

Health and age go before sales. The post asks here before each message that is not owed
(`messages.Rules.find_objection`).
"""

from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import intakes, purchases
from domain.messages import REMINDERS, Message, Purpose, Reason, topics_of
from domain.payments import Status
from domain.screening import Verdict


async def find_objection(session: AsyncSession, message: Message) -> str | None:
    """A `messages.Reason` against this message to this client; None when there is none."""
    topics = topics_of(message.kind, message.purpose)
    if message.client_id is None or not topics:
        return None
    mine = await intakes.list_intakes(session, message.client_id)
    if mine and mine[0].verdict in {Verdict.RED, Verdict.POSTPONE}:
        return Reason.DOCTOR_FIRST
    if message.purpose is Purpose.MARKETING and any("minor" in i.reasons for i in mine[:1]):
        return Reason.MINOR
    if REMINDERS in topics and await _has_bought(session, message.client_id):
        return Reason.BOUGHT
    return None


async def _has_bought(session: AsyncSession, client_id: UUID) -> bool:
    for purchase in await purchases.list_purchases(session, client_id):
        payment = await purchases.find_payment(session, purchase.id)
        if payment is not None and payment.status is Status.PAID:
            return True
    return False
