"""Recalling: a client's log as the history that his next programme is written from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.exercises import Catalogue, Unit, read_catalogue
from domain.programmes.histories import History
from domain.programmes.plan import Item, Plan
from domain.programmes.rows import list_programmes
from domain.progress.bouts import HURTS_FROM, Bout, bouts_of
from domain.progress.loads import AFTER_BREAK, AFTER_SETBACK, BREAK
from domain.progress.pains import STOPS_FROM, hurting_tags
from domain.progress.plates import lighter
from domain.progress.reading import read_bare
from domain.progress.rows import PainReport, SetLog, list_client_logs


async def recall(session: AsyncSession, client_id: UUID) -> History:
    """What the client's log says to his next programme; nothing when nothing is logged."""
    logs = await list_client_logs(session, client_id)
    mine = select(PainReport).where(PainReport.client_id == client_id)
    pains = (await session.exec(mine)).all()
    if not logs and not pains:
        return History()
    catalogue = await read_catalogue(session)
    plans = {row.id: read_bare(row) for row in await list_programmes(session, client_id)}
    hurting = {report.slug for report in pains}
    hurting |= {log.slug for log in logs if log.pain is not None and log.pain >= HURTS_FROM}
    return History(
        loads=_loads(logs, plans, catalogue, clock.now().date()),
        left_out=frozenset(_left_out(logs)),
        hurting=frozenset(hurting),
        spared=frozenset().union(*(_spared(report, catalogue) for report in pains)),
        needs_review=any(report.pain >= STOPS_FROM for report in pains),
    )


def _left_out(logs: Iterable[SetLog]) -> set[str]:
    skipped = {log.slug for log in logs if log.is_skipped}
    return skipped - {log.slug for log in logs if not log.is_skipped}


def _spared(report: PainReport, catalogue: Catalogue) -> frozenset[str]:
    """The place that hurts, as tags; where it is not known, all that the exercise does."""
    known = hurting_tags(report.place)
    if known or report.slug not in catalogue:
        return known
    return catalogue[report.slug].tags


def _loads(
    logs: Sequence[SetLog], plans: Mapping[UUID, Plan], catalogue: Catalogue, on: date
) -> dict[str, int]:
    found: dict[str, int] = {}
    for slug in dict.fromkeys(log.slug for log in logs):
        if slug not in catalogue:
            continue
        load = _load(_all_bouts(slug, logs, plans), on)
        if load is not None:
            weight, share = load
            found[slug] = weight if share == 1 else lighter(catalogue[slug], weight, share)
    return found


def _all_bouts(slug: str, logs: Sequence[SetLog], plans: Mapping[UUID, Plan]) -> list[Bout]:
    bouts: list[Bout] = []
    for programme_id, plan in plans.items():
        mine = [log for log in logs if log.programme_id == programme_id and log.slug == slug]
        if mine:
            bouts += bouts_of(plan, _item(plan, slug), mine)
    return sorted(bouts, key=lambda bout: bout.on)


def _item(plan: Plan, slug: str) -> Item:
    """The exercise as the plan has it; one that was swapped in was asked for as anything goes."""
    for week in plan.weeks:
        for day in week.days:
            for item in day.exercises:
                if item.slug == slug:
                    return item
    return Item(slug=slug, sets=1, reps=(1, 1), unit=Unit.REPS, rest_s=0, reasons={})


def _load(bouts: Sequence[Bout], on: date) -> tuple[int, float] | None:
    """The weight to go by and the share of it to start with; None where no weight was told."""
    weighed = [(bout, bout.weight) for bout in bouts if bout.weight is not None]
    if not weighed:
        return None
    well = [pair for pair in weighed if not pair[0].fell_short and not pair[0].hurt]
    weight = (well or weighed)[-1][1]
    share = 1.0 if well else AFTER_SETBACK
    return weight, min(share, AFTER_BREAK) if on - bouts[-1].on >= BREAK else share
