"""How each user likes the list of clients: views kept under a name, and the columns he sees."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.errors import NotFound, Refused
from domain.ledger import Row

TITLE_LENGTH, QUERY_LENGTH = 40, 600
MOST = 20


class ClientView(Row, table=True):
    """What was asked for, as it stands in the address."""

    user_id: UUID | None = Field(default=None, foreign_key="user_account.id", index=True)
    """None where nobody is signed in: a house that guards nothing, as in tests."""
    title: str = Field(max_length=TITLE_LENGTH)
    query: str = Field(max_length=QUERY_LENGTH)


class ClientColumns(Row, table=True):
    """The columns one user has chosen, in their order."""

    user_id: UUID | None = Field(default=None, foreign_key="user_account.id", index=True)
    columns: list[str] = Field(default_factory=list, sa_type=JSON)


async def list_views(session: AsyncSession, user_id: UUID | None) -> Sequence[ClientView]:
    """His views, the oldest first."""
    his = select(ClientView).where(ClientView.user_id == user_id)
    return (await session.exec(his.order_by(col(ClientView.id)).limit(MOST))).all()


async def keep_view(
    session: AsyncSession, user_id: UUID | None, title: str, query: str
) -> ClientView:
    """Keep what is asked for under a name; the same name again asks for something else now.

    Raises:
        Refused: it has no name or too long a one, or there are enough views.
    """
    name = " ".join(title.split())
    if not name or len(name) > TITLE_LENGTH or len(query) > QUERY_LENGTH:
        raise Refused({"view": "missing" if not name else "too_long"})
    views = await list_views(session, user_id)
    known = next((view for view in views if view.title.casefold() == name.casefold()), None)
    if known is not None:
        known.title, known.query = name, query
        return known
    if len(views) >= MOST:
        raise Refused({"view": "too_many"})
    view = ClientView(user_id=user_id, title=name, query=query)
    session.add(view)
    return view


async def drop_view(session: AsyncSession, user_id: UUID | None, view_id: UUID) -> ClientView:
    """Take his view away and give back what it was; NotFound for another's too."""
    view = await session.get(ClientView, view_id)
    if view is None or view.user_id != user_id:
        raise NotFound("view", view_id)
    await session.delete(view)
    return view


async def read_columns(session: AsyncSession, user_id: UUID | None) -> list[str] | None:
    """What he has chosen; None when he never has."""
    his = select(ClientColumns).where(ClientColumns.user_id == user_id)
    kept = (await session.exec(his.limit(1))).first()
    return kept.columns if kept else None


async def choose_columns(
    session: AsyncSession, user_id: UUID | None, columns: Sequence[str]
) -> None:
    his = select(ClientColumns).where(ClientColumns.user_id == user_id)
    kept = (await session.exec(his.limit(1))).first()
    if kept is None:
        kept = ClientColumns(user_id=user_id)
        session.add(kept)
    kept.columns = list(columns)
