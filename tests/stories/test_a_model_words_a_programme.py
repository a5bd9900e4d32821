"""A programme is bought, and a model words it: over the wire, and within what the rules allow."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.db import Database
from app.gateways.chat_model import ChatModel, ModelAddress
from app.standins.chat_model import ChatModelStandIn
from domain import clock, intakes, passes
from domain.exercises import load_catalogue
from domain.payments import PaymentPaid
from domain.programmes import writing
from domain.programmes.lint import lint
from domain.programmes.plan import Plan
from domain.programmes.rows import Kind, list_programmes
from domain.programmes.voices import Writer
from domain.questionnaire import read_answers
from tests import made, plans
from tests.wire import on_the_wire

INTRO = "Начнём спокойно: сначала движение, потом вес."
NOTES = ["Знакомимся с движениями.", "Держим ритм.", "Работаем ровно.", "Завершаем месяц."]


@pytest.fixture
def model() -> ChatModelStandIn:
    return ChatModelStandIn()


@pytest.fixture
async def writer(model: ChatModelStandIn) -> AsyncIterator[ChatModel]:
    async with on_the_wire(model.app) as url:
        yield ChatModel(
            ModelAddress(models=("openai/first",), api_key="k", api_base=f"{url}/v1", timeout=10)
        )


async def bought(db: Database, writer: Writer | None) -> Plan:
    """What the same person's purchase brings, worded by this writer; `plans.plan` is its twin."""
    async with db.begin() as session:
        anna = await made.client(session)
        granted = passes.issue(session, anna.id, is_proven=True)
        await plans.programme(session, anna, granted=granted, kind=Kind.DEMO)
        answered = await intakes.find_current(session, anna.id)
        assert answered is not None
        answered.seed = plans.SEED
        paid = await made.payment(session, anna)
    fact = PaymentPaid(
        payment_id=paid.id,
        client_id=anna.id,
        purchase_id=paid.purchase_id,
        amount=paid.amount,
        paid_at=clock.now(),
    )
    await writing.write_programme(fact, db.begin, writer=writer)
    async with db.read() as session:
        mine = await list_programmes(session, anna.id)
    return next(row for row in mine if row.kind is Kind.FULL).read()


def said(intro: str = INTRO, **more: Any) -> str:
    texts = {"intro": intro, "week_notes": NOTES, "cues": {}} | more.pop("texts", {})
    return json.dumps({"texts": texts, "swaps": [], **more}, ensure_ascii=False)


async def test_a_bought_programme_is_told_in_the_models_words(
    db: Database, model: ChatModelStandIn, writer: ChatModel
) -> None:
    model.says(said())

    plan = await bought(db, writer)

    assert plan.voice is not None
    assert (plan.voice.intro, list(plan.voice.week_notes)) == (INTRO, NOTES)
    assert len(model.heard) == 1


@pytest.mark.parametrize(
    ("lie", "code"),
    [
        ("Поднимите 777 раз.", "number"),
        ("Это лечит спину.", "medical"),
        ("Гарантирую результат.", "promises"),
    ],
)
async def test_a_model_that_lies_is_asked_once_more_and_then_the_rules_speak(
    db: Database, model: ChatModelStandIn, writer: ChatModel, lie: str, code: str
) -> None:
    model.says(said(lie))

    plan = await bought(db, writer)

    assert plan.voice is None
    first, second = (messages[-1]["content"] for messages in model.heard)
    assert "REFUSED" not in first
    assert f"REFUSED: {code}" in second


async def test_a_model_that_mends_its_words_is_heard(
    db: Database, model: ChatModelStandIn, writer: ChatModel
) -> None:
    model.says(said("Это лечит спину."), said())

    plan = await bought(db, writer)

    assert plan.voice is not None
    assert (plan.voice.intro, len(model.heard)) == (INTRO, 2)


async def test_a_swap_beyond_the_allowed_is_refused(
    db: Database, model: ChatModelStandIn, writer: ChatModel
) -> None:
    model.says(said(swaps=[{"week": 2, "day": 0, "slug": "no_such", "to": "burpee"}]))

    plan = await bought(db, writer)

    assert (plan.voice, len(model.heard)) == (None, 2)
    assert "REFUSED: swap" in model.heard[1][-1]["content"]


async def test_an_allowed_swap_is_made_and_the_plan_still_keeps_every_rule(
    db: Database, model: ChatModelStandIn, writer: ChatModel
) -> None:
    model.says(said(swaps=[{"week": 2, "day": 1, "slug": "row_bb", "to": "row_cable"}]))

    plan = await bought(db, writer)

    assert plan.voice is not None
    assert "row_cable" in slugs(plan, 2, 1)
    assert lint(plan, read_answers(made.ANSWERS), load_catalogue()) == []


async def test_a_swap_that_is_allowed_but_breaks_a_rule_throws_the_models_plan_away(
    db: Database, model: ChatModelStandIn, writer: ChatModel
) -> None:
    # With this row the middle of the back would take a bigger step than a week may bring.
    model.says(said(swaps=[{"week": 2, "day": 3, "slug": "row_tbar", "to": "row_machine"}]))

    plan = await bought(db, writer)

    assert "row_machine" in plans.plan(4).day(2, 3).exercises[1].alternatives
    assert plan == plans.plan(4)
    assert "REFUSED: rule: I10" in model.heard[1][-1]["content"]


@pytest.mark.parametrize("has_model", [False, True])
async def test_a_programme_without_a_model_is_there_all_the_same(
    db: Database, model: ChatModelStandIn, writer: ChatModel, has_model: bool
) -> None:
    model.down = True

    plan = await bought(db, writer if has_model else None)

    assert plan.voice is None
    assert plan.weeks
    assert all(day.exercises for week in plan.weeks for day in week.days if day.kind != "rest")


def slugs(plan: Plan, week: int, weekday: int) -> list[str]:
    return [item.slug for item in plan.day(week, weekday).exercises]
