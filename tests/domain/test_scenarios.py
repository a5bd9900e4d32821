"""Sales scenarios: six by themselves, each with its own trigger, none against health or a no."""

from dataclasses import replace
from typing import Any

import pytest

from app.db import Database
from domain import scenarios
from domain.errors import Refused
from domain.ledger import new_id
from domain.scenarios import Situation, Trigger, find_scenario, recognise

KNOWN = Situation(has_free_week=False, has_bought=False)


@pytest.mark.parametrize(
    ("situation", "name"),
    [
        (replace(KNOWN, deeds=recognise("ой, дорого для меня")), "Сомневается в цене"),
        (replace(KNOWN, stage="deciding", has_free_week=True), "После бесплатной недели"),
        (replace(KNOWN, stage="deciding", hours_in_stage=80.0), "Давно думает"),
        (replace(KNOWN, goal="weight_loss"), "Худеющим"),
        (replace(KNOWN, level="beginner"), "Новичкам"),
        (replace(KNOWN, limits=frozenset({"knee"})), "Сначала посоветоваться о здоровье"),
        (replace(KNOWN, limits=frozenset()), None),
        (Situation(), None),
        (replace(KNOWN, goal="weight_loss", may_be_sold_to=False), None),
        (replace(KNOWN, goal="weight_loss", has_bought=True), None),
        (replace(KNOWN, goal="weight_loss", deeds=recognise("не пишите мне больше")), None),
    ],
)
async def test_each_moment_calls_for_its_own_scenario(
    db: Database, situation: Situation, name: str | None
) -> None:
    async with db.begin() as session:
        called = await find_scenario(session, situation)

    assert (called and called.scenario.name) == name
    assert called is None or "{" not in called.text


async def test_a_scenario_is_said_as_often_as_it_may_be_and_not_of_a_tariff_that_is_not_sold(
    db: Database,
) -> None:
    async with db.begin() as session:
        talk = Situation(talk_id=new_id(), goal="weight_loss")
        called = await find_scenario(session, talk)
        assert called is not None
        await scenarios.note_use(session, called.scenario.id, talk)
    async with db.begin() as session:
        assert await find_scenario(session, talk) is None
        given = scenarios.to_portable(called.scenario)
        other = given.model_copy(update={"tariff_code": "gone", "most_times": 5})
        await scenarios.change_scenario(session, called.scenario.id, other)
        assert await find_scenario(session, talk) is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"trigger": Trigger.STAGE, "trigger_value": "nowhere"}, "trigger_value"),
        ({"template": "Здравствуйте, {patronymic}"}, "template"),
        ({"action": "offer_tariff"}, "tariff_code"),
        ({"conditions": {"moon": "full"}}, "conditions.moon"),
    ],
)
async def test_a_scenario_that_could_not_work_is_refused_by_its_field(
    db: Database, changed: dict[str, Any], field: str
) -> None:
    good = {"name": "Проба", "trigger": "level", "trigger_value": "beginner", "template": "Да."}
    async with db.begin() as session:
        with pytest.raises(Refused) as refused:
            await scenarios.add_scenario(session, scenarios.read_scenario({**good, **changed}))
    assert list(refused.value.fields) == [field]
