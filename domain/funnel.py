"""The funnel: pipelines and stages the trainer edits, and what moves a client along.

Rules speak to a stage's role, never to its name. Automation moves nobody backwards, nor over a
move by hand later than its cause. Whoever is inactive stands beside the way and may be taken up
anywhere; whoever has finished begins anew only by paying.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import Conflict, NotFound
from domain.ledger import Fact, Row, record
from domain.people import Client, get_client


class Role(StrEnum):
    """What a stage means to the rules."""

    FIRST_CONTACT = "first_contact"
    CONSULTATION = "consultation"
    DECIDING = "deciding"
    BOUGHT = "bought"
    ACTIVE = "active"
    FINISHED = "finished"
    INACTIVE = "inactive"


BY_RULE = "rule"
"""Who moved a client when nobody did by hand."""


class Pipeline(Row, table=True):
    title: str
    position: int = 0


class Stage(Row, table=True):
    pipeline_id: UUID = Field(foreign_key="pipeline.id", index=True)
    title: str
    colour: str
    position: int
    role: Role | None = None
    """None for a stage of the trainer's own, which no rule moves into."""


class ClientMoved(Fact):
    client_id: UUID
    from_stage_id: UUID | None
    stage_id: UUID
    by: str
    """A user's id, or "rule"."""
    why: str
    """A code of `app.words.funnel.WHY`."""


async def list_stages(session: AsyncSession, pipeline_id: UUID | None = None) -> Sequence[Stage]:
    """The stages in their order; of the first pipeline when none is named.

    Raises:
        NotFound: there is no pipeline yet.
    """
    mine = select(Stage).where(Stage.pipeline_id == (pipeline_id or _default_pipeline()))
    stages = (await session.exec(mine.order_by(col(Stage.position)))).all()
    if not stages and pipeline_id is None:
        await get_default_pipeline(session)
    return stages


def _default_pipeline() -> Any:
    """Its id, to be found in the same question."""
    return select(Pipeline.id).order_by(col(Pipeline.position)).limit(1).scalar_subquery()


async def list_pipelines(session: AsyncSession) -> Sequence[Pipeline]:
    """Every pipeline in its order."""
    return (await session.exec(select(Pipeline).order_by(col(Pipeline.position)))).all()


async def get_default_pipeline(session: AsyncSession) -> Pipeline:
    """The first pipeline; NotFound before the house is furnished."""
    found = (await session.exec(select(Pipeline).order_by(col(Pipeline.position)))).first()
    if found is None:
        raise NotFound("pipeline", "default")
    return found


async def get_stage(session: AsyncSession, stage_id: UUID) -> Stage:
    """The stage, or NotFound."""
    stage = await session.get(Stage, stage_id)
    if stage is None:
        raise NotFound("stage", stage_id)
    return stage


async def find_stage_by_role(session: AsyncSession, role: Role) -> Stage | None:
    """The first stage of the default pipeline with this role."""
    found = select(Stage).where(Stage.pipeline_id == _default_pipeline(), Stage.role == role)
    return (await session.exec(found.order_by(col(Stage.position)).limit(1))).first()


async def move_client(
    session: AsyncSession, client_id: UUID, stage_id: UUID, *, by: str, why: str = "by_hand"
) -> None:
    """Put the client at a stage because a person said so; where he stands already, nothing."""
    client = await get_client(session, client_id)
    stage = await get_stage(session, stage_id)
    client.moved_by_hand_at = clock.now()
    _put(session, client, stage, by=by, why=why)


async def advance(
    session: AsyncSession, client_id: UUID, role: Role, *, cause_at: datetime, why: str
) -> None:
    """Move the client to the stage of `role`, if that is forward and nobody decided otherwise.

    Args:
        cause_at: when the thing happened that asks for the move.
    """
    client = await get_client(session, client_id)
    if client.moved_by_hand_at is not None and client.moved_by_hand_at > cause_at:
        return
    stages = await list_stages(session)
    target = next((s for s in stages if s.role is role), None)
    if target is None:
        return
    current = next((s for s in stages if s.id == client.stage_id), None)
    if client.stage_id is not None and current is None:
        return  # He stands in another pipeline: that is the trainer's own business.
    if current is None or _leads_on(current, target):
        _put(session, client, target, by=BY_RULE, why=why)


def _leads_on(current: Stage, target: Stage) -> bool:
    if current.role is Role.INACTIVE:
        return True
    if current.role is Role.FINISHED and target.role is Role.BOUGHT:
        return True
    return current.position < target.position


def place_new_client(session: AsyncSession, client: Client, stage: Stage, why: str) -> None:
    """Stand a client who is in no pipeline yet at his first stage."""
    _put(session, client, stage, by=BY_RULE, why=why)


def say_placed(session: AsyncSession, client_id: UUID, stage: Stage, why: str) -> None:
    """Record that a client was written down at his first stage."""
    moved = ClientMoved(
        client_id=client_id, from_stage_id=None, stage_id=stage.id, by=BY_RULE, why=why
    )
    record(session, moved)


def _put(session: AsyncSession, client: Client, stage: Stage, *, by: str, why: str) -> None:
    if client.stage_id == stage.id:
        return
    moved = ClientMoved(
        client_id=client.id, from_stage_id=client.stage_id, stage_id=stage.id, by=by, why=why
    )
    client.stage_id = stage.id
    client.moved_at = clock.now()
    record(session, moved)


async def count_by_stage(session: AsyncSession) -> dict[UUID, int]:
    """How many clients stand at each stage; the empty ones are absent."""
    counts = select(Client.stage_id, func.count()).where(col(Client.merged_into_id).is_(None))
    counts = counts.where(col(Client.stage_id).is_not(None)).group_by(col(Client.stage_id))
    return {stage_id: n for stage_id, n in (await session.exec(counts)).all() if stage_id}


async def list_at_stage(session: AsyncSession, stage_id: UUID, limit: int) -> Sequence[Client]:
    """Who stands at a stage, the latest come first."""
    here = select(Client).where(Client.stage_id == stage_id, col(Client.merged_into_id).is_(None))
    # Without its first column PostgreSQL would not take the order from the index.
    latest = here.order_by(col(Client.merged_into_id).desc(), col(Client.moved_at).desc())
    return (await session.exec(latest.limit(limit))).all()


class StageChanged(Fact):
    stage_id: UUID


class StageInUse(Conflict):
    """Clients stand there: say first where they go."""

    def __init__(self, stage_id: UUID, clients: int) -> None:
        super().__init__(f"stage {stage_id} holds {clients} clients")
        self.stage_id = stage_id
        self.clients = clients


async def change_stage(session: AsyncSession, stage_id: UUID, **fields: Any) -> Stage:
    """Change title, colour or position; the role stays, rules rely on it."""
    stage = await get_stage(session, stage_id)
    for key in {"title", "colour", "position"} & fields.keys():
        setattr(stage, key, fields[key])
    record(session, StageChanged(stage_id=stage.id))
    return stage


async def add_stage(session: AsyncSession, title: str, colour: str, position: int) -> Stage:
    """A stage of the trainer's own in the default pipeline; later ones move one place down."""
    pipeline = await get_default_pipeline(session)
    later = update(Stage).where(
        col(Stage.pipeline_id) == pipeline.id, col(Stage.position) >= position
    )
    await session.exec(later.values(position=Stage.position + 1))
    stage = Stage(pipeline_id=pipeline.id, title=title, colour=colour, position=position)
    session.add(stage)
    record(session, StageChanged(stage_id=stage.id))
    return stage


async def remove_stage(session: AsyncSession, stage_id: UUID) -> None:
    """Take away an empty stage that no rule needs.

    Raises:
        StageInUse: clients stand there, or a rule moves into it (then `clients` is 0).
    """
    stage = await get_stage(session, stage_id)
    standing = (await count_by_stage(session)).get(stage_id, 0)
    if standing or stage.role is not None:
        raise StageInUse(stage_id, standing)
    await session.delete(stage)
    record(session, StageChanged(stage_id=stage_id))
