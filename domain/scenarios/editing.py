"""Changing scenarios, and carrying them out and in: what is exported and imported is the same."""

import re
import tomllib
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import delete
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from domain import clock, site
from domain.errors import Conflict, Refused
from domain.faq import VARIABLES, Imported
from domain.funnel import Role
from domain.ledger import record
from domain.questionnaire import Goal
from domain.scenarios.conditions import Conditions
from domain.scenarios.rows import (
    NAME,
    TEMPLATE,
    VALUE,
    Action,
    Deed,
    ExitRule,
    SalesScenario,
    ScenarioChanged,
    ScenarioUse,
    Trigger,
    get_scenario,
    list_scenarios,
)

OWN_VARIABLES = (*VARIABLES, "tariff", "price", "name", "link")
LEVELS = ("beginner", "intermediate", "advanced")
MOST_TIMES, PRIORITIES, AT_ONCE = range(1, 101), range(-1000, 1001), 1000


class NameTaken(Conflict):
    """A scenario of that name is there already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"a scenario of that name is there already: {name!r}")


class PortableScenario(BaseModel):
    """A scenario as it travels and as it is written by a script."""

    model_config = ConfigDict(extra="forbid")

    name: str
    trigger: Trigger
    trigger_value: str = ""
    conditions: Conditions = Conditions()
    template: str
    action: Action = Action.ASK
    tariff_code: str | None = None
    exit_rule: ExitRule = ExitRule.BOUGHT
    most_times: int = 1
    priority: int = 0
    active: bool = True


async def add_scenario(session: AsyncSession, given: PortableScenario) -> SalesScenario:
    """A new scenario; Refused by field, or NameTaken."""
    fields = _clean(given)
    await _check_free(session, fields["name"])
    return _keep(session, SalesScenario(**fields))


async def change_scenario(
    session: AsyncSession, scenario_id: UUID, given: PortableScenario
) -> SalesScenario:
    """The scenario as it is given, whole; Refused by field, NameTaken, NotFound."""
    scenario = await get_scenario(session, scenario_id)
    fields = _clean(given)
    await _check_free(session, fields["name"], scenario.id)
    for name, value in fields.items():
        setattr(scenario, name, value)
    scenario.updated_at = clock.now()
    return _keep(session, scenario)


async def remove_scenario(session: AsyncSession, scenario_id: UUID) -> None:
    """Forget the scenario, and that it was said; NotFound."""
    scenario = await get_scenario(session, scenario_id)
    await session.exec(delete(ScenarioUse).where(col(ScenarioUse.scenario_id) == scenario.id))
    await session.delete(scenario)
    record(session, ScenarioChanged(scenario_id=scenario_id))


def to_portable(scenario: SalesScenario) -> PortableScenario:
    kept = {
        name: getattr(scenario, name) for name in PortableScenario.model_fields if name != "active"
    }
    return PortableScenario(**kept, active=scenario.is_active)


async def export_scenarios(session: AsyncSession) -> list[PortableScenario]:
    return [to_portable(row) for row in await list_scenarios(session)]


async def import_scenarios(session: AsyncSession, given: Sequence[Any]) -> Imported:
    """Add what is new, change what is there under the same name; all of it or nothing.

    Raises:
        Refused: one cannot be taken; its key is `items.NUMBER.field`, counted from 1.
    """
    if len(given) > AT_ONCE:
        raise Refused({"items": "too_many"})
    counts = {"added": 0, "changed": 0, "same": 0}
    known = {row.name: row for row in await list_scenarios(session)}
    for number, one in enumerate(given, 1):
        try:
            read = read_scenario(one)
            mine = known.get(" ".join(read.name.split()))
            if mine is None:
                added = await add_scenario(session, read)
                known[added.name] = added
                counts["added"] += 1
            elif to_portable(mine) == read:
                counts["same"] += 1
            else:
                await change_scenario(session, mine.id, read)
                counts["changed"] += 1
        except Refused as e:
            wrong = {f"items.{number}.{key}".rstrip("."): code for key, code in e.fields.items()}
            raise Refused(wrong) from e
    return Imported(**counts)


def read_scenario(given: Any) -> PortableScenario:
    """What a script or a file has written; Refused by field."""
    try:
        return PortableScenario.model_validate(given)
    except ValidationError as e:
        wrong = {".".join(map(str, one["loc"])): "malformed" for one in e.errors()}
        raise Refused(wrong) from e


async def furnish_scenarios(session: AsyncSession) -> None:
    """Put the default scenarios where there are none."""
    if await list_scenarios(session):
        return
    text = (site.CONTENT / "scenarios.toml").read_text(encoding="utf-8")
    for row in tomllib.loads(text)["scenarios"]:
        await add_scenario(session, read_scenario(row))


def _clean(given: PortableScenario) -> dict[str, Any]:
    fields = given.model_dump(exclude={"active", "conditions"})
    fields["name"] = " ".join(given.name.split())
    fields["template"] = "\n".join(given.template.split("\r\n")).strip()
    fields["tariff_code"] = (given.tariff_code or "").strip() or None
    fields["is_active"] = given.active
    fields["conditions"] = given.conditions.model_dump(exclude_defaults=True)
    if wrong := _find_faults(fields):
        raise Refused(wrong)
    return fields


def _find_faults(fields: dict[str, Any]) -> dict[str, str]:
    wrong = {name: "missing" for name in ("name", "template") if not fields[name]}
    longest = {"name": NAME, "template": TEMPLATE, "trigger_value": VALUE}
    wrong |= {name: "too_long" for name, most in longest.items() if len(fields[name]) > most}
    if any(name not in OWN_VARIABLES for name in re.findall(r"\{([a-z_]+)\}", fields["template"])):
        wrong["template"] = "unknown_variable"
    if not _is_value(fields["trigger"], fields["trigger_value"]):
        wrong["trigger_value"] = "unknown"
    if fields["action"] is Action.OFFER_TARIFF and not fields["tariff_code"]:
        wrong["tariff_code"] = "missing"
    if fields["most_times"] not in MOST_TIMES:
        wrong["most_times"] = "not_whole"
    if fields["priority"] not in PRIORITIES:
        wrong["priority"] = "not_whole"
    return wrong


def _is_value(trigger: Trigger, value: str) -> bool:
    allowed: dict[Trigger, Sequence[str]] = {
        Trigger.ACTION: list(Deed),
        Trigger.STAGE: list(Role),
        Trigger.GOAL: list(Goal),
        Trigger.LEVEL: LEVELS,
    }
    if trigger is Trigger.TIME:
        return value.isascii() and value.isdecimal() and len(value) < 6
    return trigger is Trigger.HEALTH or value in allowed[trigger]


async def _check_free(session: AsyncSession, name: str, own: UUID | None = None) -> None:
    same = select(col(SalesScenario.id)).where(SalesScenario.name == name)
    found = (await session.exec(same)).first()
    if found is not None and found != own:
        raise NameTaken(name)


def _keep(session: AsyncSession, scenario: SalesScenario) -> SalesScenario:
    session.add(scenario)
    record(session, ScenarioChanged(scenario_id=scenario.id))
    return scenario
