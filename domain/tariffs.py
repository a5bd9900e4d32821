"""Tariffs: the one catalogue of what is sold, for the site, the bot, the FAQ and receipts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Row, record


class Tariff(Row, table=True):
    __table_args__ = (CheckConstraint("price >= 0"), CheckConstraint("weeks >= 0"))

    code: str = Field(unique=True, max_length=60)
    title: str = Field(max_length=200)
    description: str = ""
    price: int
    """In kopecks."""
    weeks: int = 0
    """How long it lasts; 0 for a single meeting."""
    brings_programme: bool = False
    """Whether paying for it has a full programme written and sent."""
    features: list[str] = Field(default_factory=list, sa_type=JSON)
    is_on_sale: bool = True
    position: int = 0


class TariffChanged(Fact):
    tariff_id: UUID


class NotOnSale(Conflict):
    """The tariff exists, but is not sold now."""

    def __init__(self, code: str) -> None:
        super().__init__(f"tariff {code} is not on sale")
        self.code = code


async def list_tariffs(session: AsyncSession, *, on_sale: bool = True) -> Sequence[Tariff]:
    """The catalogue in the trainer's order; with `on_sale=False` what is not sold too."""
    wanted = select(Tariff).order_by(col(Tariff.position), col(Tariff.code))
    if on_sale:
        wanted = wanted.where(col(Tariff.is_on_sale).is_(True))
    return (await session.exec(wanted)).all()


async def get_tariff(session: AsyncSession, tariff_id: UUID) -> Tariff:
    """The tariff, on sale or not; NotFound."""
    tariff = await session.get(Tariff, tariff_id)
    if tariff is None:
        raise NotFound("tariff", tariff_id)
    return tariff


async def get_on_sale(session: AsyncSession, code: str) -> Tariff:
    """The tariff with this code; NotFound, or NotOnSale."""
    tariff = (await session.exec(select(Tariff).where(Tariff.code == code))).first()
    if tariff is None:
        raise NotFound("tariff", code)
    if not tariff.is_on_sale:
        raise NotOnSale(code)
    return tariff


async def change_tariff(session: AsyncSession, tariff_id: UUID, **fields: Any) -> Tariff:
    """Change what is given; what was bought before keeps the price it was bought at."""
    tariff = await get_tariff(session, tariff_id)
    for key, value in fields.items():
        setattr(tariff, key, value)
    record(session, TariffChanged(tariff_id=tariff.id))
    return tariff


def add_tariff(session: AsyncSession, **fields: Any) -> Tariff:
    """A new tariff at the end of the catalogue."""
    tariff = Tariff(**fields)
    session.add(tariff)
    record(session, TariffChanged(tariff_id=tariff.id))
    return tariff
