"""The rows and facts of payments; what is done with them is `asking`, by whom `providers`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Moment, Row


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

FIRST_CHECK = timedelta(minutes=1)
CHECK_EVERY = timedelta(minutes=5)
"""How often an unpaid payment is asked about while it can be paid."""
LINK_LIVES = timedelta(days=1)
"""No provider's link can be paid by for longer, unless his settings say so."""
CHECK_LATER = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=2)


PLAY = "demo"
"""The provider whose money nobody has paid: the demo bank."""
MANUAL = "manual"
"""Stands where a provider's name does: the money came to the trainer himself."""


class Payment(Row, table=True):
    __table_args__ = (
        UniqueConstraint("provider", "external_id"),
        CheckConstraint("amount >= 0", name="ck_payment_amount"),
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
    fee: int | None = None
    """In kopecks: what the provider kept of it, where he says so."""
    check_at: datetime | None = Field(default=None, sa_type=Moment)
    """When to ask the provider next; None when there is nothing more to learn."""
    checks: int = 0
    operation_id: str | None = None
    """The movement of money that paid it, where the provider names one."""


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


class CheckAsked(Fact):
    """Its payer wants to know now whether the money has come."""

    payment_id: UUID


class AlreadyPaid(Conflict):
    """The order does not wait for money."""


class NothingToPayWith(Conflict):
    """No provider is configured: nothing can be sold now."""


async def get_payment(session: AsyncSession, payment_id: UUID) -> Payment:
    """The payment, or NotFound."""
    payment = await session.get(Payment, payment_id)
    if payment is None:
        raise NotFound("payment", payment_id)
    return payment


async def find_by_external_id(
    session: AsyncSession, provider: str, external_id: str
) -> Payment | None:
    """Our payment that the provider calls so."""
    named = select(Payment).where(Payment.provider == provider, Payment.external_id == external_id)
    return (await session.exec(named)).first()


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
