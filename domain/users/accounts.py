"""Logins and passwords: who may come in at all. Takes hashes, makes none."""

import unicodedata
from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound, Refused
from domain.ledger import record
from domain.users.api_tokens import list_api_tokens, revoke_api_token
from domain.users.rows import (
    LOGIN_LENGTH,
    LastOwner,
    LoginTaken,
    PasswordChanged,
    Role,
    User,
    UserAdded,
    UserDismissed,
)
from domain.users.sessions import close_all_sessions

PASSWORD_LENGTH = range(10, 201)


def clean_login(login: str) -> str:
    """A login as it is kept and compared; Refused for one that cannot be typed or seen."""
    folded = unicodedata.normalize("NFKC", login).strip().casefold()
    if not folded:
        raise Refused({"login": "missing"})
    if len(folded) > LOGIN_LENGTH:
        raise Refused({"login": "too_long"})
    if not folded.isprintable() or any(c.isspace() for c in folded):
        raise Refused({"login": "malformed"})
    return folded


def check_password_strength(password: str, login: str) -> None:
    """Raises Refused for a password that is too short, too long, or the login itself.

    Source: NIST SP 800-63B, 3.1.1.2: length matters, composition rules do not.
    """
    if len(password) < PASSWORD_LENGTH.start:
        raise Refused({"password": "too_short"})
    if len(password) >= PASSWORD_LENGTH.stop:
        raise Refused({"password": "too_long"})
    if password.casefold() == login.casefold() or len(set(password)) < 3:
        raise Refused({"password": "too_simple"})


async def add_user(
    session: AsyncSession, login: str, password_hash: str, role: Role = Role.OWNER
) -> User:
    """A new user.

    Raises:
        Refused: the login cannot be taken.
        LoginTaken: somebody has it.
    """
    login = clean_login(login)
    if await find_user(session, login) is not None:
        raise LoginTaken(login)
    user = User(login=login, password_hash=password_hash, role=role)
    session.add(user)
    await session.flush()
    record(session, UserAdded(user_id=user.id, role=role))
    return user


async def find_user(session: AsyncSession, login: str) -> User | None:
    try:
        login = clean_login(login)
    except Refused:
        return None
    return (await session.exec(select(User).where(User.login == login))).first()


async def get_user(session: AsyncSession, user_id: UUID) -> User:
    user = await session.get(User, user_id)
    if user is None:
        raise NotFound("user", user_id)
    return user


async def list_users(session: AsyncSession) -> Sequence[User]:
    """Everybody, in the order they came."""
    return (await session.exec(select(User).order_by(col(User.created_at)))).all()


async def has_users(session: AsyncSession) -> bool:
    return (await session.exec(select(User.id).limit(1))).first() is not None


async def change_password(
    session: AsyncSession, user_id: UUID, password_hash: str, *, keep: UUID | None = None
) -> None:
    """Set a new password and close every session of the user but `keep`."""
    user = await get_user(session, user_id)
    user.password_hash = password_hash
    record(session, PasswordChanged(user_id=user.id))
    await close_all_sessions(session, user.id, keep=keep)


async def dismiss_user(session: AsyncSession, user_id: UUID) -> None:
    """Let a user in no more: his sessions and tokens end.

    Raises:
        LastOwner: nobody else may manage the house.
    """
    user = await get_user(session, user_id)
    if not user.is_active:
        return
    owners = select(User.id).where(User.role == Role.OWNER, col(User.is_active).is_(True))
    if user.role is Role.OWNER and len((await session.exec(owners)).all()) == 1:
        raise LastOwner("the last owner cannot be dismissed")
    user.is_active = False
    record(session, UserDismissed(user_id=user.id))
    await close_all_sessions(session, user.id)
    for token in await list_api_tokens(session):
        if token.user_id == user.id:
            await revoke_api_token(session, token.id)
