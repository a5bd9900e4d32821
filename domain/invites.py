"""Invites: a link that opens the bot and tells it who comes.

Works once, for three days, and only its hash is kept. It speaks for the pass it was given with: a
pass that merely knew somebody's phone joins no card (`domain.bindings`).
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Moment, Row, jot
from domain.tokens import hash_token, new_token

GOOD_FOR = timedelta(hours=72)
LINK = "https://t.me/{username}?start={token}"


class Invite(Row, table=True):
    client_id: UUID = Field(foreign_key="client.id", index=True)
    pass_id: UUID = Field(foreign_key="pass.id", index=True)
    token_hash: str = Field(unique=True)
    lead_id: UUID | None = Field(default=None, foreign_key="lead.id", index=True)
    """What its bearer had asked for."""
    purchase_id: UUID | None = Field(default=None, foreign_key="purchase.id", index=True)
    """What its bearer had ordered."""
    opened_at: datetime | None = Field(default=None, sa_type=Moment)
    opened_by: int | None = Field(default=None, sa_type=BigInteger)
    """The account that opened it."""


def issue(
    session: AsyncSession,
    client_id: UUID,
    pass_id: UUID,
    lead_id: UUID | None = None,
    *,
    purchase_id: UUID | None = None,
) -> str:
    """A fresh invite; its token, which is shown once."""
    token = new_token()
    jot(
        session,
        Invite,
        client_id=client_id,
        pass_id=pass_id,
        lead_id=lead_id,
        purchase_id=purchase_id,
        token_hash=hash_token(token),
    )
    return token


def link(username: str, token: str) -> str:
    """Where the bot is opened with an invite."""
    return LINK.format(username=username, token=token)


async def open_invite(session: AsyncSession, token: str, account: int) -> Invite | None:
    """Use an invite up; None for one that is used, expired, or none at all."""
    now = clock.now()
    fresh = update(Invite).where(
        col(Invite.token_hash) == hash_token(token),
        col(Invite.opened_at).is_(None),
        col(Invite.created_at) > now - GOOD_FOR,
    )
    used = fresh.values(opened_at=now, opened_by=account).returning(col(Invite.id))
    found = (await session.exec(used)).scalar_one_or_none()
    if found is None:
        return None
    mine = select(Invite).where(Invite.id == found).execution_options(populate_existing=True)
    return (await session.exec(mine)).one()
