"""Purchases: a person decided for a tariff at a price.

The price is what the catalogue said at that moment and stays so. One purchase may see several
payments; what the buyer is told of it is told by the latest.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint, case
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, payments
from domain.errors import NotFound
from domain.ledger import Fact, Row, record
from domain.passes import Pass
from domain.payments import OPEN, Payment
from domain.tariffs import Tariff
from domain.tokens import new_token

DOUBLE_CLICK = timedelta(minutes=10)
"""Within this time the same form from the same browser is one purchase."""


class Purchase(Row, table=True):
    __table_args__ = (CheckConstraint("amount >= 0"), UniqueConstraint("click_key"))

    client_id: UUID | None = Field(foreign_key="client.id", index=True)
    """Whoever it is for."""
    payer_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)
    """Who pays for it, where that is another: a present. His are the pass and the payments."""
    pass_id: UUID | None = Field(foreign_key="pass.id")
    tariff_id: UUID = Field(foreign_key="tariff.id")
    token: str = Field(default_factory=new_token, unique=True)
    title: str
    price: int
    amount: int
    """In kopecks, after every discount: what is charged."""
    weeks: int
    brings_programme: bool
    promo_code: str | None = None
    """The code that made the amount less than the price."""
    click_key: str | None = None
    """What makes a second click the same purchase."""

    @property
    def buyer_id(self) -> UUID | None:
        """Who pays: the person it is for, or the one who gives it."""
        return self.payer_id or self.client_id

    @property
    def discount(self) -> int:
        return self.price - self.amount


class PurchaseBegun(Fact):
    purchase_id: UUID
    client_id: UUID
    """Who pays: whoever a present is for need not know of it yet."""
    amount: int


def click_key(*parts: str | None) -> str:
    """What a click is told by: everything the browser sent, and the ten minutes it came in."""
    moment = int(clock.now().timestamp() // DOUBLE_CLICK.total_seconds())
    told = "\x1f".join([str(moment), *(part or "" for part in parts)])
    return hashlib.sha256(told.encode()).hexdigest()


def standing_key(*parts: str) -> str:
    """What a known buyer's order is told by for as long as it is not paid."""
    return hashlib.sha256("\x1f".join(["standing", *parts]).encode()).hexdigest()


async def find_by_click(session: AsyncSession, key: str) -> Purchase | None:
    """The purchase this click has made already, while it is still unpaid."""
    purchase = (await session.exec(select(Purchase).where(Purchase.click_key == key))).first()
    if purchase is None:
        return None
    payment = await find_payment(session, purchase.id)
    if payment is None or payment.status in OPEN:
        return purchase
    purchase.click_key = None
    return None


def begin(
    session: AsyncSession,
    *,
    client_id: UUID,
    granted: Pass,
    tariff: Tariff,
    key: str | None,
    amount: int | None = None,
    promo_code: str | None = None,
    payer_id: UUID | None = None,
) -> Purchase:
    """Write down that the client wants this tariff at today's price, or for `amount` by a code.

    Args:
        payer_id: of whoever gives it to him; `granted` is that one's then.
    """
    purchase = Purchase(
        client_id=client_id,
        payer_id=payer_id,
        pass_id=granted.id,
        tariff_id=tariff.id,
        title=tariff.title,
        price=tariff.price,
        amount=tariff.price if amount is None else amount,
        promo_code=promo_code,
        weeks=tariff.weeks,
        brings_programme=tariff.brings_programme,
        click_key=key,
    )
    session.add(purchase)
    record(
        session,
        PurchaseBegun(
            purchase_id=purchase.id, client_id=payer_id or client_id, amount=purchase.amount
        ),
    )
    return purchase


async def get_purchase(session: AsyncSession, purchase_id: UUID) -> Purchase:
    """The purchase, or NotFound."""
    purchase = await session.get(Purchase, purchase_id)
    if purchase is None:
        raise NotFound("purchase", purchase_id)
    return purchase


async def get_by_token(session: AsyncSession, token: str) -> Purchase:
    """The purchase its buyer holds the token of; NotFound for any other text."""
    found = (await session.exec(select(Purchase).where(Purchase.token == token[:64]))).first()
    if found is None:
        raise NotFound("purchase", "***")
    return found


async def find_payment(session: AsyncSession, purchase_id: UUID) -> Payment | None:
    """The payment that tells how it stands: a paid one, else one that was given back, else an open
    one, else a cancelled."""
    mine = select(Payment).where(Payment.purchase_id == purchase_id)
    status = col(Payment.status)
    standing = case(
        (status == payments.Status.CANCELLED, -1),
        # Of two that were paid one was given back: the other still stands.
        (status == payments.Status.PAID, payments.RANK[payments.Status.REFUNDED] + 1),
        else_=Payment.rank,
    )
    latest = mine.order_by(standing.desc(), col(Payment.created_at).desc())
    return (await session.exec(latest)).first()


async def find_open_payment(
    session: AsyncSession, purchase: Purchase, provider: str | None
) -> Payment | None:
    """The payment by which it can be paid now: a cancelled one is followed by a new one.

    None when it is paid, or there is nothing to pay with.
    """
    # One after the other: two clicks at once must not ask for the money twice.
    locked = select(Purchase.id).where(Purchase.id == purchase.id).with_for_update()
    await session.exec(locked)
    latest = await find_payment(session, purchase.id)
    if latest is None or latest.status in OPEN:
        return latest
    if latest.status is not payments.Status.CANCELLED:
        return None
    if provider is None or purchase.buyer_id is None:
        return None
    return payments.ask_for(
        session,
        client_id=purchase.buyer_id,
        purchase_id=purchase.id,
        amount=purchase.amount,
        description=purchase.title[:128],
        provider=provider,
        return_url=latest.return_url,
    )


async def list_purchases(session: AsyncSession, client_id: UUID) -> Sequence[Purchase]:
    """A client's purchases, newest first."""
    mine = select(Purchase).where(Purchase.client_id == client_id)
    return (await session.exec(mine.order_by(col(Purchase.created_at).desc()))).all()


async def list_given(session: AsyncSession, payer_id: UUID) -> Sequence[Purchase]:
    """What this person has ordered for others, newest first."""
    given = select(Purchase).where(Purchase.payer_id == payer_id)
    return (await session.exec(given.order_by(col(Purchase.created_at).desc()))).all()


async def list_paid_without_programme(session: AsyncSession, client_id: UUID) -> Sequence[Purchase]:
    """What the client has paid for that a programme comes with, in the order of payment.

    Whether the programme is there already is for `domain.programmes` to ask.
    """
    paid = (
        select(Purchase)
        .join(Payment)
        .where(Purchase.client_id == client_id, col(Purchase.brings_programme).is_(True))
        .where(Payment.status == payments.Status.PAID)
    )
    return (await session.exec(paid.order_by(col(Payment.paid_at)))).all()
