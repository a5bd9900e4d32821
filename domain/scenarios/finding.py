"""Which scenario a moment of a talk calls for, if any."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import site, tariffs
from domain.faq import fill, list_stems, read_values, spell_price
from domain.ledger import jot
from domain.scenarios.conditions import Conditions
from domain.scenarios.rows import (
    Deed,
    ExitRule,
    SalesScenario,
    ScenarioUse,
    Trigger,
    list_scenarios,
)
from domain.scenarios.situations import Situation


class Called(NamedTuple):
    """A scenario, and its words with all the variables filled."""

    scenario: SalesScenario
    text: str


async def find_scenario(session: AsyncSession, situation: Situation) -> Called | None:
    """The most important scenario that is called for now and may still be said to this person."""
    if not situation.may_be_sold_to or Deed.LEAVES in situation.deeds:
        return None
    called = [row for row in await list_scenarios(session, is_active=True) if fits(row, situation)]
    if not called:
        return None
    said = await _count_said(session, situation)
    values = await read_values(session)
    for row in called:
        if is_over(row, situation, said.get(row.id, 0)):
            continue
        text = fill(row.template, {**values, **situation.values, **await _of_tariff(session, row)})
        if text is not None:
            return Called(row, text.strip())
    return None


def fits(scenario: SalesScenario, situation: Situation) -> bool:
    """Whether the trigger and every condition are fulfilled."""
    if not _is_triggered(scenario, situation):
        return False
    return Conditions.model_validate(scenario.conditions).are_met(situation)


def is_over(scenario: SalesScenario, situation: Situation, said: int) -> bool:
    """Whether it must not be said any more to whom it was said so often."""
    if said >= scenario.most_times:
        return True
    if situation.has_bought and scenario.exit_rule is not ExitRule.REFUSED:
        return True
    return scenario.exit_rule is ExitRule.ANSWERED and said > 0


async def note_use(session: AsyncSession, scenario_id: UUID, situation: Situation) -> None:
    """It was said."""
    more = update(SalesScenario).where(col(SalesScenario.id) == scenario_id)
    await session.exec(more.values(used_count=col(SalesScenario.used_count) + 1))
    jot(
        session,
        ScenarioUse,
        scenario_id=scenario_id,
        talk_id=situation.talk_id,
        client_id=situation.client_id,
    )


def recognise(text: str) -> frozenset[Deed]:
    """What a message tells its writer is about to do."""
    said = f" {' '.join(list_stems(text))} "
    return frozenset(
        deed for deed, phrases in _deeds().items() if any(f" {one} " in said for one in phrases)
    )


def _is_triggered(scenario: SalesScenario, situation: Situation) -> bool:
    value = scenario.trigger_value
    match scenario.trigger:
        case Trigger.ACTION:
            return value in situation.deeds
        case Trigger.STAGE:
            return situation.stage == value
        case Trigger.TIME:
            hours = situation.hours_in_stage
            return hours is not None and value.isdecimal() and hours >= int(value)
        case Trigger.GOAL:
            return situation.goal == value
        case Trigger.LEVEL:
            return situation.level == value
        case Trigger.HEALTH:
            limits = situation.limits
            return bool(limits) and (not value or value in (limits or ()))


async def _count_said(session: AsyncSession, situation: Situation) -> Mapping[UUID, int]:
    """How often each was said to this person, or in this talk while he is nameless."""
    if situation.client_id is None and situation.talk_id is None:
        return {}
    of = (
        col(ScenarioUse.client_id) == situation.client_id
        if situation.client_id is not None
        else col(ScenarioUse.talk_id) == situation.talk_id
    )
    if situation.client_id is not None and situation.talk_id is not None:
        of = of | (col(ScenarioUse.talk_id) == situation.talk_id)
    counted = select(col(ScenarioUse.scenario_id), func.count()).where(of)
    rows: Sequence[tuple[UUID, int]] = (
        await session.exec(counted.group_by(col(ScenarioUse.scenario_id)))
    ).all()
    return dict(rows)


async def _of_tariff(session: AsyncSession, scenario: SalesScenario) -> dict[str, str]:
    """Its tariff's name and price; empty when it is not sold, so that nothing is said of it."""
    if scenario.tariff_code is None:
        return {}
    for row in await tariffs.list_tariffs(session):
        if row.code == scenario.tariff_code:
            return {"tariff": row.title, "price": spell_price(row.price)}
    return {"tariff": "", "price": ""}


@cache
def _deeds() -> Mapping[Deed, list[str]]:
    path = site.CONTENT / "scenarios.toml"
    written = tomllib.loads(path.read_text(encoding="utf-8"))["deeds"]
    return {
        Deed(deed): [" ".join(list_stems(phrase)) for phrase in phrases]
        for deed, phrases in written.items()
    }
