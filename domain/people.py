"""Clients: who they are, how they are reached, and how they are found.

What a client has bought, been told or been prescribed hangs on `client_id` in other rooms. A
table with such a column is moved when two people turn out to be one and goes with an erased
person, unless it says otherwise (`domain.cards`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Dialect,
    Index,
    String,
    TypeDecorator,
    UniqueConstraint,
    delete,
    or_,
)
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.contacts import ContactKind, normalise
from domain.errors import Conflict, NotFound, Refused
from domain.ledger import Fact, Moment, Row, jot, record

NAME_LENGTH = 120
YO, YE = chr(0x451), chr(0x435)
"""Two letters that are written for one another."""
TAG_SIGN = "#"
"""What a tag's word begins with in the index, so that no other word is taken for it."""
SAID_SIGN = "\ue000"
"""What a word that was only said begins with (`domain.said`): after every letter, so that whoever
bears the word himself is found first."""


class Client(Row, table=True):
    __table_args__ = (
        Index("ix_client_newest", "merged_into_id", "created_at", "id"),
        Index("ix_client_name", "merged_into_id", "name", "id"),
        Index("ix_client_stage", "merged_into_id", "stage_id", "moved_at", "id"),
        Index("ix_client_source", "merged_into_id", "source", "created_at", "id"),
    )

    name: str = Field(max_length=NAME_LENGTH)
    source: str = "site"
    """Where he came from: site, bot, purchase, import, hand, script, or a UTM source."""
    tags: list[str] = Field(default_factory=list, sa_type=JSON)
    timezone: str | None = None
    """IANA name; None means the business's own."""
    stage_id: UUID | None = Field(default=None, foreign_key="stage.id")
    moved_at: datetime = Field(default_factory=clock.now, sa_type=Moment)
    moved_by_hand_at: datetime | None = Field(default=None, sa_type=Moment)
    merged_into_id: UUID | None = Field(default=None, foreign_key="client.id")


class Contact(Row, table=True):
    """One way to reach one client."""

    __table_args__ = (UniqueConstraint("kind", "value"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    kind: ContactKind
    value: str
    is_trusted: bool = True
    """False for one named by a stranger who knew another contact of this client: the trainer
    sees it, but nothing is sent to it until it is proven."""


class Word(TypeDecorator[str]):
    """Compared by its bytes, so that a prefix is a range of the index in any locale."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(String(collation=collation))


class ClientWord(Row, table=True):
    """A word by which a client is found: of his name, of a contact, of a phone's tail, a tag."""

    __table_args__ = (
        Index("ix_client_word", "word", "client_id"),
        Index("ix_client_words", "client_id", "word"),
    )

    client_id: UUID = Field(foreign_key="client.id")
    word: str = Field(sa_type=Word)


class ClientAdded(Fact):
    client_id: UUID


class ClientChanged(Fact):
    client_id: UUID


class DuplicateSuspected(Fact):
    """Someone named contacts of two clients at once."""

    client_id: UUID
    other_id: UUID


def clean_name(name: str) -> str:
    """A name in one line without control characters; Refused when nothing is left."""
    one_line = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not one_line:
        raise Refused({"name": "missing"})
    if len(one_line) > NAME_LENGTH:
        raise Refused({"name": "too_long"})
    return one_line


def read_contacts(given: Mapping[str, str | None]) -> dict[ContactKind, str]:
    """The contacts among `given`, normalised; Refused names each that is none."""
    contacts, wrong = {}, {}
    for kind in ContactKind:
        if value := given.get(kind):
            try:
                contacts[kind] = normalise(kind, value)
            except Refused as e:
                wrong.update(e.fields)
    if wrong:
        raise Refused(wrong)
    return contacts


async def get_client(session: AsyncSession, client_id: UUID) -> Client:
    """The client, or whoever he was merged into; NotFound for an erased one."""
    client = await session.get(Client, client_id)
    if client is None:
        raise NotFound("client", client_id)
    if client.merged_into_id is not None:
        return await get_client(session, client.merged_into_id)
    return client


async def find_by_contacts(
    session: AsyncSession, contacts: Iterable[tuple[ContactKind, str]]
) -> dict[tuple[ContactKind, str], UUID]:
    """Whose each known contact is; the unknown ones are absent."""
    named: dict[ContactKind, set[str]] = {}
    for kind, value in contacts:
        named.setdefault(kind, set()).add(value)
    if not named:
        return {}
    # Kind by kind: for a list of pairs SQLite takes no index, and reads every contact there is.
    of_kind = (
        (col(Contact.kind) == kind) & col(Contact.value).in_(values)
        for kind, values in named.items()
    )
    known = select(Contact.kind, Contact.value, Contact.client_id).where(or_(*of_kind))
    rows = (await session.exec(known)).all()
    return {(ContactKind(kind), value): client_id for kind, value, client_id in rows}


async def list_contacts(session: AsyncSession, client_id: UUID) -> Sequence[Contact]:
    """A client's contacts, oldest first."""
    mine = select(Contact).where(Contact.client_id == client_id)
    return (await session.exec(mine.order_by(col(Contact.created_at)))).all()


def add_client(
    session: AsyncSession, name: str, contacts: Mapping[ContactKind, str], **fields: Any
) -> Client:
    """A new client with contacts that nobody else has; the caller has looked."""
    client = Client(name=name, **fields)
    session.add(client)
    _introduce(session, client.id, name, contacts, client.tags)
    return client


def jot_client(
    session: AsyncSession, name: str, contacts: Mapping[ContactKind, str], **fields: Any
) -> UUID:
    """The same for a client whom nobody looks at in this transaction; his id."""
    client_id = jot(session, Client, name=name, **fields)
    _introduce(session, client_id, name, contacts)
    return client_id


def _introduce(
    session: AsyncSession,
    client_id: UUID,
    name: str,
    contacts: Mapping[ContactKind, str],
    tags: Iterable[str] = (),
) -> None:
    for kind, value in contacts.items():
        jot(session, Contact, client_id=client_id, kind=kind, value=value)
    for word in _words(name, contacts.values(), tags):
        jot(session, ClientWord, client_id=client_id, word=word)
    record(session, ClientAdded(client_id=client_id))


def add_contact(
    session: AsyncSession, client_id: UUID, kind: ContactKind, value: str, *, is_trusted: bool
) -> Contact:
    """One more contact that nobody else has; the caller has looked."""
    contact = Contact(client_id=client_id, kind=kind, value=value, is_trusted=is_trusted)
    session.add(contact)
    for word in _words("", [value]):
        jot(session, ClientWord, client_id=client_id, word=word)
    return contact


async def change_client(
    session: AsyncSession,
    client_id: UUID,
    *,
    name: str | None = None,
    contacts: Mapping[ContactKind, str | None] | None = None,
    **fields: Any,
) -> Client:
    """Change what is given; a contact given as None is taken away.

    Raises:
        Conflict: a contact is another client's.
    """
    client = await get_client(session, client_id)
    if name is not None:
        client.name = clean_name(name)
    for key, value in fields.items():
        setattr(client, key, value)
    for kind, value in (contacts or {}).items():
        await _set_contact(session, client.id, kind, value)
    await session.flush()
    await index_words(session, client)
    record(session, ClientChanged(client_id=client.id))
    return client


async def _set_contact(
    session: AsyncSession, client_id: UUID, kind: ContactKind, value: str | None
) -> None:
    if value is not None:
        owner = (await find_by_contacts(session, [(kind, value)])).get((kind, value))
        if owner == client_id:
            return
        if owner is not None:
            raise ContactTaken(client_id, owner)
    mine = delete(Contact).where(col(Contact.client_id) == client_id, col(Contact.kind) == kind)
    await session.exec(mine)
    if value is not None:
        session.add(Contact(client_id=client_id, kind=kind, value=value))


class ContactTaken(Conflict):
    """The contact is another client's: perhaps they are one person."""

    def __init__(self, client_id: UUID, owner_id: UUID) -> None:
        super().__init__(f"contact wanted by {client_id} is {owner_id}'s")
        self.client_id = client_id
        self.owner_id = owner_id


async def index_words(session: AsyncSession, client: Client) -> None:
    """Write anew the words by which the client is found."""
    his = delete(ClientWord).where(
        col(ClientWord.client_id) == client.id, col(ClientWord.word) < SAID_SIGN
    )
    await session.exec(his)
    values = [contact.value for contact in await list_contacts(session, client.id)]
    for word in _words(client.name, values, client.tags):
        jot(session, ClientWord, client_id=client.id, word=word)


def _words(name: str, values: Iterable[str], tags: Iterable[str] = ()) -> set[str]:
    words = {*split_words(name), *(TAG_SIGN + tag.casefold() for tag in tags)}
    for value in values:
        words.add(value.lstrip("+").casefold())
        if value.startswith("+"):
            # A phone is remembered by its number without the country, or by its last digits.
            words |= {value[-10:], value[-7:], value[-4:]}
    return words


def split_words(text: str) -> list[str]:
    """The words of a text as they are indexed and searched: folded, with one letter for two."""
    return re.findall(r"[\w@.+-]+", text.casefold().replace(YO, YE))
