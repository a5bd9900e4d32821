"""Measurements: the journal of a body, before, week by week, and after."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import Refused
from domain.ledger import record
from domain.progress.rows import (
    AFTER,
    BEFORE,
    POINTS,
    WEEK_POINTS,
    Kind,
    Measured,
    Measurement,
)

GRAMS = (20_000, 400_000)
MILLIMETRES = (50, 3_000)


class _Place(NamedTuple):
    client_id: UUID
    programme_id: UUID | None
    point: str
    measured_on: date


async def measure(
    session: AsyncSession,
    client_id: UUID,
    point: str,
    values: Mapping[Kind, int | None],
    *,
    on: date,
    programme_id: UUID | None = None,
) -> Sequence[Measurement]:
    """Write measurements down for a point; again corrects them, None takes one away.

    Args:
        point: one of POINTS, or an ISO date.
        values: grams for the weight, millimetres for the rest.
        programme_id: through whose link they are told: its bearer corrects only what came by it.

    Raises:
        Refused: a value out of bounds, by its kind, or a point that is none.
    """
    wrong = {} if _is_point(point) else {"point": "unknown"}
    wrong |= {
        kind.value: "out_of_range"
        for kind, value in values.items()
        if value is not None and not _bounds(kind)[0] <= value <= _bounds(kind)[1]
    }
    if wrong:
        raise Refused(wrong)
    place = _Place(client_id, programme_id, point, on)
    rows = [await _set(session, place, kind, values[kind]) for kind in values]
    record(session, Measured(client_id=client_id, count=len(rows)))
    return [row for row in rows if row is not None]


async def list_measurements(
    session: AsyncSession, client_id: UUID, *, of: Collection[UUID] | None = None
) -> Sequence[Measurement]:
    """A client's journal in the order of its points, the newest of each point and kind.

    Args:
        of: only what was told through the links of these programmes.
    """
    mine = select(Measurement).where(Measurement.client_id == client_id)
    if of is not None:
        mine = mine.where(col(Measurement.programme_id).in_(of))
    rows = (await session.exec(mine.order_by(col(Measurement.created_at)))).all()
    newest = {(row.point, row.kind): row for row in rows}
    kinds = list(Kind)
    return sorted(newest.values(), key=lambda row: (*_order(row), kinds.index(row.kind)))


def usual_point(rows: Sequence[Measurement], week: int) -> str:
    """What is most likely to be filled in: "before" first, then the week that runs."""
    if not any(row.point == BEFORE for row in rows):
        return BEFORE
    return WEEK_POINTS[week - 1] if 1 <= week <= len(WEEK_POINTS) else AFTER


def _order(row: Measurement) -> tuple[date, int]:
    """By date; points of one date as the journal has them."""
    return row.measured_on, POINTS.index(row.point) if row.point in POINTS else len(POINTS)


def _is_point(point: str) -> bool:
    if point in POINTS:
        return True
    try:
        return date.fromisoformat(point).isoformat() == point
    except ValueError:
        return False


def _bounds(kind: Kind) -> tuple[int, int]:
    return GRAMS if kind is Kind.WEIGHT else MILLIMETRES


async def _set(
    session: AsyncSession, place: _Place, kind: Kind, value: int | None
) -> Measurement | None:
    there = [Measurement.client_id == place.client_id, Measurement.point == place.point]
    if place.programme_id is not None:
        there.append(Measurement.programme_id == place.programme_id)
    found = select(Measurement).where(*there, Measurement.kind == kind)
    rows = (await session.exec(found.order_by(col(Measurement.created_at).desc()))).all()
    for row in rows if value is None else rows[1:]:
        await session.delete(row)
    if value is None:
        return None
    row = rows[0] if rows else Measurement(**place._asdict(), kind=kind, value=value)
    row.value = value
    session.add(row)
    return row
