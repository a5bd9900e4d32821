"""Whether a code works for this tariff and this buyer, and what the price becomes.

The discount is rounded down to whole kopecks. What is left is never below the code's floor nor
below nothing; less than a rouble no bank takes, so it is a rouble, or free.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, passes, people
from domain.contacts import ContactKind
from domain.errors import NotFound, Refused
from domain.payments import Payment, Status
from domain.promos.rows import PromoCode, PromoKind, PromoUse, find_code, find_default
from domain.purchases import Purchase
from domain.tariffs import Tariff

SMALLEST_PAYMENT = 100
"""In kopecks."""

Reason = Literal[
    "unknown",
    "not_yet",
    "expired",
    "used_up",
    "used_by_you",
    "not_for_tariff",
    "sum_too_small",
    "only_first",
    "not_for_you",
    "no_use",
]


class PromoRefused(Refused):
    """The code does not work here; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__({"promo_code": f"promo_{reason}"})
        self.reason = reason


class Priced(Protocol):
    """What has a price: a tariff, or a page's picture of one."""

    @property
    def code(self) -> str: ...

    @property
    def price(self) -> int: ...


@dataclass(frozen=True)
class Buyer:
    """Whom a code is judged for."""

    client_id: UUID
    others: frozenset[UUID] = field(default_factory=frozenset)
    """Cards that have a contact he named: he is taken for each of them."""
    is_proven: bool = True
    """Whether he may be told what his card says; a stranger hears no reason that tells of it."""

    @property
    def cards(self) -> list[UUID]:
        return [self.client_id, *(self.others - {self.client_id})]


@dataclass(frozen=True)
class Quote:
    """A price with the code that made it."""

    price: int
    total: int
    promo: PromoCode | None = None

    @property
    def discount(self) -> int:
        return self.price - self.total


async def quote(
    session: AsyncSession, tariff: Tariff, typed: str | None, buyer: Buyer | None = None
) -> Quote:
    """What the tariff costs with this code; of an unknown buyer only what is his is not judged.

    Raises:
        PromoRefused: the code is none, or does not work here.
    """
    if not typed:
        return Quote(tariff.price, tariff.price)
    quoted = quote_with(await find_code(session, typed), tariff)
    if buyer is not None and quoted.promo is not None:
        await _check_buyer(session, quoted.promo, buyer)
    return quoted


async def quote_offered(session: AsyncSession, tariff: Tariff, buyer: Buyer | None = None) -> Quote:
    """What it costs whoever names no code: by the one offered to all, where it works for him."""
    promo = await find_default(session)
    try:
        return await quote(session, tariff, promo.code if promo else None, buyer)
    except PromoRefused:
        return Quote(tariff.price, tariff.price)


def quote_with(promo: PromoCode | None, tariff: Priced) -> Quote:
    """What the code makes of the price, whoever buys.

    Raises:
        PromoRefused: the code is none, or does not work here.
    """
    # A code that was switched off is told from none by nobody.
    if promo is None or not promo.is_active:
        raise PromoRefused("unknown")
    _check_code(promo, tariff)
    total = price_with(promo, tariff.price)
    if total >= tariff.price:
        raise PromoRefused("no_use")
    return Quote(tariff.price, total, promo)


def price_with(promo: PromoCode, price: int) -> int:
    """The price that is left, in kopecks."""
    match promo.kind:
        case PromoKind.PERCENT:
            left = price - price * promo.value // 100
        case PromoKind.FIXED:
            left = price - promo.value
        case PromoKind.PRICE:
            left = promo.value
    left = max(left, promo.floor, 0)
    return min(price, max(left, SMALLEST_PAYMENT) if left else 0)


async def find_buyer(
    session: AsyncSession,
    granted: passes.Pass,
    client_id: UUID,
    contacts: Mapping[ContactKind, str],
) -> Buyer:
    """Whoever was let in with this pass and named these contacts."""
    others = frozenset((await people.find_by_contacts(session, contacts.items())).values())
    is_proven = granted.is_owners and others <= {client_id}
    return Buyer(client_id, others, is_proven=is_proven)


async def buyer_by_pass(session: AsyncSession, token: str | None) -> Buyer | None:
    """Whoever holds the token, if the card is his to ask about; a wrong token is nobody's."""
    if not token:
        return None
    try:
        granted = await passes.get_pass(session, token)
    except NotFound:
        return None
    if granted.client_id is None or not granted.is_owners:
        return None
    return Buyer(granted.client_id)


def _check_code(promo: PromoCode, tariff: Priced) -> None:
    now = clock.now()
    if promo.ends_at is not None and now >= promo.ends_at:
        raise PromoRefused("expired")
    if promo.starts_at is not None and now < promo.starts_at:
        raise PromoRefused("not_yet")
    if promo.max_uses is not None and promo.used >= promo.max_uses:
        raise PromoRefused("used_up")
    if promo.tariffs and tariff.code not in promo.tariffs:
        raise PromoRefused("not_for_tariff")
    if promo.min_amount is not None and tariff.price < promo.min_amount:
        raise PromoRefused("sum_too_small")


async def _check_buyer(session: AsyncSession, promo: PromoCode, buyer: Buyer) -> None:
    reason = await _find_objection(session, promo, buyer)
    if reason is not None:
        raise PromoRefused(reason if buyer.is_proven else "not_for_you")


async def _find_objection(session: AsyncSession, promo: PromoCode, buyer: Buyer) -> Reason | None:
    client = await people.get_client(session, buyer.client_id)
    if (
        (promo.tag is not None and promo.tag not in client.tags)
        or (promo.stage_id is not None and promo.stage_id != client.stage_id)
        or (promo.source is not None and promo.source != client.source)
    ):
        return "not_for_you"
    if promo.is_first_purchase and await _has_bought(session, buyer):
        return "only_first"
    most = most_per_person(promo)
    if most is not None and await count_counted(session, promo.id, buyer) >= most:
        return "used_by_you"
    return None


def most_per_person(promo: PromoCode) -> int | None:
    """How often one person may use it: a first purchase there is only once."""
    return 1 if promo.is_first_purchase else promo.max_per_person


async def count_counted(session: AsyncSession, promo_id: UUID, buyer: Buyer) -> int:
    """Uses of the code that count, by anybody the buyer is."""
    mine = select(func.count()).where(
        PromoUse.promo_id == promo_id,
        col(PromoUse.is_counted),
        col(PromoUse.client_id).in_(buyer.cards),
    )
    return (await session.exec(mine)).one()


async def _has_bought(session: AsyncSession, buyer: Buyer) -> bool:
    paid = (
        select(Purchase.id)
        .join(Payment, col(Payment.purchase_id) == Purchase.id)
        # What was given to him he has not bought; what he has given he has.
        .where(
            func.coalesce(Purchase.payer_id, Purchase.client_id).in_(buyer.cards),
            Payment.status == Status.PAID,
        )
    )
    return (await session.exec(paid.limit(1))).first() is not None
