"""Doubts about money: what the provider and we see differently, until a person has looked.

Nothing is given and nothing taken because of a doubt. Each is raised once, under a key, and stays
until the trainer says that he has dealt with it.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import Fact, Moment, Row, new_id, record
from domain.payments.rows import Payment


class DoubtKind(StrEnum):
    PAID_TWICE = "paid_twice"
    """The purchase was paid for already: the money is real, nothing more is due for it."""
    OVERPAID = "overpaid"
    """More came than was asked for, or once more; the payment is paid, the rest is nobody's."""
    OTHER_SUM = "other_sum"
    """Another sum than was asked for came for a payment that we had given up."""
    NOBODY = "nobody"
    """Money came for a person who has been erased: nothing can be delivered."""
    FOUND = "found"
    """Only the reconciliation saw the money; it is paid and delivered, and the trainer knows."""
    MISSING = "missing"
    """Paid by our books, not by the provider's."""
    RETURNED = "returned"
    """A part was given back in the provider's cabinet, and he does not say how much."""
    LOST = "lost"
    """The provider took money for us that our books have no payment for."""
    KEY_REUSED = "key_reused"
    """One key with two bodies: our own mistake. Nothing was asked for by the second."""
    WRONG_KEYS = "wrong_keys"
    """The provider does not know us any more: nothing can be sold by him."""
    TRIAL = "trial"
    OTHER_SHOP = "other_shop"
    OTHER_CURRENCY = "other_currency"


class Doubt(Row, table=True):
    key: str = Field(unique=True, max_length=200)
    kind: DoubtKind
    provider: str
    payment_id: UUID | None = Field(default=None, foreign_key="payment.id", index=True)
    external_id: str | None = None
    amount: int = 0
    """In kopecks, as far as it is known; 0 when it is not."""
    settled_at: datetime | None = Field(default=None, sa_type=Moment)


class DoubtRaised(Fact):
    doubt_id: UUID
    payment_id: UUID | None
    client_id: UUID | None
    kind: DoubtKind
    amount: int


class DoubtSettled(Fact):
    """The trainer has dealt with it."""

    doubt_id: UUID


async def doubt(
    session: AsyncSession,
    kind: DoubtKind,
    payment: Payment,
    mark: str | None = None,
    *,
    amount: int | None = None,
) -> None:
    """Raise a doubt about a payment of ours; the same again changes nothing.

    Args:
        mark: what tells this occasion from another of its kind; None for one doubt a payment.
        amount: the kopecks in doubt; the whole payment's when None.
    """
    await _raise(
        session,
        key=f"{kind}:{payment.id}" + (f":{mark}" if mark else ""),
        kind=kind,
        provider=payment.provider,
        payment_id=payment.id,
        external_id=payment.external_id,
        amount=payment.amount if amount is None else amount,
        client_id=payment.client_id,
    )


async def doubt_stranger(
    session: AsyncSession, kind: DoubtKind, provider: str, name: str, amount: int = 0
) -> None:
    """Raise a doubt about money that no payment of ours stands for; `name` is the provider's."""
    await _raise(
        session,
        key=f"{kind}:{provider}:{name}"[:200],
        kind=kind,
        provider=provider,
        payment_id=None,
        external_id=name[:64],
        amount=amount,
        client_id=None,
    )


async def _raise(session: AsyncSession, *, client_id: UUID | None, **columns: object) -> None:
    doubt_id = new_id()
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(Doubt).values(id=doubt_id, created_at=clock.now(), **columns)
    raised = await session.exec(insert.on_conflict_do_nothing(index_elements=["key"]))
    if raised.rowcount:
        told = {name: columns[name] for name in ("payment_id", "kind", "amount")}
        record(
            session,
            DoubtRaised.model_validate({"doubt_id": doubt_id, "client_id": client_id, **told}),
        )


async def list_doubts(session: AsyncSession) -> Sequence[tuple[Doubt, Payment | None]]:
    """What nobody has looked at yet, newest first, with our payment where there is one."""
    open_ = select(Doubt, Payment).outerjoin(Payment, col(Payment.id) == col(Doubt.payment_id))
    open_ = open_.where(col(Doubt.settled_at).is_(None))
    rows = (await session.exec(open_.order_by(col(Doubt.created_at).desc()))).all()
    return [(doubt, payment) for doubt, payment in rows]


async def list_doubts_about(session: AsyncSession, payment_id: UUID) -> Sequence[Doubt]:
    """All that was ever doubted about a payment, settled or not, oldest first."""
    mine = select(Doubt).where(Doubt.payment_id == payment_id)
    return (await session.exec(mine.order_by(col(Doubt.created_at)))).all()


async def get_doubt(session: AsyncSession, doubt_id: UUID) -> Doubt:
    """The doubt, or NotFound."""
    found = await session.get(Doubt, doubt_id)
    if found is None:
        raise NotFound("doubt", doubt_id)
    return found


async def settle_doubt(session: AsyncSession, doubt_id: UUID) -> None:
    """The trainer has dealt with it; saying so twice changes nothing."""
    found = await get_doubt(session, doubt_id)
    if found.settled_at is None:
        found.settled_at = clock.now()
        record(session, DoubtSettled(doubt_id=doubt_id))
