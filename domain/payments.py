"""Payments: asking for money and learning that it came.

A payment row, its key and its body are committed before the provider is called; whatever the
provider or anybody else says later, only what he answers when asked is believed, and a state
only climbs.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict
from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text, update
from sqlmodel import Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, GatewayRefused, NotFound
from domain.ledger import Begin, Fact, Moment, Row, record


class Status(StrEnum):
    CREATING = "creating"
    """Committed here; the provider may not know of it yet."""
    PENDING = "pending"
    CANCELLED = "cancelled"
    PAID = "paid"
    REFUNDED = "refunded"


RANK = {status: rank for rank, status in enumerate(Status)}
"""A state only climbs: late news of a lower one changes nothing. Money that comes after a
cancellation is still money, so paid stands above cancelled."""

OPEN = (Status.CREATING, Status.PENDING)

CHECKS_AFTER = [timedelta(minutes=m) for m in (1, 5, 15, 60)]
"""When an unpaid payment is asked about after it was made; afterwards every hour."""
GIVE_UP_AFTER = timedelta(days=2)


class Payment(Row, table=True):
    __table_args__ = (
        UniqueConstraint("provider", "external_id"),
        CheckConstraint("amount > 0"),
        Index(
            "ix_payment_check",
            "check_at",
            sqlite_where=text("check_at IS NOT NULL"),
            postgresql_where=text("check_at IS NOT NULL"),
        ),
        Index("ix_payment_newest", "created_at", "id"),
    )

    client_id: UUID | None = Field(foreign_key="client.id", index=True)
    """None once the person was erased: the money stays, without a name."""
    purchase_id: UUID | None = Field(default=None, foreign_key="purchase.id", index=True)
    amount: int
    """In kopecks."""
    description: str = Field(max_length=128)
    provider: str
    idempotence_key: str = Field(default_factory=lambda: str(uuid4()), unique=True)
    external_id: str | None = None
    confirmation_url: str | None = None
    return_url: str
    status: Status = Status.CREATING
    rank: int = RANK[Status.CREATING]
    paid_at: datetime | None = Field(default=None, sa_type=Moment, index=True)
    check_at: datetime | None = Field(default=None, sa_type=Moment)
    """When to ask the provider next; None when there is nothing more to learn."""
    checks: int = 0


class PaymentCreated(Fact):
    payment_id: UUID
    client_id: UUID | None
    amount: int


class PaymentPaid(Fact):
    payment_id: UUID
    client_id: UUID | None
    purchase_id: UUID | None
    amount: int
    paid_at: datetime


class PaymentCancelled(Fact):
    payment_id: UUID
    client_id: UUID | None
    purchase_id: UUID | None


class PaymentRefunded(Fact):
    payment_id: UUID
    client_id: UUID | None
    purchase_id: UUID | None


class PaymentDisputed(Fact):
    """The provider says it took another sum than the one asked for: a person must look."""

    payment_id: UUID
    client_id: UUID | None
    expected: int
    paid: int


class AmountMismatch(Conflict):
    """The sum paid is not the sum asked for."""

    def __init__(self, payment_id: UUID, expected: int, paid: int) -> None:
        super().__init__(f"payment {payment_id}: expected {expected} kopecks, got {paid}")
        self.payment_id = payment_id
        self.expected = expected
        self.paid = paid


class NothingToPayWith(Conflict):
    """No provider is configured: nothing can be sold now."""


class Order(BaseModel):
    """What is asked of a provider; the same key and body again make no second payment."""

    model_config = ConfigDict(frozen=True)

    payment_id: UUID
    idempotence_key: str
    amount: int
    description: str
    return_url: str


class Bill(BaseModel):
    """A payment as the provider knows it."""

    model_config = ConfigDict(frozen=True)

    external_id: str
    status: Status
    amount: int
    confirmation_url: str | None = None
    payment_id: UUID | None = None
    """Our own id, if the provider carries it back."""


class PaymentProvider(Protocol):
    """A house that takes money for us; every method may raise GatewayUnavailable, GatewayRefused."""

    async def create(self, order: Order) -> Bill:
        """Ask for money; the same order again gives the same bill."""
        ...

    async def look_up(self, external_id: str) -> Bill:
        """The payment as it is now; GatewayRefused when there is no such."""
        ...


Providers = Mapping[str, PaymentProvider]


def ask_for(
    session: AsyncSession,
    *,
    client_id: UUID,
    purchase_id: UUID,
    amount: int,
    description: str,
    provider: str,
    return_url: str,
) -> Payment:
    """Write the intent down; `place` tells the provider once it is committed."""
    payment = Payment(
        client_id=client_id,
        purchase_id=purchase_id,
        amount=amount,
        description=description,
        provider=provider,
        return_url=return_url,
        check_at=clock.now() + CHECKS_AFTER[0],
    )
    session.add(payment)
    record(
        session, PaymentCreated(payment_id=payment.id, client_id=client_id, amount=payment.amount)
    )
    return payment


async def get_payment(session: AsyncSession, payment_id: UUID) -> Payment:
    """The payment, or NotFound."""
    payment = await session.get(Payment, payment_id)
    if payment is None:
        raise NotFound("payment", payment_id)
    return payment


async def place(begin: Begin, payment_id: UUID, providers: Providers) -> Payment:
    """Tell the provider of a payment he may not know yet; telling twice makes one payment."""
    async with begin() as session:
        payment = await get_payment(session, payment_id)
    if payment.external_id is not None or payment.status not in OPEN:
        return payment
    order = Order(
        payment_id=payment.id,
        idempotence_key=payment.idempotence_key,
        amount=payment.amount,
        description=payment.description,
        return_url=payment.return_url,
    )
    bill = await providers[payment.provider].create(order)
    async with begin() as session:
        payment = await get_payment(session, payment_id)
        payment.external_id = bill.external_id
        payment.confirmation_url = bill.confirmation_url
        await _climb(session, payment, Status.PENDING)
    return payment


async def check(begin: Begin, payment_id: UUID, providers: Providers) -> Payment:
    """Ask the provider what became of the payment, and believe that."""
    payment = await place(begin, payment_id, providers)
    if payment.external_id is None:
        return payment
    bill = await providers[payment.provider].look_up(payment.external_id)
    async with begin() as session:
        payment = await get_payment(session, payment_id)
        await _believe(session, payment, bill)
        _plan_next_check(payment)
    return payment


async def check_notice(
    begin: Begin, provider: str, external_id: str, providers: Providers
) -> str:
    """Act on a provider's notice: it only says which payment to ask about.

    Returns:
        What became of it: "unknown" for a payment that is not ours, else the payment's status.
    """
    async with begin() as session:
        payment = await find_by_external_id(session, provider, external_id)
    if payment is None:
        payment = await _find_unanswered(begin, provider, external_id, providers)
    if payment is None:
        return "unknown"
    return (await check(begin, payment.id, providers)).status


async def _find_unanswered(
    begin: Begin, provider: str, external_id: str, providers: Providers
) -> Payment | None:
    """A payment whose creation was cut before its id came back: the provider carries ours."""
    try:
        bill = await providers[provider].look_up(external_id)
    except GatewayRefused:
        return None
    if bill.payment_id is None:
        return None
    async with begin() as session:
        payment = await session.get(Payment, bill.payment_id)
        if payment is None or payment.provider != provider or payment.external_id is not None:
            return None
        payment.external_id = external_id
        payment.confirmation_url = bill.confirmation_url
    return payment


async def find_by_external_id(
    session: AsyncSession, provider: str, external_id: str
) -> Payment | None:
    """Our payment that the provider calls so."""
    named = select(Payment).where(
        Payment.provider == provider, Payment.external_id == external_id
    )
    return (await session.exec(named)).first()


async def _believe(session: AsyncSession, payment: Payment, bill: Bill) -> None:
    if bill.status in {Status.PAID, Status.REFUNDED} and bill.amount != payment.amount:
        disputed = PaymentDisputed(
            payment_id=payment.id,
            client_id=payment.client_id,
            expected=payment.amount,
            paid=bill.amount,
        )
        if payment.check_at is not None:  # told once: nothing more is asked afterwards
            record(session, disputed)
            payment.check_at = None
        return
    await _climb(session, payment, bill.status)


async def _climb(session: AsyncSession, payment: Payment, status: Status) -> None:
    """Move the payment up to `status` and say so; news of a lower state changes nothing."""
    higher = update(Payment).where(
        col(Payment.id) == payment.id, col(Payment.rank) < RANK[status]
    )
    was_paid = payment.rank >= RANK[Status.PAID]
    climbed = await session.exec(higher.values(status=status, rank=RANK[status]))
    if not climbed.rowcount:
        return
    payment.status, payment.rank = status, RANK[status]
    who = {"payment_id": payment.id, "client_id": payment.client_id}
    bought = who | {"purchase_id": payment.purchase_id}
    if status in {Status.PAID, Status.REFUNDED} and not was_paid:
        payment.paid_at = clock.now()
        record(
            session, PaymentPaid(**bought, amount=payment.amount, paid_at=payment.paid_at)
        )
    if status is Status.REFUNDED:
        record(session, PaymentRefunded(**bought))
    if status is Status.CANCELLED:
        record(session, PaymentCancelled(**bought))


def _plan_next_check(payment: Payment) -> None:
    if payment.check_at is None:
        return
    payment.checks += 1
    age = clock.now() - payment.created_at
    if payment.status not in OPEN or age > GIVE_UP_AFTER:
        payment.check_at = None
        return
    later = [after for after in CHECKS_AFTER if after > age]
    payment.check_at = payment.created_at + later[0] if later else clock.now() + CHECKS_AFTER[-1]


async def postpone_check(session: AsyncSession, payment_id: UUID) -> None:
    """The provider did not answer: ask at the next planned hour."""
    _plan_next_check(await get_payment(session, payment_id))


async def list_due_checks(session: AsyncSession, limit: int = 100) -> Sequence[UUID]:
    """Payments that it is time to ask about."""
    due = select(Payment.id).where(col(Payment.check_at) <= clock.now())
    return (await session.exec(due.order_by(col(Payment.check_at)).limit(limit))).all()


async def list_payments(
    session: AsyncSession,
    *,
    client_id: UUID | None = None,
    status: Status | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> Sequence[Payment]:
    """Payments, newest first, after the one that `before` points at."""
    wanted = select(Payment).order_by(col(Payment.created_at).desc(), col(Payment.id).desc())
    if client_id is not None:
        wanted = wanted.where(Payment.client_id == client_id)
    if status is not None:
        wanted = wanted.where(Payment.status == status)
    if before is not None:
        moment, last_id = before
        wanted = wanted.where(
            (col(Payment.created_at) < moment)
            | ((col(Payment.created_at) == moment) & (col(Payment.id) < last_id))
        )
    return (await session.exec(wanted.limit(limit))).all()


async def sum_paid(session: AsyncSession, since: datetime, until: datetime) -> int:
    """Kopecks that came in between two moments, and were not given back."""
    paid = select(func.coalesce(func.sum(Payment.amount), 0)).where(
        Payment.status == Status.PAID,
        col(Payment.paid_at) >= since,
        col(Payment.paid_at) < until,
    )
    return int((await session.exec(paid)).one())
