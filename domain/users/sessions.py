"""Browsers that have logged in: opened, used, listed, closed."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import record
from domain.tokens import hash_token, new_token
from domain.users.rows import LIFETIME, NotSignedIn, SessionClosed, SessionOpened, User, WebSession


async def open_session(
    session: AsyncSession, user_id: UUID, *, address: str, agent: str
) -> tuple[WebSession, str]:
    """A session just begun, and its token, which only the browser keeps."""
    token = new_token()
    opened = WebSession(
        user_id=user_id,
        token_hash=hash_token(token),
        expires_at=clock.now() + LIFETIME,
        address=address,
        agent="".join(c for c in agent if c.isprintable())[:200],
    )
    session.add(opened)
    await session.flush()
    record(session, SessionOpened(session_id=opened.id, user_id=user_id))
    return opened, token


async def check_session(session: AsyncSession, token: str) -> tuple[WebSession, User]:
    """The open session a browser holds the token of, and whose it is; NotSignedIn for none."""
    known = select(WebSession, User).join(User)
    known = known.where(WebSession.token_hash == hash_token(token))
    found = (await session.exec(known)).first()
    if found is None or not found[0].is_open or not found[1].is_active:
        raise NotSignedIn("no such session")
    return found[0], found[1]


async def touch_session(session: AsyncSession, session_id: UUID) -> None:
    """Note that an open session is in use."""
    web = await session.get(WebSession, session_id)
    if web is not None and web.is_open:
        web.last_seen_at = clock.now()


async def list_sessions(session: AsyncSession, user_id: UUID) -> Sequence[WebSession]:
    """A user's open sessions, the most lately used first."""
    kept = select(WebSession).where(WebSession.user_id == user_id)
    kept = kept.where(col(WebSession.closed_at).is_(None))
    rows = (await session.exec(kept.order_by(col(WebSession.last_seen_at).desc()))).all()
    return [row for row in rows if row.is_open]


async def list_open(session: AsyncSession, session_ids: Sequence[UUID]) -> set[UUID]:
    """Which of the sessions are open, their users still welcome."""
    rows = select(WebSession).join(User).where(col(WebSession.id).in_(session_ids))
    rows = rows.where(col(User.is_active).is_(True))
    return {row.id for row in (await session.exec(rows)).all() if row.is_open}


async def list_addresses(session: AsyncSession, login: str) -> Sequence[str]:
    """Whence a user has logged in with success lately; empty for a stranger's login."""
    lately = select(WebSession.address).join(User).where(User.login == login)
    lately = lately.order_by(col(WebSession.created_at).desc()).limit(50)
    return (await session.exec(lately)).all()


async def close_session(session: AsyncSession, session_id: UUID) -> None:
    """End a session; ending it twice changes nothing."""
    web = await session.get(WebSession, session_id)
    if web is None:
        raise NotFound("session", session_id)
    if web.closed_at is None:
        web.closed_at = clock.now()
        record(session, SessionClosed(session_id=web.id, user_id=web.user_id))


async def close_all_sessions(
    session: AsyncSession, user_id: UUID, *, keep: UUID | None = None
) -> None:
    """End every session of a user but `keep`."""
    for web in await list_sessions(session, user_id):
        if web.id != keep:
            await close_session(session, web.id)
