"""What is known of a client, as scenarios look at him."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, funnel, intakes, objections, purchases
from domain.payments import Status
from domain.people import get_client
from domain.programmes.profiles import level_of
from domain.programmes.rows import Kind, list_programmes
from domain.scenarios.finding import recognise
from domain.scenarios.situations import Situation

NONE = "none"


async def observe(
    session: AsyncSession, client_id: UUID | None, asked: str = "", *, talk_id: UUID | None = None
) -> Situation:
    """The moment somebody writes `asked`; of whom there is no card only his words are known."""
    deeds = recognise(asked)
    if client_id is None:
        # Who has no card has had nothing of ours.
        return Situation(talk_id=talk_id, deeds=deeds, has_free_week=False, has_bought=False)
    client = await get_client(session, client_id)
    stage = await funnel.get_stage(session, client.stage_id) if client.stage_id else None
    intake = await intakes.find_current(session, client.id)
    programmes = await list_programmes(session, client.id)
    known = Situation(
        talk_id=talk_id,
        client_id=client.id,
        deeds=deeds,
        stage=stage.role.value if stage is not None and stage.role is not None else None,
        hours_in_stage=(clock.now() - client.moved_at) / timedelta(hours=1),
        has_free_week=any(one.kind is Kind.DEMO for one in programmes),
        has_bought=await _has_bought(session, client.id),
        may_be_sold_to=await objections.find_sale_objection(session, client.id) is None,
        values={"name": client.name.split()[0] if client.name.strip() else ""},
    )
    if intake is None:
        return known
    answers = intake.read()
    return replace(
        known,
        goal=answers.goal.value,
        level=level_of(answers.train_months).name.lower(),
        limits=frozenset(answers.conditions) - {NONE},
    )


async def _has_bought(session: AsyncSession, client_id: UUID) -> bool:
    for purchase in await purchases.list_purchases(session, client_id):
        payment = await purchases.find_payment(session, purchase.id)
        if payment is not None and payment.status is Status.PAID:
            return True
    return False
