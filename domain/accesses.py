"""Access by paid weeks: when it began, until when it lasts, its pauses, and what a refund takes.

Weeks are counted from the day the programme came, by the client's own calendar; where none comes
with the purchase, from the day of the payment. A pause moves the end by as many days as it lasted.

A refund takes weeks back from the end: as many whole weeks as the returned money had paid for, all
of them when everything is returned, and never a week that has begun.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, payments, purchases
from domain.errors import Conflict, NotFound
from domain.ledger import Begin, Fact, Row, record
from domain.payments import (
    MoneyReturned,
    Payment,
    PaymentPaid,
    PaymentRefunded,
    Status,
)
from domain.people import Client
from domain.programmes.rows import ProgrammeSent, find_by_purchase, get_programme
from domain.progress.days import ZONE, began_on
from domain.purchases import Purchase

SOON = timedelta(days=3)
"""How long before its last day everybody is told."""


class Access(Row, table=True):
    __table_args__ = (CheckConstraint("weeks > 0 AND taken BETWEEN 0 AND weeks"),)

    purchase_id: UUID = Field(foreign_key="purchase.id", unique=True)
    client_id: UUID = Field(foreign_key="client.id", index=True)
    weeks: int
    """That were paid for."""
    taken: int = 0
    """Of them, weeks that a refund took back."""
    begins_on: date | None = None
    """None until the programme comes."""
    paused_on: date | None = None
    paused_days: int = 0
    ends_on: date | None = Field(default=None, index=True)
    """Its last day; None before it begins, and while it is paused."""
    told_of: date | None = None
    """The last day that its client was told of."""

    @property
    def is_paused(self) -> bool:
        return self.paused_on is not None

    def last_day(self, today: date) -> date | None:
        """The last day as things stand; in a pause it moves on with every day."""
        if self.begins_on is None:
            return None
        paused = self.paused_days
        if self.paused_on is not None:
            paused += max((today - self.paused_on).days, 0)
        return self.begins_on + timedelta(weeks=self.weeks - self.taken, days=paused - 1)

    def weeks_begun(self, today: date) -> int:
        """Weeks that are past or under way; pauses are no part of any."""
        if self.begins_on is None:
            return 0
        paused = self.paused_days
        if self.paused_on is not None:
            paused += max((today - self.paused_on).days, 0)
        days = (today - self.begins_on).days + 1 - paused
        return min(max(-(-days // 7), 0), self.weeks)


class AccessChange(StrEnum):
    BEGUN = "begun"
    PAUSED = "paused"
    RESUMED = "resumed"
    TAKEN_BACK = "taken_back"
    ENDS_SOON = "ends_soon"


class AccessChanged(Fact):
    access_id: UUID
    client_id: UUID
    change: AccessChange
    ends_on: date | None


class NotPausable(Conflict):
    """It has not begun, is over, or stands so already."""


async def open_access(fact: PaymentPaid, begin: Begin) -> None:
    """What was paid for by the week is counted by the week; once for each purchase."""
    if fact.purchase_id is None or fact.client_id is None:
        return
    async with begin() as session:
        await _open(session, await purchases.get_purchase(session, fact.purchase_id))


async def begin_access(fact: ProgrammeSent, begin: Begin) -> None:
    """The weeks run from the day the programme came; sent again it changes nothing."""
    async with begin() as session:
        programme = await get_programme(session, fact.programme_id)
        if programme.purchase_id is not None:
            await _open(session, await purchases.get_purchase(session, programme.purchase_id))


async def open_missing(session: AsyncSession, limit: int = 100) -> None:
    """Count the weeks of what was paid for before they were counted."""
    paid = select(Purchase).join(Payment, col(Payment.purchase_id) == Purchase.id)
    paid = paid.where(
        Payment.status == Status.PAID,
        Purchase.weeks > 0,
        col(Purchase.client_id).is_not(None),
        col(Purchase.id).not_in(select(Access.purchase_id)),
    )
    for purchase in (await session.exec(paid.limit(limit))).unique().all():
        await _open(session, purchase)


async def _open(session: AsyncSession, purchase: Purchase) -> None:
    """The purchase's access, begun as soon as it may; whichever of its causes comes first."""
    payment = await purchases.find_payment(session, purchase.id)
    if payment is None or payment.paid_at is None:
        return
    if purchase.weeks <= 0 or purchase.client_id is None:
        return
    access = await find_access(session, purchase.id, is_locked=True)
    if access is None:
        access = Access(purchase_id=purchase.id, client_id=purchase.client_id, weeks=purchase.weeks)
        session.add(access)
        await session.flush()
    day = await _first_day(session, purchase, payment, access)
    if access.begins_on is None and day is not None:
        access.begins_on = day
        _settle_end(access)
        _tell(session, access, AccessChange.BEGUN)
    await _take(session, access)


async def _first_day(
    session: AsyncSession, purchase: Purchase, payment: Payment, access: Access
) -> date | None:
    if purchase.brings_programme:
        programme = await find_by_purchase(session, purchase.id)
        is_there = programme is not None and programme.sent_at is not None
        return await began_on(session, programme) if is_there and programme else None
    if payment.paid_at is None:
        return None
    return payment.paid_at.astimezone(await _zone_of(session, access)).date()


async def take_back(fact: MoneyReturned | PaymentRefunded, begin: Begin) -> None:
    """Weeks whose money has gone back end the access sooner; told again it takes no more."""
    async with begin() as session:
        payment = await payments.get_payment(session, fact.payment_id)
        if payment.purchase_id is None:
            return
        access = await find_access(session, payment.purchase_id, is_locked=True)
        if access is not None:
            await _take(session, access)


async def _take(session: AsyncSession, access: Access) -> None:
    """Of a purchase that was paid twice, what went back of the second payment takes nothing."""
    taken = await _owed_back(session, access)
    if taken > access.taken:
        access.taken = taken
        _settle_end(access)
        _tell(session, access, AccessChange.TAKEN_BACK)


async def _owed_back(session: AsyncSession, access: Access, more: int = 0) -> int:
    """Weeks that the money gone back had paid for and that have not begun.

    Args:
        more: kopecks that are to go back as well.
    """
    price = (await purchases.get_purchase(session, access.purchase_id)).amount
    if price <= 0:
        return 0
    kept = select(func.coalesce(func.sum(payments.kept()), 0)).where(
        Payment.purchase_id == access.purchase_id, Payment.status == Status.PAID
    )
    gone = max(price - int((await session.exec(kept)).one()) + more, 0)
    paid_for = min(access.weeks * gone // price, access.weeks)
    return min(paid_for, access.weeks - access.weeks_begun(await today_of(session, access)))


@dataclass(frozen=True)
class Foreseen:
    """What would be taken of an access if so much money went back."""

    weeks: int
    """More than is taken now."""
    left: int
    """Weeks that would stay, those that are over among them."""
    last_day: date | None


async def foresee(session: AsyncSession, purchase_id: UUID, more: int) -> Foreseen | None:
    """What giving `more` kopecks back would take; None where nothing is counted by the week."""
    access = await find_access(session, purchase_id)
    if access is None:
        return None
    taken = max(await _owed_back(session, access, more), access.taken)
    weeks = taken - access.taken
    last_day = access.last_day(await today_of(session, access))
    if last_day is not None:
        last_day -= timedelta(weeks=weeks)
    return Foreseen(weeks, access.weeks - taken, last_day)


async def pause(session: AsyncSession, access_id: UUID) -> Access:
    """Days do not count from today on, until `resume`."""
    access = await _lock(session, access_id)
    today = await today_of(session, access)
    last = access.last_day(today)
    if access.is_paused or last is None or today > last:
        raise NotPausable(f"access {access_id} cannot be paused")
    access.paused_on = today
    _settle_end(access)
    _tell(session, access, AccessChange.PAUSED)
    return access


async def resume(session: AsyncSession, access_id: UUID) -> Access:
    """Days count again from today; the end has moved by as many as did not."""
    access = await _lock(session, access_id)
    if access.paused_on is None:
        raise NotPausable(f"access {access_id} is not paused")
    access.paused_days += max((await today_of(session, access) - access.paused_on).days, 0)
    access.paused_on = None
    _settle_end(access)
    _tell(session, access, AccessChange.RESUMED)
    return access


async def list_accesses(session: AsyncSession, client_id: UUID) -> Sequence[Access]:
    """A client's accesses, newest first."""
    mine = select(Access).where(Access.client_id == client_id)
    return (await session.exec(mine.order_by(col(Access.created_at).desc()))).all()


async def tell_ending(session: AsyncSession) -> int:
    """Say of every access that ends in a few days so; each last day is said once.

    Returns:
        How many were told of.
    """
    now = clock.now().date()
    near = select(Access).where(
        col(Access.ends_on).between(now - timedelta(days=1), now + SOON + timedelta(days=1)),
        col(Access.told_of).is_(None) | (col(Access.told_of) != col(Access.ends_on)),
    )
    told = 0
    for access in (await session.exec(near.with_for_update())).all():
        today = await today_of(session, access)
        if access.ends_on is not None and today <= access.ends_on <= today + SOON:
            access.told_of = access.ends_on
            _tell(session, access, AccessChange.ENDS_SOON)
            told += 1
    return told


async def find_access(
    session: AsyncSession, purchase_id: UUID, *, is_locked: bool = False
) -> Access | None:
    """The access that a purchase gives."""
    mine = select(Access).where(Access.purchase_id == purchase_id)
    if is_locked:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    return (await session.exec(mine)).first()


async def get_access(session: AsyncSession, access_id: UUID) -> Access:
    """The access, or NotFound."""
    access = await session.get(Access, access_id)
    if access is None:
        raise NotFound("access", access_id)
    return access


async def today_of(session: AsyncSession, access: Access) -> date:
    """The day it is where the client lives."""
    return clock.now().astimezone(await _zone_of(session, access)).date()


async def _zone_of(session: AsyncSession, access: Access) -> ZoneInfo:
    client = await session.get_one(Client, access.client_id)
    return ZoneInfo(client.timezone or ZONE)


def _settle_end(access: Access) -> None:
    is_running = access.begins_on is not None and not access.is_paused
    access.ends_on = access.last_day(access.begins_on) if is_running and access.begins_on else None


def _tell(session: AsyncSession, access: Access, change: AccessChange) -> None:
    record(
        session,
        AccessChanged(
            access_id=access.id,
            client_id=access.client_id,
            change=change,
            ends_on=access.ends_on,
        ),
    )


async def _lock(session: AsyncSession, access_id: UUID) -> Access:
    mine = select(Access).where(Access.id == access_id).with_for_update()
    found = (await session.exec(mine.execution_options(populate_existing=True))).first()
    if found is None:
        raise NotFound("access", access_id)
    return found
