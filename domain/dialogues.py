"""Where each person's talk with the bot stands: what was asked last, and what is kept for it.

What the states mean is known to whoever asks (`bot/`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, UniqueConstraint
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Moment, Row


class Dialogue(Row, table=True):
    __table_args__ = (UniqueConstraint("chat_id", "user_id"),)

    chat_id: int = Field(sa_type=BigInteger)
    user_id: int = Field(sa_type=BigInteger)
    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)
    state: str | None = None
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    changed_at: datetime = Field(default_factory=clock.now, sa_type=Moment)


async def find_dialogue(session: AsyncSession, chat_id: int, user_id: int) -> Dialogue | None:
    mine = select(Dialogue).where(
        col(Dialogue.chat_id) == chat_id, col(Dialogue.user_id) == user_id
    )
    return (await session.exec(mine)).first()


async def list_dialogues(
    session: AsyncSession, chats: Sequence[int]
) -> dict[tuple[int, int], Dialogue]:
    """All talks in these chats, by chat and person."""
    mine = select(Dialogue).where(col(Dialogue.chat_id).in_(chats))
    return {(row.chat_id, row.user_id): row for row in (await session.exec(mine)).all()}


async def keep_state(session: AsyncSession, chat_id: int, user_id: int, state: str | None) -> None:
    """The talk stands at `state`; None when nothing is asked."""
    row = await _get_or_begin(session, chat_id, user_id)
    row.state, row.changed_at = state, clock.now()


async def keep_data(
    session: AsyncSession, chat_id: int, user_id: int, data: Mapping[str, Any]
) -> None:
    """What the talk needs to remember, in place of what it did."""
    row = await _get_or_begin(session, chat_id, user_id)
    row.data, row.changed_at = dict(data), clock.now()


async def belong(session: AsyncSession, chat_id: int, client_id: UUID) -> None:
    """The chat turned out to be this client's."""
    mine = select(Dialogue).where(col(Dialogue.chat_id) == chat_id)
    for row in (await session.exec(mine)).all():
        row.client_id = client_id


async def _get_or_begin(session: AsyncSession, chat_id: int, user_id: int) -> Dialogue:
    row = await find_dialogue(session, chat_id, user_id)
    if row is None:
        row = Dialogue(chat_id=chat_id, user_id=user_id)
        session.add(row)
        await session.flush()
    return row
