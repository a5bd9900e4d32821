"""From the free week to the paid plan: it goes on from what was logged, and from nothing else."""

from datetime import UTC, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from domain import clock, passes
from domain.intakes import Intake
from domain.payments import PaymentPaid
from domain.people import Client
from domain.programmes import writing
from domain.programmes.generator import generate
from domain.programmes.histories import NOTHING, History, go_on_from, heed
from domain.programmes.rows import Kind, Programme, Status, list_programmes
from domain.progress.pains import report_pain
from domain.progress.recalling import recall
from domain.progress.sets import Done, log_set, skip_exercise
from domain.progress.spots import Spot
from domain.questionnaire import read_answers
from tests import made, plans
from tests.domain.progress.given import CATALOGUE, MONDAY

NOON = datetime(2026, 11, 6, 12, tzinfo=UTC)


async def bought(db: Database, demo: Programme) -> Programme:
    """The full programme that the demo's client buys."""
    async with db.begin() as session:
        anna = await session.get_one(Client, demo.client_id)
        paid = await made.payment(session, anna)
    fact = PaymentPaid(
        payment_id=paid.id,
        client_id=anna.id,
        purchase_id=paid.purchase_id,
        amount=paid.amount,
        paid_at=NOON,
    )
    with clock.at(NOON):
        await writing.write_programme(fact, db.begin, recall=recall)
    async with db.begin() as session:
        mine = await list_programmes(session, anna.id)
    return next(row for row in mine if row.kind is Kind.FULL)


async def demo_of(db: Database, *, is_proven: bool = True) -> Programme:
    """A free week, as the generator gives it for the client's own answers and seed."""
    async with db.begin() as session:
        anna = await made.client(session)
        granted = passes.issue(session, anna.id, is_proven=is_proven)
        row = await plans.programme(
            session, anna, granted=granted, kind=Kind.DEMO, status=Status.SENT
        )
        intake = await session.get_one(Intake, row.intake_id)
        week = generate(intake.read(), weeks=1, seed=intake.seed, catalogue=CATALOGUE)
        row.plan = week.model_dump(mode="json")
    return row


async def test_i35_with_nothing_logged_the_free_week_is_the_first_of_the_full_plan(
    db: Database,
) -> None:
    demo = await demo_of(db)

    full = await bought(db, demo)

    assert full.plan["weeks"][0] == demo.plan["weeks"][0]
    assert full.status is Status.READY


async def test_the_paid_plan_starts_from_the_weights_that_went_well(db: Database) -> None:
    demo = await demo_of(db)
    first, second = demo.read().day(1, 1).exercises[:2]
    async with db.begin() as session:
        for number in (1, 2, 3):
            done = Done(weight=40_000, reps=first.reps[1])
            await log_set(session, demo, Spot(1, 1, first.slug), done, on=MONDAY, number=number)
        short = Done(weight=30_000, reps=second.reps[0] - 1)
        await log_set(session, demo, Spot(1, 1, second.slug), short, on=MONDAY)

    full = (await bought(db, demo)).read()

    loads = {i.slug: i.load_g for w in full.weeks for d in w.days for i in d.exercises if i.load_g}
    assert loads[first.slug] == 40_000
    assert loads[second.slug] < 30_000
    assert "continued" in [note.code for note in full.notes]


async def test_what_hurt_and_what_was_left_out_is_gone(db: Database) -> None:
    demo = await demo_of(db)
    hurt, left_out = demo.read().day(1, 1).exercises[:2]
    async with db.begin() as session:
        await report_pain(session, demo, Spot(1, 1, hurt.slug), 5, place="knee", on=MONDAY)
        await skip_exercise(session, demo, Spot(1, 1, left_out.slug), on=MONDAY)

    full = (await bought(db, demo)).read()

    there = {i.slug for w in full.weeks for d in w.days for i in d.exercises}
    assert there.isdisjoint({hurt.slug, left_out.slug})
    assert all("knee_flexion_deep" not in CATALOGUE[slug].tags for slug in there)


async def test_a_pain_that_stopped_a_day_waits_for_the_trainer(db: Database) -> None:
    demo = await demo_of(db)
    hurt = demo.read().day(1, 1).exercises[0]
    async with db.begin() as session:
        await report_pain(session, demo, Spot(1, 1, hurt.slug), 8, on=MONDAY)

    assert (await bought(db, demo)).status is Status.NEEDS_REVIEW


async def test_what_the_trainer_asks_for_goes_on_from_the_log_too(db: Database) -> None:
    demo = await demo_of(db)
    first = demo.read().day(1, 1).exercises[0]
    async with db.begin() as session:
        done = Done(weight=40_000, reps=first.reps[1])
        await log_set(session, demo, Spot(1, 1, first.slug), done, on=MONDAY)

    with clock.at(NOON):
        wishes = writing.Wishes(weeks=4)
        drafted = await writing.draft(db.begin, demo.client_id, wishes, recall=recall)

    assert drafted.read().day(1, 1).exercises[0].load_g == 40_000


async def test_a_stranger_to_the_card_is_shown_nothing_of_its_log(db: Database) -> None:
    demo = await demo_of(db, is_proven=False)
    first = demo.read().day(1, 1).exercises[0]
    async with db.begin() as session:
        done = Done(weight=40_000, reps=first.reps[1])
        await log_set(session, demo, Spot(1, 1, first.slug), done, on=MONDAY)

    full = await bought(db, demo)

    assert full.plan["weeks"][0] == demo.plan["weeks"][0]


async def test_a_long_pause_starts_lighter_and_weights_make_one_advanced(
    session: AsyncSession, programme: Programme
) -> None:
    first = programme.read().day(1, 1).exercises[0]
    done = Done(weight=40_000, reps=first.reps[0])
    await log_set(session, programme, Spot(1, 1, first.slug), done, on=MONDAY)

    with clock.at(NOON + timedelta(weeks=2)):
        history = await recall(session, programme.client_id)

    assert history.has_weights
    assert 30_000 < history.loads[first.slug] <= 36_000


def test_an_empty_history_changes_nothing() -> None:
    plan, answers = plans.plan(1), read_answers(made.ANSWERS)

    assert go_on_from(plan, NOTHING) is plan
    assert heed(answers, History(), CATALOGUE) is answers
