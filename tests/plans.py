"""Programmes for tests, as the generator makes them."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from domain import intakes, passes
from domain.exercises import load_catalogue
from domain.intakes import Intake
from domain.passes import Pass
from domain.people import Client
from domain.programmes.generator import generate
from domain.programmes.plan import Plan
from domain.programmes.rows import Kind, Programme, Status, keep
from domain.questionnaire import read_answers
from tests.made import ANSWERS

SEED = 5


def plan(weeks: int = 1, **answers: Any) -> Plan:
    """A healthy person's plan; `answers` change what was answered."""
    given = read_answers({**ANSWERS, **answers})
    return generate(given, weeks=weeks, seed=SEED, catalogue=load_catalogue())


async def intake(session: AsyncSession, client: Client, granted: Pass | None = None) -> Intake:
    """Healthy answers on the client's card, handed in with a pass of their own."""
    granted = granted or passes.issue(session, client.id)
    await session.flush()
    submission = intakes.prepare(read_answers(ANSWERS))
    row = await intakes.submit(session, client.id, granted, submission)
    await session.flush()
    return row


async def programme(
    session: AsyncSession,
    client: Client,
    *,
    granted: Pass | None = None,
    kind: Kind = Kind.DEMO,
    status: Status = Status.READY,
    weeks: int = 1,
) -> Programme:
    """A programme on the client's card."""
    answered = await intake(session, client, granted)
    row = Programme(
        client_id=client.id,
        intake_id=answered.id,
        pass_id=answered.pass_id,
        kind=kind,
        status=status,
        plan=plan(weeks).model_dump(mode="json"),
        weeks=weeks,
    )
    keep(session, row, by="rule")
    await session.flush()
    return row
