"""Desks: what a user has on his desk while he edits: a working copy of each programme.

It is kept with every change, so that a reload or a flat battery loses nothing; it is nobody's
version until it is saved.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, UniqueConstraint, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.ledger import Moment, Row
from domain.programmes.plan import Plan
from domain.programmes.rows import Programme


class WorkingCopy(Row, table=True):
    __table_args__ = (UniqueConstraint("programme_id", "user_id"),)

    client_id: UUID = Field(foreign_key="client.id", index=True)
    programme_id: UUID = Field(foreign_key="programme.id", ondelete="CASCADE")
    user_id: UUID = Field(foreign_key="user_account.id", ondelete="CASCADE")
    based_on: int
    """The version it was begun from."""
    plan: dict[str, Any] = Field(sa_type=JSON)
    kept_at: datetime = Field(default_factory=clock.now, sa_type=Moment)

    def read(self) -> Plan:
        return Plan.model_validate(self.plan)


async def find_copy(session: AsyncSession, programme_id: UUID, user_id: UUID) -> WorkingCopy | None:
    """What this user was doing with the programme, if he has not saved it."""
    mine = select(WorkingCopy).where(
        WorkingCopy.programme_id == programme_id, WorkingCopy.user_id == user_id
    )
    return (await session.exec(mine)).first()


async def keep_copy(
    session: AsyncSession, programme: Programme, user_id: UUID, plan: Plan, *, based_on: int
) -> None:
    """Keep what he is doing, in place of what was kept before."""
    kept: dict[str, Any] = {
        "plan": plan.model_dump(mode="json"),
        "based_on": based_on,
        "kept_at": clock.now(),
    }
    row = WorkingCopy(
        client_id=programme.client_id, programme_id=programme.id, user_id=user_id, **kept
    )
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    insert = dialect.insert(WorkingCopy).values(**row.model_dump())
    own = ["programme_id", "user_id"]
    await session.exec(insert.on_conflict_do_update(index_elements=own, set_=kept))


async def drop_copy(session: AsyncSession, programme_id: UUID, user_id: UUID) -> None:
    """Forget it: it is saved, or he does not want it."""
    mine = delete(WorkingCopy).where(
        col(WorkingCopy.programme_id) == programme_id, col(WorkingCopy.user_id) == user_id
    )
    await session.exec(mine)
