"""What was said, as words by which its client is found: his notes, his chat, the site's talks.

The words stand beside those of his name (`people.ClientWord`) under a sign of their own. They
follow what was written a moment later, by a tick; a removed note or a merged card is read anew.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.cards import ClientsMerged, MergeUndone
from domain.conversations import Utterance
from domain.ledger import Begin, Row, jot
from domain.notes import Note, NoteRemoved
from domain.people import SAID_SIGN, Client, ClientWord, split_words
from domain.talks import Talk, TalkLine

SHORTEST, LONGEST = 3, 40
MOST_TEXTS, MOST_WORDS = 1000, 3000
"""Of one client, the newest."""
BATCH = 200
SETTLED = timedelta(seconds=5)
"""A row younger than this may have elder ones that are not committed yet."""


class SaidMark(Row, table=True):
    """Up to where the texts of one kind are indexed."""

    kind: str = Field(unique=True)
    upto: UUID


async def reindex(session: AsyncSession, client_id: UUID) -> None:
    """Write anew which words of his texts he is found by; those that stand already stay."""
    wanted = {SAID_SIGN + word for word in _words(await _texts(session, client_id))}
    kept = select(ClientWord.id, ClientWord.word).where(
        ClientWord.client_id == client_id, ClientWord.word >= SAID_SIGN
    )
    had = {word: row_id for row_id, word in (await session.exec(kept)).all()}
    gone = [row_id for word, row_id in had.items() if word not in wanted]
    for first in range(0, len(gone), 500):
        few = gone[first : first + 500]
        await session.exec(delete(ClientWord).where(col(ClientWord.id).in_(few)))
    for word in wanted - had.keys():
        jot(session, ClientWord, client_id=client_id, word=word)


async def index_new(begin: Begin, settled: timedelta = SETTLED) -> int:
    """Index what was said since the last tick, batch by batch; how many texts there were."""
    count = 0
    for kind in (Note, Utterance, TalkLine):
        while True:
            async with begin() as session:
                found = await _index_batch(session, kind, settled)
            count += found
            if found < BATCH:
                break
    return count


async def follow_note(fact: NoteRemoved, begin: Begin) -> None:
    async with begin() as session:
        await _reindex_known(session, fact.client_id)


async def follow_merge(fact: ClientsMerged | MergeUndone, begin: Begin) -> None:
    async with begin() as session:
        await _reindex_known(session, fact.client_id)
        await _reindex_known(session, fact.gone_id)


async def _reindex_known(session: AsyncSession, client_id: UUID) -> None:
    if await session.get(Client, client_id) is not None:
        await reindex(session, client_id)


async def _index_batch(session: AsyncSession, kind: Any, settled: timedelta) -> int:
    name = kind.__name__
    mark = (await session.exec(select(SaidMark).where(SaidMark.kind == name))).first()
    asked = select(kind.id, _owner(kind)).where(kind.id < _first_id_after(settled))
    if kind is TalkLine:
        asked = asked.join(Talk, col(Talk.id) == kind.talk_id)
    if mark is not None:
        asked = asked.where(kind.id > mark.upto)
    rows = (await session.exec(asked.order_by(kind.id).limit(BATCH))).all()
    for client_id in {owner for _, owner in rows if owner is not None}:
        await reindex(session, client_id)
    if rows and mark is None:
        session.add(SaidMark(kind=name, upto=rows[-1][0]))
    elif rows and mark is not None:
        mark.upto = rows[-1][0]
    return len(rows)


def _owner(kind: Any) -> Any:
    return Talk.client_id if kind is TalkLine else kind.client_id


def _first_id_after(settled: timedelta) -> UUID:
    """What the ids are below that were made before then (`ledger.new_id`)."""
    milliseconds = time.time_ns() // 1_000_000 + 1 - int(settled.total_seconds() * 1000)
    return UUID(int=milliseconds << 80)


async def _texts(session: AsyncSession, client_id: UUID) -> list[str]:
    """The newest texts of each kind."""
    said = select(TalkLine.text).join(Talk, col(TalkLine.talk_id) == Talk.id)
    asked = (
        select(Note.text).where(Note.client_id == client_id).order_by(col(Note.id).desc()),
        select(Utterance.text)
        .where(Utterance.client_id == client_id)
        .order_by(col(Utterance.id).desc()),
        said.where(Talk.client_id == client_id).order_by(col(TalkLine.id).desc()),
    )
    texts: list[str] = []
    for kind in asked:
        texts += (await session.exec(kind.limit(MOST_TEXTS))).all()
    return texts


def _words(texts: Iterable[str]) -> Sequence[str]:
    words: dict[str, None] = {}
    for text in texts:
        for word in split_words(text):
            bare = word.strip("@+.-_")
            if SHORTEST <= len(bare) <= LONGEST:
                words[bare] = None
    return list(words)[:MOST_WORDS]
