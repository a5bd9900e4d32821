"""Where the owner himself is told: his own chat with the bot, bound by a link that works once.

The chat is one for the house. It counts only while whoever bound it is an owner here.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, delete, update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Fact, Moment, Row, jot, record
from domain.tokens import hash_token, new_token
from domain.users import Role, User

GOOD_FOR = timedelta(hours=1)
SIGN = "me-"
"""Before the token in the bot's link, so that it is never taken for a client's invite."""


class OwnerChat(Row, table=True):
    house: int = Field(default=1, unique=True)
    """Always 1: there is one chat."""
    user_id: UUID = Field(foreign_key="user_account.id")
    chat_id: int = Field(sa_type=BigInteger)
    name: str
    """As the messenger says."""


class OwnerInvite(Row, table=True):
    user_id: UUID = Field(foreign_key="user_account.id")
    token_hash: str = Field(unique=True)
    opened_at: datetime | None = Field(default=None, sa_type=Moment)


class OwnerChatBound(Fact):
    user_id: UUID


class OwnerChatParted(Fact):
    """Notices go to the owner's chat no more."""


def issue(session: AsyncSession, user_id: UUID) -> str:
    """What opens the bot as this owner, shown once."""
    token = new_token()
    jot(session, OwnerInvite, user_id=user_id, token_hash=hash_token(token))
    return SIGN + token


async def find_chat(session: AsyncSession) -> OwnerChat | None:
    """The owner's chat; None before he has bound one."""
    bound = select(OwnerChat).join(User, col(User.id) == OwnerChat.user_id)
    bound = bound.where(User.role == Role.OWNER, col(User.is_active).is_(True))
    return (await session.exec(bound)).first()


async def bind(session: AsyncSession, start: str, chat_id: int, name: str) -> bool:
    """Whoever opened the link is the owner from now on; False for one that is used or none."""
    now = clock.now()
    owners = select(col(User.id)).where(User.role == Role.OWNER, col(User.is_active).is_(True))
    fresh = update(OwnerInvite).where(
        col(OwnerInvite.token_hash) == hash_token(start.removeprefix(SIGN)),
        col(OwnerInvite.opened_at).is_(None),
        col(OwnerInvite.created_at) > now - GOOD_FOR,
        col(OwnerInvite.user_id).in_(owners),
    )
    used = fresh.values(opened_at=now).returning(col(OwnerInvite.user_id))
    user_id = (await session.exec(used)).scalar_one_or_none()
    if user_id is None:
        return False
    await session.exec(delete(OwnerChat))
    await session.flush()
    jot(session, OwnerChat, house=1, user_id=user_id, chat_id=chat_id, name=name[:120])
    record(session, OwnerChatBound(user_id=user_id))
    return True


async def part(session: AsyncSession) -> None:
    """Forget the chat, and every link that could bind one."""
    await session.exec(delete(OwnerChat))
    await session.exec(delete(OwnerInvite).where(col(OwnerInvite.opened_at).is_(None)))
    record(session, OwnerChatParted())
