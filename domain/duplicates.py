"""Suspected duplicates: two cards whose contacts one person has named at once.

The suspicion is a fact of `domain.people`; it stands until the cards are merged, one of them is
erased, or the trainer says that they are two people.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound
from domain.ledger import Fact, FactRow, record
from domain.people import Client, Contact, DuplicateSuspected, get_client, list_contacts

LIMIT = 200
"""How many suspicions are looked at, newest first."""


class DuplicateDismissed(Fact):
    """The trainer has looked: they are two people."""

    client_id: UUID
    other_id: UUID


@dataclass(frozen=True)
class Suspect:
    client: Client
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Suspicion:
    """`kept` is the older card: merging keeps it."""

    kept: Suspect
    other: Suspect
    suspected_at: datetime


async def list_suspicions(session: AsyncSession) -> list[Suspicion]:
    """Pairs that may be one person, the newest first, each pair once."""
    seen = await _list_dismissed(session)
    found = []
    for row in await _list_told(session, DuplicateSuspected):
        fact = DuplicateSuspected.model_validate(row.body)
        try:
            one = await get_client(session, fact.client_id)
            other = await get_client(session, fact.other_id)
        except NotFound:
            continue  # One of them was erased.
        if one.id == other.id or frozenset({one.id, other.id}) in seen:
            continue
        seen.add(frozenset({one.id, other.id}))
        found.append(await _compare(session, one, other, row.created_at))
    return found


async def dismiss(session: AsyncSession, client_id: UUID, other_id: UUID) -> None:
    """Say that these are two people; NotFound when one of them is not known."""
    one, other = await get_client(session, client_id), await get_client(session, other_id)
    record(session, DuplicateDismissed(client_id=one.id, other_id=other.id))


async def _list_dismissed(session: AsyncSession) -> set[frozenset[UUID]]:
    rows = await _list_told(session, DuplicateDismissed)
    facts = [DuplicateDismissed.model_validate(row.body) for row in rows]
    return {frozenset({fact.client_id, fact.other_id}) for fact in facts}


async def _list_told(session: AsyncSession, kind: type[Fact]) -> list[FactRow]:
    told = select(FactRow).where(FactRow.kind == kind.__name__)
    told = told.order_by(col(FactRow.created_at).desc()).limit(LIMIT)
    return list((await session.exec(told)).all())


async def _compare(
    session: AsyncSession, one: Client, other: Client, suspected_at: datetime
) -> Suspicion:
    older, newer = sorted((one, other), key=lambda client: client.created_at)
    kept, gone = [
        Suspect(client, tuple(await list_contacts(session, client.id))) for client in (older, newer)
    ]
    return Suspicion(kept, gone, suspected_at)
