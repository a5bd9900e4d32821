"""Making codes, one or many, and changing them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import tariffs
from domain.errors import Refused
from domain.ledger import record
from domain.promos import spelling
from domain.promos.rows import (
    CodeInUse,
    CodeTaken,
    PromoChanged,
    PromoCode,
    PromoKind,
    PromoUse,
    find_code,
    get_code,
)

MOST_AT_ONCE = 1000
DEAREST = 100_000_000
"""In kopecks."""


class Terms(BaseModel):
    """What a code does and for whom."""

    model_config = ConfigDict(frozen=True)

    kind: PromoKind = PromoKind.PERCENT
    value: int = 10
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    max_uses: int | None = None
    max_per_person: int | None = None
    tariffs: list[str] = Field(default_factory=list)
    is_first_purchase: bool = False
    min_amount: int | None = None
    floor: int = 0
    tag: str | None = None
    stage_id: UUID | None = None
    source: str | None = None
    label: str = ""
    is_active: bool = True


def read_moment(text: str, timezone: str, *, is_end: bool) -> datetime:
    """A moment as it is written; a bare day is the trainer's own, and a last day lasts to its end.

    Raises:
        ValueError: it is neither a day nor a moment.
    """
    zone = ZoneInfo(timezone)
    if len(text) <= len("2026-01-31"):
        day = date.fromisoformat(text) + timedelta(days=1 if is_end else 0)
        return datetime.combine(day, time(), zone)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


async def add_code(session: AsyncSession, code: str, terms: Terms) -> PromoCode:
    """A new code; CodeTaken when there is one that reads the same."""
    await _check(session, terms)
    shown = _check_spelling(code)
    if await find_code(session, shown) is not None:
        raise CodeTaken(shown)
    return await _write(session, shown, terms)


async def add_many(
    session: AsyncSession, count: int, prefix: str, terms: Terms
) -> Sequence[PromoCode]:
    """So many codes that begin alike, each with the same terms."""
    if not 0 < count <= MOST_AT_ONCE:
        raise Refused({"count": "out_of_range"})
    if len(spelling.tidy(prefix)) > spelling.LONGEST // 2:
        raise Refused({"prefix": "too_long"})
    await _check(session, terms)
    made: dict[str, str] = {}
    while len(made) < count:
        codes = (spelling.make_up(prefix) for _ in range(count - len(made)))
        fresh = {spelling.key_of(code): code for code in codes}
        known = select(PromoCode.key).where(col(PromoCode.key).in_(fresh))
        taken = set((await session.exec(known)).all())
        made |= {key: code for key, code in fresh.items() if key not in taken}
    return [await _write(session, code, terms) for code in made.values()]


async def change_code(session: AsyncSession, promo_id: UUID, **fields: Any) -> PromoCode:
    """Change what is given; what was bought keeps its price."""
    promo = await get_code(session, promo_id)
    kept = {key: getattr(promo, key) for key in Terms.model_fields}
    terms = Terms(**(kept | fields))
    await _check(session, terms)
    if terms.max_uses is not None and terms.max_uses < promo.used:
        raise Refused({"max_uses": "below_used"})
    for key in fields:
        setattr(promo, key, getattr(terms, key))
    if not promo.is_active:
        promo.is_default = False
    record(session, PromoChanged(promo_id=promo.id))
    return promo


async def make_default(session: AsyncSession, promo_id: UUID | None) -> None:
    """Offer this code to every buyer by itself, instead of the one before; None offers none."""
    await session.exec(update(PromoCode).where(col(PromoCode.is_default)).values(is_default=False))
    if promo_id is not None:
        promo = await get_code(session, promo_id)
        promo.is_default = promo.is_active = True
        record(session, PromoChanged(promo_id=promo.id))


async def stop_all(session: AsyncSession, label: str) -> int:
    """Switch off every code of a lot; how many there were."""
    of_lot = select(PromoCode).where(PromoCode.label == label, col(PromoCode.is_active))
    rows = (await session.exec(of_lot)).all()
    for promo in rows:
        promo.is_active = promo.is_default = False
        record(session, PromoChanged(promo_id=promo.id))
    return len(rows)


async def remove_code(session: AsyncSession, promo_id: UUID) -> None:
    """Forget a code nobody has used; CodeInUse for any other."""
    promo = await get_code(session, promo_id)
    used = select(PromoUse.id).where(PromoUse.promo_id == promo_id).limit(1)
    if (await session.exec(used)).first() is not None:
        raise CodeInUse(promo_id)
    await session.delete(promo)
    record(session, PromoChanged(promo_id=promo_id))


async def _write(session: AsyncSession, code: str, terms: Terms) -> PromoCode:
    promo = PromoCode(code=code, key=spelling.key_of(code), **terms.model_dump())
    session.add(promo)
    record(session, PromoChanged(promo_id=promo.id))
    return promo


def _check_spelling(code: str) -> str:
    shown = spelling.tidy(code)
    if len(shown) > spelling.LONGEST:
        raise Refused({"code": "too_long"})
    if not all(c.isalnum() or c in "-_" for c in shown):
        raise Refused({"code": "malformed"})
    if len(spelling.key_of(shown)) < spelling.SHORTEST:
        raise Refused({"code": "too_short" if shown else "missing"})
    return shown


async def _check(session: AsyncSession, terms: Terms) -> None:
    """Refused, naming each term that cannot be."""
    wrong: dict[str, str] = {}
    least, most = (1, 100) if terms.kind is PromoKind.PERCENT else (0, DEAREST)
    if terms.kind is PromoKind.FIXED:
        least = 1
    if not least <= terms.value <= most:
        wrong["value"] = "out_of_range"
    for key in ("max_uses", "max_per_person"):
        if (limit := getattr(terms, key)) is not None and not 0 < limit <= 1_000_000:
            wrong[key] = "out_of_range"
    for key in ("min_amount", "floor"):
        if not 0 <= (getattr(terms, key) or 0) <= DEAREST:
            wrong[key] = "out_of_range"
    if terms.starts_at and terms.ends_at and terms.starts_at >= terms.ends_at:
        wrong["ends_at"] = "ends_before_start"
    sold = {row.code for row in await tariffs.list_tariffs(session, on_sale=False)}
    if not set(terms.tariffs) <= sold:
        wrong["tariffs"] = "unknown_value"
    if wrong:
        raise Refused(wrong)
