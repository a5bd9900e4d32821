"""The funnel in numbers: who stands where, how many went on, and how long it took them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain.funnel import ClientMoved, Stage, count_by_stage, list_stages
from domain.ledger import FactRow

DAY = timedelta(days=1)


@dataclass(frozen=True)
class StageFigures:
    stage: Stage
    count: int
    """Who stands here now."""
    reached: int
    """Who ever stood here or further on."""
    conversion: float | None
    """The share of `reached` that went on to the next stage; None for the last, or of nobody."""
    median_days: float | None
    """How long those who left stayed; None when nobody has left."""


async def report(session: AsyncSession) -> list[StageFigures]:
    """The stages of the default pipeline in order, over all of its history."""
    stages = await list_stages(session)
    counts = await count_by_stage(session)
    moves = await _moves(session)
    reached = _reached(stages, moves)
    stays = _stays(moves)
    figures = []
    for place, stage in enumerate(stages):
        further = reached[place + 1] if place + 1 < len(stages) else None
        days = [stay / DAY for stay in stays[stage.id]]
        figures.append(
            StageFigures(
                stage=stage,
                count=counts.get(stage.id, 0),
                reached=reached[place],
                conversion=_share(further, reached[place]),
                median_days=median(days) if days else None,
            )
        )
    return figures


Moves = dict[UUID, list[tuple[datetime, UUID]]]
"""Of each client, when he came to which stage, in order."""


async def _moves(session: AsyncSession) -> Moves:
    told = select(FactRow.client_id, FactRow.created_at, FactRow.body)
    told = told.where(FactRow.kind == ClientMoved.__name__).order_by(col(FactRow.created_at))
    moves: Moves = defaultdict(list)
    for client_id, moment, body in (await session.exec(told)).all():
        if client_id is not None:
            moves[client_id].append((moment, UUID(body["stage_id"])))
    return moves


def _reached(stages: Sequence[Stage], moves: Moves) -> list[int]:
    place = {stage.id: n for n, stage in enumerate(stages)}
    furthest = [
        max((place[stage_id] for _, stage_id in his if stage_id in place), default=-1)
        for his in moves.values()
    ]
    return [sum(far >= n for far in furthest) for n in range(len(stages))]


def _stays(moves: Moves) -> dict[UUID, list[timedelta]]:
    stays: dict[UUID, list[timedelta]] = defaultdict(list)
    for his in moves.values():
        for (came, stage_id), (left, _) in pairwise(his):
            stays[stage_id].append(left - came)
    return stays


def _share(part: int | None, whole: int) -> float | None:
    return None if part is None or not whole else part / whole
