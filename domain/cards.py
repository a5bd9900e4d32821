"""A client's card as a whole: merged with another, erased, or exported.

Every table with a `client_id` hangs on the card. A new room takes part by having the column; a
table that must outlive the person names itself in KEPT_WITHOUT_NAME.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    ColumnElement,
    Delete,
    Table,
    Update,
    delete,
    or_,
    select,
    update,
)
from sqlmodel import Field, SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.contacts import ContactKind
from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Moment, Row, record
from domain.passes import Pass
from domain.people import Client, Contact, get_client, index_words
from domain.talks import Talk, TalkLine

KEPT_WITHOUT_NAME = frozenset({"payment", "purchase", "promouse", "taxreceipt"})
"""Money records outlive an erased person, without a name: tax law asks for them five years."""
LIGHT = frozenset({"contact", "pass", "dialogue", "botupdate", "invite", "utterance", "fact"})
"""What a card has before its person has said or done anything."""
OF_AN_ACCOUNT = (ContactKind.TELEGRAM, ContactKind.TELEGRAM_ID)
GIVEN = "given:"
"""Before the name of a table: the rows whose payer somebody is, not their owner."""
FOLLOWS_CONTACTS = frozenset({"clientword"})
"""Made from other rows, never moved by itself."""


class Merge(Row, table=True):
    """Two cards made one: enough to make them two again."""

    kept_id: UUID = Field(foreign_key="client.id", index=True)
    gone_id: UUID = Field(foreign_key="client.id", index=True)
    moved: dict[str, list[str]] = Field(sa_type=JSON)
    """Which rows of which table went over."""
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class ClientsMerged(Fact):
    client_id: UUID
    gone_id: UUID
    merge_id: UUID


class MergeUndone(Fact):
    client_id: UUID
    gone_id: UUID


class ClientErased(Fact):
    client_id: UUID


class AlreadyMerged(Conflict):
    """A card cannot be merged with itself, nor twice, nor parted twice."""

    def __init__(self, client_id: UUID) -> None:
        super().__init__(f"client {client_id} is merged already")
        self.client_id = client_id


async def merge(session: AsyncSession, kept_id: UUID, gone_id: UUID) -> Merge:
    """Make one card of two: all that hangs on the second goes to the first."""
    kept, gone = await get_client(session, kept_id), await get_client(session, gone_id)
    if kept.id == gone.id:
        raise AlreadyMerged(gone_id)
    await session.flush()
    connection = await session.connection()
    moved = {}
    for table in _hanging():
        ids = select(table.c.id).where(table.c.client_id == gone.id)
        moved[table.name] = [str(i) for i in (await connection.execute(ids)).scalars()]
        theirs = update(table).where(table.c.client_id == gone.id)
        await connection.execute(theirs.values(client_id=kept.id))
    for table in _given():
        ids = select(table.c.id).where(table.c.payer_id == gone.id)
        moved[GIVEN + table.name] = [str(i) for i in (await connection.execute(ids)).scalars()]
        theirs = update(table).where(table.c.payer_id == gone.id)
        await connection.execute(theirs.values(payer_id=kept.id))
    gone.merged_into_id = kept.id
    made = Merge(kept_id=kept.id, gone_id=gone.id, moved={k: v for k, v in moved.items() if v})
    session.add(made)
    await index_words(session, kept)
    await index_words(session, gone)
    record(session, ClientsMerged(client_id=kept.id, gone_id=gone.id, merge_id=made.id))
    return made


async def has_story(session: AsyncSession, client_id: UUID) -> bool:
    """Whether anything hangs on the card but how its person is reached and what he holds."""
    await session.flush()
    connection = await session.connection()
    for table in _hanging():
        if table.name not in LIGHT:
            mine = select(table.c.id).where(table.c.client_id == client_id).limit(1)
            if (await connection.execute(mine)).first() is not None:
                return True
    contacts = select(col(Contact.id)).where(
        col(Contact.client_id) == client_id, col(Contact.kind).not_in(OF_AN_ACCOUNT)
    )
    return (await connection.execute(contacts.limit(1))).first() is not None


async def undo_merge(session: AsyncSession, merge_id: UUID) -> None:
    """Make two cards of one again; what has come since stays on the first."""
    made = await session.get(Merge, merge_id)
    if made is None:
        raise NotFound("merge", merge_id)
    if made.undone_at is not None:
        raise AlreadyMerged(made.gone_id)
    tables = {table.name: table for table in _hanging()}
    connection = await session.connection()
    for name, ids in made.moved.items():
        table = tables[name.removeprefix(GIVEN)]
        theirs = update(table).where(table.c.id.in_([UUID(i) for i in ids]))
        owner = "payer_id" if name.startswith(GIVEN) else "client_id"
        await connection.execute(theirs.values({owner: made.gone_id}))
    gone = await session.get_one(Client, made.gone_id)
    gone.merged_into_id = None
    made.undone_at = clock.now()
    await session.flush()
    await index_words(session, await session.get_one(Client, made.kept_id))
    await index_words(session, gone)
    record(session, MergeUndone(client_id=made.kept_id, gone_id=made.gone_id))


async def erase(session: AsyncSession, client_id: UUID) -> None:
    """Forget the person and all that hangs on him; money stays without a name.

    The facts stay: they hold ids and numbers, and the ids lead nowhere any more.
    """
    client = await get_client(session, client_id)
    await session.flush()
    everybody = [client.id, *await _merged_into(session, client.id)]
    connection = await session.connection()
    for made in (col(Merge.kept_id), col(Merge.gone_id)):
        await session.exec(delete(Merge).where(made.in_(everybody)))
    for table in _given():
        his = update(table).where(table.c.payer_id.in_(everybody))
        await connection.execute(his.values(payer_id=None, pass_id=None))
    for table in reversed(SQLModel.metadata.sorted_tables):
        if (theirs := _belonging_to(table, everybody)) is not None:
            await connection.execute(_forgetting(table).where(theirs))
    session.expunge_all()
    him = col(Client.id).in_(everybody)
    await session.exec(update(Client).where(him).values(merged_into_id=None))
    await session.exec(delete(Client).where(him))
    record(session, ClientErased(client_id=client_id))


async def export(session: AsyncSession, client_id: UUID) -> dict[str, Any]:
    """All that is kept on a person, by table; moments in ISO form."""
    client = await get_client(session, client_id)
    await session.flush()
    connection = await session.connection()
    card: dict[str, Any] = {"client": [plain(client.model_dump())]}
    for table in SQLModel.metadata.sorted_tables:
        if "client_id" in table.c and table.name not in FOLLOWS_CONTACTS:
            mine = select(table).where(table.c.client_id == client.id)
            rows = (await connection.execute(mine.order_by(table.c.created_at))).mappings()
            card[table.name] = [plain(dict(row)) for row in rows]
    said = select(TalkLine.__table__).where(  # type: ignore[attr-defined]  # SQLModel hides it
        col(TalkLine.talk_id).in_(select(col(Talk.id)).where(col(Talk.client_id) == client.id))
    )
    rows = (await connection.execute(said.order_by(col(TalkLine.id)))).mappings()
    card["talkline"] = [plain(dict(row)) for row in rows]
    for table in _given():
        his = select(table).where(table.c.payer_id == client.id).order_by(table.c.created_at)
        rows = (await connection.execute(his)).mappings()
        # Whom he has given it to is the other's own.
        card[GIVEN + table.name] = [plain(dict(row) | {"client_id": None}) for row in rows]
    return card


def _given() -> Iterator[Table]:
    """What one person may pay for and another have."""
    for table in SQLModel.metadata.sorted_tables:
        if "payer_id" in table.c:
            yield table


def _hanging() -> Iterator[Table]:
    for table in SQLModel.metadata.sorted_tables:
        if "client_id" in table.c and table.name not in FOLLOWS_CONTACTS:
            yield table


def _belonging_to(table: Table, client_ids: Sequence[UUID]) -> ColumnElement[bool] | None:
    """Which rows of `table` hang on these clients, directly or by a pass; None if none can."""
    if table.name == "fact":
        return None
    hangs = [table.c.client_id.in_(client_ids)] if "client_id" in table.c else []
    if "talk_id" in table.c:
        talks_of_them = select(col(Talk.id)).where(col(Talk.client_id).in_(client_ids))
        hangs.append(table.c.talk_id.in_(talks_of_them))
    if hangs:
        return or_(*hangs)
    if "pass_id" in table.c:
        theirs = select(col(Pass.id)).where(col(Pass.client_id).in_(client_ids))
        return table.c.pass_id.in_(theirs)
    return None


def _forgetting(table: Table) -> Delete | Update:
    if table.name not in KEPT_WITHOUT_NAME:
        return delete(table)
    named = {"client_id", "pass_id"} & set(table.c.keys())
    return update(table).values(dict.fromkeys(named))


async def _merged_into(session: AsyncSession, client_id: UUID) -> list[UUID]:
    connection = await session.connection()
    gone: list[UUID] = []
    layer = [client_id]
    while layer:
        next_layer = select(col(Client.id)).where(col(Client.merged_into_id).in_(layer))
        layer = list((await connection.execute(next_layer)).scalars())
        gone += layer
    return gone


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row ready for JSON: ids as text, moments in ISO form."""
    told: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, datetime):
            told[key] = value.isoformat()
        else:
            told[key] = str(value) if isinstance(value, UUID) else value
    return told
