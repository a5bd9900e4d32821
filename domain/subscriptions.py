"""Subscriptions: what a client has paid for, until when it lasts, and how its programme stands.

Only reading; what is bought is `domain.purchases`, what is written `domain.programmes`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import accesses, purchases
from domain.accesses import Access
from domain.payments import OPEN, Payment, Status
from domain.programmes import rows as programmes
from domain.programmes import writing
from domain.programmes.rows import Programme
from domain.programmes.writing import Awaited
from domain.progress.days import began_on
from domain.purchases import Purchase


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """One paid purchase as it stands."""

    purchase: Purchase
    paid_at: datetime | None
    programme: Programme | None = None
    """Only once its buyer may see it."""
    awaits: Awaited | None = None
    """What its programme waits for; None where none is to come, or it is there."""
    last_day: date | None = None
    """Of the programme, by the client's own calendar; pauses and refunds are counted."""
    access: Access | None = None

    def weeks_left(self, today: date) -> int:
        """Weeks of the programme still to come, the present one among them."""
        if self.programme is None or self.last_day is None:
            return 0
        days = (self.last_day - today).days + 1
        return min(max(-(-days // 7), 0), self.programme.weeks)


@dataclass(frozen=True)
class Unpaid:
    purchase: Purchase
    payment: Payment


async def list_subscriptions(session: AsyncSession, client_id: UUID) -> list[Subscription]:
    """All that the client has paid for, newest first."""
    found = []
    for purchase in await purchases.list_purchases(session, client_id):
        payment = await purchases.find_payment(session, purchase.id)
        if payment is not None and payment.status is Status.PAID:
            found.append(await _describe(session, purchase, payment))
    return found


async def find_unpaid(session: AsyncSession, client_id: UUID) -> Unpaid | None:
    """The newest purchase of the client that waits for its money."""
    for purchase in await purchases.list_purchases(session, client_id):
        payment = await purchases.find_payment(session, purchase.id)
        if payment is not None and payment.status in OPEN and purchase.payer_id is None:
            return Unpaid(purchase, payment)
    return None


async def _describe(session: AsyncSession, purchase: Purchase, payment: Payment) -> Subscription:
    if not purchase.brings_programme:
        return Subscription(purchase=purchase, paid_at=payment.paid_at)
    programme = await programmes.find_by_purchase(session, purchase.id)
    if programme is None or not programme.may_be_seen:
        awaits = await writing.find_awaited(session, purchase)
        return Subscription(purchase=purchase, paid_at=payment.paid_at, awaits=awaits)
    access = await accesses.find_access(session, purchase.id)
    return Subscription(
        purchase=purchase,
        paid_at=payment.paid_at,
        programme=programme,
        last_day=await _last_day(session, programme, access),
        access=access,
    )


async def _last_day(session: AsyncSession, programme: Programme, access: Access | None) -> date:
    if access is not None:
        last = access.last_day(await accesses.today_of(session, access))
        if last is not None:
            return last
    # Opened by itself, or bought before weeks were counted: the programme's own.
    return await began_on(session, programme) + timedelta(weeks=programme.weeks, days=-1)
