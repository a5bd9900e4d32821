"""The rows, facts and errors of promo codes."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Moment, Row
from domain.promos.spelling import readings


class PromoKind(StrEnum):
    PERCENT = "percent"
    FIXED = "fixed"
    """So many kopecks less."""
    PRICE = "price"
    """This price instead of the tariff's."""


class UseState(StrEnum):
    RESERVED = "reserved"
    CAPTURED = "captured"
    RELEASED = "released"


class PromoCode(Row, table=True):
    __table_args__ = (
        UniqueConstraint("key"),
        CheckConstraint("used >= 0", name="ck_promocode_used"),
        # The last guard of a scarce code: no more places are taken than there are.
        CheckConstraint("max_uses IS NULL OR used <= max_uses", name="ck_promocode_uses"),
        CheckConstraint("value >= 0", name="ck_promocode_value"),
        Index(
            "ix_promocode_default",
            "is_default",
            unique=True,
            sqlite_where=text("is_default"),
            postgresql_where=text("is_default"),
        ),
        Index("ix_promocode_newest", "created_at", "id"),
    )

    code: str = Field(max_length=40)
    """As it is shown."""
    key: str = Field(max_length=40)
    """As it is known (`spelling.key_of`)."""
    kind: PromoKind
    value: int
    """Percent, or kopecks."""
    starts_at: datetime | None = Field(default=None, sa_type=Moment)
    ends_at: datetime | None = Field(default=None, sa_type=Moment)
    """The first moment it does not work any more."""
    max_uses: int | None = None
    max_per_person: int | None = None
    used: int = 0
    """Places taken: reserved and captured; only `holding` changes it."""
    tariffs: list[str] = Field(default_factory=list, sa_type=JSON)
    """Codes of the tariffs it is for; empty for all."""
    is_first_purchase: bool = False
    min_amount: int | None = None
    """In kopecks: what costs less is sold without a discount."""
    floor: int = 0
    """In kopecks: no price falls below it."""
    tag: str | None = Field(default=None, max_length=200)
    stage_id: UUID | None = None
    source: str | None = Field(default=None, max_length=200)
    label: str = Field(default="", max_length=80)
    """What the trainer calls the lot or the occasion."""
    is_active: bool = True
    is_default: bool = False
    """Offered to every buyer by itself; at most one."""


class PromoUse(Row, table=True):
    """One use of a code: by whom, for which purchase, and what it came to."""

    __table_args__ = (
        UniqueConstraint("purchase_id"),
        Index(
            "uq_promouse_place",
            "promo_id",
            "holder_id",
            "place",
            unique=True,
            sqlite_where=text("is_counted"),
            postgresql_where=text("is_counted"),
        ),
        CheckConstraint("discount >= 0", name="ck_promouse_discount"),
    )

    promo_id: UUID = Field(foreign_key="promocode.id", index=True)
    client_id: UUID | None = Field(foreign_key="client.id", index=True)
    """Whoever the buyer turned out to be; None once the person was erased."""
    purchase_id: UUID = Field(foreign_key="purchase.id")
    holder_id: UUID
    """The card it was taken for; it stays when cards are merged."""
    place: int
    """Which of the holder's uses it is: no two that count have the same."""
    discount: int
    """In kopecks."""
    state: UseState = UseState.RESERVED
    is_counted: bool = True
    """Whether it takes one of the code's places. Money that comes after the place was given to
    another is captured all the same, and counts no more."""


class PromoChanged(Fact):
    promo_id: UUID


class PromoReleased(Fact):
    """A use fell through, and its place is free again."""

    promo_id: UUID
    purchase_id: UUID


class CodeTaken(Conflict):
    """There is a code that reads the same."""

    def __init__(self, code: str) -> None:
        super().__init__(f"promo code {code} is taken")
        self.code = code


class CodeInUse(Conflict):
    """Somebody has bought with it: it can be switched off, not forgotten."""

    def __init__(self, promo_id: UUID) -> None:
        super().__init__(f"promo code {promo_id} has been used")
        self.promo_id = promo_id


async def get_code(session: AsyncSession, promo_id: UUID) -> PromoCode:
    """The code, or NotFound."""
    promo = await session.get(PromoCode, promo_id)
    if promo is None:
        raise NotFound("promo code", promo_id)
    return promo


async def find_code(session: AsyncSession, typed: str) -> PromoCode | None:
    """The code a person means by what he typed; what he typed exactly goes first."""
    keys = readings(typed)
    found = await session.exec(select(PromoCode).where(col(PromoCode.key).in_(keys)))
    return min(found.all(), key=lambda promo: keys.index(promo.key), default=None)


async def find_default(session: AsyncSession) -> PromoCode | None:
    """The code that is offered to everybody."""
    offered = select(PromoCode).where(col(PromoCode.is_default), col(PromoCode.is_active))
    return (await session.exec(offered)).first()


async def list_codes(
    session: AsyncSession,
    *,
    is_active: bool | None = None,
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> Sequence[PromoCode]:
    """Codes, newest first, after the one that `before` points at."""
    wanted = select(PromoCode).order_by(col(PromoCode.created_at).desc(), col(PromoCode.id).desc())
    if is_active is not None:
        wanted = wanted.where(PromoCode.is_active == is_active)
    if before is not None:
        moment, last_id = before
        wanted = wanted.where(
            (col(PromoCode.created_at) < moment)
            | ((col(PromoCode.created_at) == moment) & (col(PromoCode.id) < last_id))
        )
    return (await session.exec(wanted.limit(limit))).all()
