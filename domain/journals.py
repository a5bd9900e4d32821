"""Journals: what the bearer of a link may see of a log and of measurements, and where he adds.

A programme's link shows what was told and done by that link; a pass, what its bearer may see.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import cabinets, clock
from domain.errors import NotFound, Refused
from domain.programmes import rows as programmes
from domain.programmes.rows import Programme
from domain.progress import measurements
from domain.progress.accounts import Account, read_account
from domain.progress.days import began_on, local_date
from domain.progress.rows import Kind, Measurement


@dataclass(frozen=True)
class Shelf:
    """What the bearer of a link may see, and where what he tells is put."""

    client_id: UUID
    programmes: Sequence[Programme]
    told_by: UUID | None
    """The programme whose link it is, or which was made with this pass."""
    is_whole: bool

    @property
    def of(self) -> Sequence[UUID] | None:
        return None if self.is_whole else [row.id for row in self.programmes]


@dataclass(frozen=True)
class Journal:
    measured: Sequence[Measurement]
    account: Account
    week: int
    """Of the newest programme, on his own date."""


Open = Callable[[AsyncSession, str], Awaitable[Shelf]]


async def by_programme(session: AsyncSession, token: str) -> Shelf:
    """What a programme's link opens; NotFound while its reader may not see it."""
    kept = await programmes.get_by_token(session, token)
    if not kept.may_be_seen:
        raise NotFound("programme", "***")
    shown = await programmes.as_shown(session, kept)
    return Shelf(kept.client_id, [shown], kept.id, is_whole=False)


async def by_pass(session: AsyncSession, token: str) -> Shelf:
    """What a pass opens; NotFound where nothing of its bearer's is there yet."""
    cabinet = await cabinets.open_cabinet(session, token)
    seen = [row for row in cabinet.programmes if row.may_be_seen]
    shown = [await programmes.as_shown(session, row) for row in seen]
    is_whole = cabinet.granted.is_proven
    if not is_whole and not shown:
        raise NotFound("programme of pass", "***")
    return Shelf(cabinet.client_id, shown, None if is_whole else shown[0].id, is_whole)


async def read_journal(session: AsyncSession, shelf: Shelf) -> Journal:
    on = await _today_of(session, shelf)
    rows = await measurements.list_measurements(session, shelf.client_id, of=shelf.of)
    account = await read_account(session, shelf.programmes, on)
    begins = await began_on(session, shelf.programmes[0]) if shelf.programmes else on
    return Journal(rows, account, (on - begins).days // 7 + 1)


async def tell(
    session: AsyncSession, shelf: Shelf, point: str, typed: Mapping[Kind, int | None]
) -> None:
    """Write down what is filled in; a field emptied that was full takes its number away.

    Raises:
        Refused: nothing is filled in, or a number is out of bounds, by its kind.
    """
    there = await measurements.list_measurements(session, shelf.client_id, of=shelf.of)
    known = {row.kind for row in there if row.point == point}
    values = {kind: value for kind, value in typed.items() if value is not None or kind in known}
    if not values:
        raise Refused({"": "missing"})
    on = await _today_of(session, shelf)
    await measurements.measure(
        session, shelf.client_id, point, values, on=on, programme_id=shelf.told_by
    )


async def _today_of(session: AsyncSession, shelf: Shelf) -> date:
    """Today, as the client has it."""
    if not shelf.programmes:
        return clock.now().date()
    return await local_date(session, shelf.programmes[0], clock.now())
