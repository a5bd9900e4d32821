"""Recoveries: whoever was too ill to train is asked a week later how he is, once.

Only puts the question into the post; when it may go is the gate's to say.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, messages
from domain.intakes import Intake, find_current
from domain.ledger import Begin
from domain.messages import Purpose

BATCH = 200


async def ask_due(begin: Begin) -> int:
    """Ask everybody whose week has passed; returns how many."""
    asked = 0
    while due := await _list_due(begin):
        for intake_id in due:
            async with begin() as session:
                asked += await _ask(session, intake_id)
    return asked


async def _list_due(begin: Begin) -> Sequence[UUID]:
    due = select(Intake.id).where(col(Intake.ask_again_at) <= clock.now())
    async with begin() as session:
        return (await session.exec(due.order_by(col(Intake.ask_again_at)).limit(BATCH))).all()


async def _ask(session: AsyncSession, intake_id: UUID) -> bool:
    mine = update(Intake).where(
        col(Intake.id) == intake_id, col(Intake.ask_again_at) <= clock.now()
    )
    if not (await session.exec(mine.values(ask_again_at=None))).rowcount:
        return False
    intake = await session.get_one(Intake, intake_id)
    current = await find_current(session, intake.client_id)
    if current is None or current.id != intake.id:
        return False  # He has answered anew since, or a stranger had named his phone.
    return await messages.queue(
        session,
        kind="ask_again",
        purpose=Purpose.SERVICE,
        dedupe_key=f"ask_again:{intake.id}",
        client_id=intake.client_id,
        about={"intake_id": str(intake.id), "client_id": str(intake.client_id)},
    )
