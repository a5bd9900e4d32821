"""The list of clients: searched, filtered, ordered and cut into pages, whatever its length.

Every question here reads a bounded part of an index: no counting of everything, no search in the
middle of words. A search takes no more than NAMED people; who types two letters is told that
there are more.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from domain.keyboards import other_layout
from domain.narrowing import Narrowed, conditions
from domain.people import SAID_SIGN, TAG_SIGN, Client, ClientWord, Contact, split_words

PAGE = 30
COUNTED = 1000
"""How far is counted: beyond it, "1000+" is said."""
NAMED = 300
"""How many people are taken for the words of a search; who finds more types more."""
WORDS = 5
"""How many words of a search are heeded."""
LAST = "\U0010ffff"
SHORTEST_SAID = 3
"""Shorter words are only looked for in names and contacts."""
ENDINGS = "".join(map(chr, (0x430, 0x435, 0x438, 0x439, 0x43E, 0x443, 0x44B, 0x44C, 0x44E, 0x44F)))
"""Letters that Russian endings are made of."""


class Sort(StrEnum):
    NEWEST = "newest"
    NAME = "name"


@dataclass(frozen=True, kw_only=True)
class Wanted(Narrowed):
    """Whom to list; what is None or empty narrows nothing."""

    text: str = ""
    stage_id: UUID | None = None
    source: str | None = None
    tag: str | None = None
    sort: Sort = Sort.NEWEST

    @property
    def order(self) -> "Order":
        """By what the list is in order: at a stage, whoever came to it last stands first."""
        if self.sort is Sort.NAME:
            return Order.NAME
        has_only_stage = self.stage_id is not None and not self.text
        return Order.MOVED if has_only_stage else Order.NEWEST


class Order(StrEnum):
    NEWEST = "newest"
    MOVED = "moved"
    NAME = "name"


Place = tuple[datetime | str, UUID]
"""Where a page ended: the ordering value and the id of its last row."""


@dataclass(frozen=True)
class Line:
    client: Client
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class Found:
    lines: tuple[Line, ...]
    next: Place | None
    """Where the next page begins; None when this is the last."""
    count: int
    """How many there are, as far as was counted; told with the first page only."""
    is_at_least: bool = False
    """Whether there may be more than `count`."""
    read_as: str | None = None
    """The text in the other keyboard layout, when only that found somebody."""


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed by."""

    sources: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


async def find(
    session: AsyncSession, wanted: Wanted, *, after: Place | None = None, limit: int = PAGE
) -> Found:
    """One page of whom is wanted; when nobody is, of what was meant on the other keyboard."""
    found = await _find(session, wanted, wanted.text, after, limit)
    meant = other_layout(wanted.text)
    if found.lines or after is not None or meant == wanted.text:
        return found
    other = await _find(session, wanted, meant, after, limit)
    if not other.lines:
        return found
    return replace(other, read_as=meant)


async def list_clients(
    session: AsyncSession,
    *,
    query: str = "",
    before: tuple[datetime, UUID] | None = None,
    limit: int = 50,
) -> Sequence[Client]:
    """Clients, newest first, for scripts: those whom the words of `query` find."""
    asked = await _only(session, Wanted(text=query), query)
    rows = await session.exec(_cut(asked, Order.NEWEST, before, limit))
    return rows.all()


async def list_choices(session: AsyncSession, limit: int = 12) -> Choices:
    """Sources and tags in use, found by leaps over their indexes."""
    alone = col(Client.merged_into_id).is_(None)
    sources = await _leap(session, col(Client.source), "", LAST, limit, alone)
    signed = await _leap(session, col(ClientWord.word), TAG_SIGN, TAG_SIGN + LAST, limit)
    tags = [word.removeprefix(TAG_SIGN) for word in signed]
    return Choices(sources, tags)


async def _leap(
    session: AsyncSession,
    column: Any,
    first: str,
    end: str,
    limit: int,
    *only: ColumnElement[bool],
) -> list[str]:
    """The different values of an indexed column between two, each by one look at its index."""
    found: list[str] = []
    while len(found) < limit:
        later = select(column).where(column > (found or [first])[-1], column < end, *only)
        value = (await session.exec(later.order_by(column).limit(1))).first()
        if value is None:
            break
        found.append(value)
    return found


async def _find(
    session: AsyncSession, wanted: Wanted, text: str, after: Place | None, limit: int
) -> Found:
    asked = await _only(session, wanted, text)
    cut = _cut(asked, wanted.order, after, limit + 1)
    clients = list((await session.exec(cut)).all())
    count = await _count(session, asked) if after is None else 0
    has_more, clients = len(clients) > limit, clients[:limit]
    theirs = await _contacts_of(session, [client.id for client in clients])
    lines = tuple(Line(client, tuple(theirs.get(client.id, ()))) for client in clients)
    following = (_value(clients[-1], wanted.order), clients[-1].id) if has_more else None
    is_named = bool(text.strip()) or wanted.tag is not None
    is_at_least = count > COUNTED or (is_named and count >= NAMED)
    return Found(lines, following, min(count, COUNTED), is_at_least=is_at_least)


Asked = SelectOfScalar[Client]


async def _only(session: AsyncSession, wanted: Wanted, text: str) -> Asked:
    """The question narrowed to whom is wanted, in no order yet."""
    prefixes = [[*_prefixes(word), *_said(word)] for word in search_words(text)]
    if wanted.tag is not None:
        prefixes.append([_exactly(f"{TAG_SIGN}{wanted.tag.casefold()}")])
    asked = select(Client).where(_is_alone(by_index=not prefixes))
    if wanted.stage_id is not None:
        asked = asked.where(Client.stage_id == wanted.stage_id)
    if wanted.source is not None:
        asked = asked.where(Client.source == wanted.source)
    asked = asked.where(*conditions(wanted))
    if not prefixes:
        # Words that hold no letter or digit find nobody.
        return asked.where(col(Client.id).is_(None)) if text.strip() else asked
    return await _named(session, asked, prefixes)


def _is_alone(*, by_index: bool) -> ColumnElement[bool]:
    """Not merged into another. Without the index, where few are asked about by their ids: there
    SQLite would rather walk all clients in their order than look up and order those few."""
    if by_index:
        return col(Client.merged_into_id).is_(None)
    return func.coalesce(Client.merged_into_id, Client.id) == col(Client.id)


async def _named(session: AsyncSession, asked: Asked, prefixes: list[list["Range"]]) -> Asked:
    """Those who bear a word of every range: the narrowest is walked, the others are asked for."""
    sizes = [await _size(session, ranges) for ranges in prefixes]
    narrowest = sizes.index(min(sizes))
    bearers = select(ClientWord.client_id).where(_within(ClientWord, prefixes[narrowest]))
    for place, ranges in enumerate(prefixes):
        if place != narrowest:
            other = aliased(ClientWord)
            has = select(other.id).where(
                other.client_id == ClientWord.client_id, _within(other, ranges)
            )
            bearers = bearers.where(has.exists())
    first = bearers.order_by(ClientWord.word).limit(NAMED).subquery()
    return asked.where(col(Client.id).in_(select(first.c.client_id)))


Range = tuple[str, str]
"""Words from the first on and before the second."""


def search_words(text: str) -> list[str]:
    """What a person typed, as words of the index: a phone in any form is one word."""
    if re.fullmatch(r"[\d\s()+.\-]+", text.strip()):
        digits = re.sub(r"\D", "", text)
        return [digits] if digits else []
    words = [word.lstrip("@+").strip(".-") for word in split_words(text)]
    return [word for word in words if word][:WORDS]


def _prefixes(word: str) -> list[Range]:
    """All words that begin with `word`; a Russian phone may begin with 8."""
    ranges = [(word, word + LAST)]
    if word.isdigit() and word.startswith("8") and len(word) > 1:
        ranges.append(("7" + word[1:], "7" + word[1:] + LAST))
    return ranges


def _said(word: str) -> list[Range]:
    """The same said in a note or a talk: in Russian a word's end says only how it is used."""
    if len(word) < SHORTEST_SAID:
        return []
    stem = word.rstrip(ENDINGS) if len(word) > SHORTEST_SAID else word
    stem = SAID_SIGN + (stem if len(stem) >= max(SHORTEST_SAID, len(word) - 2) else word)
    return [(stem, stem + LAST)]


def _exactly(word: str) -> Range:
    return (word, word + "\x01")


def _within(word: Any, ranges: Sequence[Range]) -> ColumnElement[bool]:
    return or_(*(((word.word >= first) & (word.word < end)) for first, end in ranges))


async def _size(session: AsyncSession, ranges: Sequence[Range]) -> int:
    found = select(ClientWord.client_id).where(_within(ClientWord, ranges)).limit(COUNTED)
    return (await session.exec(select(func.count()).select_from(found.subquery()))).one()


async def _count(session: AsyncSession, asked: Asked) -> int:
    some = asked.with_only_columns(col(Client.id)).limit(COUNTED + 1).subquery()
    return (await session.exec(select(func.count()).select_from(some))).one()


def _cut(asked: Asked, order: Order, after: Place | None, limit: int) -> Asked:
    column: Any = {
        Order.NEWEST: col(Client.created_at),
        Order.MOVED: col(Client.moved_at),
        Order.NAME: col(Client.name),
    }[order]
    place = tuple_(column, col(Client.id))
    # PostgreSQL takes no order from an index whose first column is only known to be NULL, unless
    # the order begins with that column too.
    alone = col(Client.merged_into_id)
    if order is Order.NAME:
        asked = asked.order_by(alone, column, col(Client.id))
        return (asked if after is None else asked.where(place > tuple_(*after))).limit(limit)
    asked = asked.order_by(alone.desc(), column.desc(), col(Client.id).desc())
    return (asked if after is None else asked.where(place < tuple_(*after))).limit(limit)


def _value(client: Client, order: Order) -> datetime | str:
    if order is Order.NAME:
        return client.name
    return client.moved_at if order is Order.MOVED else client.created_at


async def _contacts_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[Contact]]:
    theirs = select(Contact).where(col(Contact.client_id).in_(ids))
    by_client: dict[UUID, list[Contact]] = {}
    for contact in (await session.exec(theirs.order_by(col(Contact.created_at)))).all():
        by_client.setdefault(contact.client_id, []).append(contact)
    return by_client
