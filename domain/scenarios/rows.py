"""Sales scenarios as they are kept: what is said to whom, when, and when no more."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON
from sqlmodel import Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock
from domain.errors import NotFound
from domain.ledger import Fact, Moment, Row

NAME, TEMPLATE, VALUE = 120, 1500, 60


class Trigger(StrEnum):
    """By what a scenario is called; `trigger_value` says by which."""

    ACTION = "action"
    """What a message tells its writer is about to do: a `Deed`."""
    STAGE = "stage"
    """A stage's role."""
    TIME = "time"
    """Hours since he came to his stage."""
    GOAL = "goal"
    LEVEL = "level"
    HEALTH = "health"
    """He has told of some limit; without a value any."""


class Deed(StrEnum):
    DOUBTS = "doubts"
    READY = "ready"
    COMPARES = "compares"
    LEAVES = "leaves"


class Action(StrEnum):
    """What is offered beside the words."""

    ASK = "ask"
    """Nothing: it asks and listens."""
    OFFER_INTAKE = "offer_intake"
    OFFER_TARIFF = "offer_tariff"
    CALL_TRAINER = "call_trainer"


class ExitRule(StrEnum):
    """After what a scenario is said no more, however often it may be."""

    BOUGHT = "bought"
    ANSWERED = "answered"
    """After anything he has written since."""
    REFUSED = "refused"


class SalesScenario(Row, table=True):
    name: str = Field(max_length=NAME, unique=True)
    trigger: Trigger
    trigger_value: str = Field(default="", max_length=VALUE)
    conditions: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """`Conditions` as they are kept; what is not known of somebody fulfils none of them."""
    template: str = Field(max_length=TEMPLATE)
    action: Action = Action.ASK
    tariff_code: str | None = Field(default=None, max_length=60)
    exit_rule: ExitRule = ExitRule.BOUGHT
    most_times: int = 1
    """How often one person is told it."""
    priority: int = 0
    is_active: bool = True
    used_count: int = 0
    updated_at: datetime = Field(default_factory=clock.now, sa_type=Moment)


class ScenarioUse(Row, table=True):
    """A scenario was said to somebody."""

    scenario_id: UUID = Field(foreign_key="salesscenario.id", index=True)
    talk_id: UUID | None = Field(default=None, index=True)
    """No foreign key: that it was said stays known when a talk is erased."""
    client_id: UUID | None = Field(default=None, foreign_key="client.id", index=True)


class ScenarioChanged(Fact):
    scenario_id: UUID


async def get_scenario(session: AsyncSession, scenario_id: UUID) -> SalesScenario:
    """The scenario; NotFound."""
    scenario = await session.get(SalesScenario, scenario_id)
    if scenario is None:
        raise NotFound("sales scenario", scenario_id)
    return scenario


async def list_scenarios(
    session: AsyncSession, *, is_active: bool | None = None
) -> Sequence[SalesScenario]:
    """The most important first."""
    wanted = select(SalesScenario).order_by(
        col(SalesScenario.priority).desc(), col(SalesScenario.id)
    )
    if is_active is not None:
        wanted = wanted.where(col(SalesScenario.is_active).is_(is_active))
    return (await session.exec(wanted)).all()


async def list_page(
    session: AsyncSession, *, before: tuple[datetime, UUID] | None = None, limit: int = 50
) -> Sequence[SalesScenario]:
    """Newest first, after the one that `before` points at."""
    rows = col(SalesScenario.created_at), col(SalesScenario.id)
    wanted = select(SalesScenario).order_by(rows[0].desc(), rows[1].desc()).limit(limit)
    if before is not None:
        moment, last_id = before
        wanted = wanted.where((rows[0] < moment) | ((rows[0] == moment) & (rows[1] < last_id)))
    return (await session.exec(wanted)).all()
