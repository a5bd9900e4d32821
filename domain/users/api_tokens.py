"""What scripts bear instead of a password: made once, shown once, revoked at will."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound, Refused
from domain.ledger import record
from domain.tokens import hash_token, new_token
from domain.users.rows import (
    LOGIN_LENGTH,
    ApiToken,
    ApiTokenCreated,
    ApiTokenRevoked,
    NotSignedIn,
    User,
)


async def create_api_token(
    session: AsyncSession, name: str, user_id: UUID | None = None
) -> tuple[ApiToken, str]:
    """A token just made, and its secret, which is shown once and not kept."""
    name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not name:
        raise Refused({"name": "missing"})
    if len(name) > LOGIN_LENGTH:
        raise Refused({"name": "too_long"})
    secret = new_token()
    token = ApiToken(name=name, token_hash=hash_token(secret), user_id=user_id)
    session.add(token)
    await session.flush()
    record(session, ApiTokenCreated(token_id=token.id))
    return token, secret


async def check_api_token(session: AsyncSession, secret: str) -> tuple[ApiToken, User | None]:
    """The token and whose it is, None for the owner's own; NotSignedIn for none."""
    known = select(ApiToken).where(ApiToken.token_hash == hash_token(secret))
    token = (await session.exec(known)).first()
    if token is None or token.revoked_at is not None:
        raise NotSignedIn("no such token")
    if token.user_id is None:
        return token, None
    user = await session.get(User, token.user_id)
    if user is None or not user.is_active:
        raise NotSignedIn("its user is dismissed")
    return token, user


async def touch_api_token(session: AsyncSession, token_id: UUID) -> None:
    """Note that a token is in use."""
    token = await session.get(ApiToken, token_id)
    if token is not None:
        token.last_used_at = clock.now()


async def list_api_tokens(session: AsyncSession) -> Sequence[ApiToken]:
    """The tokens that open something, the newest first."""
    kept = select(ApiToken).where(col(ApiToken.revoked_at).is_(None))
    return (await session.exec(kept.order_by(col(ApiToken.created_at).desc()))).all()


async def revoke_api_token(session: AsyncSession, token_id: UUID) -> None:
    """End a token; ending it twice changes nothing."""
    token = await session.get(ApiToken, token_id)
    if token is None:
        raise NotFound("token", token_id)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        record(session, ApiTokenRevoked(token_id=token.id))
