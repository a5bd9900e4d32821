"""Saving a programme: nothing is lost, nobody is overwritten, safety is broken only aloud."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.db import Database
from app.runtime import Runtime
from domain import cards, clock, intakes, users
from domain.exercises import load_catalogue
from domain.programmes import cleaning, delivery, desks, queue, templates, versions, writing
from domain.programmes import rows as programmes
from domain.programmes.editing import Spot, change, item_at
from domain.programmes.grounds import Ground, ground_for
from domain.programmes.plan import Plan
from domain.programmes.queue import Shelf
from domain.programmes.rows import Programme, Status
from domain.programmes.versions import DangersUnexplained, StaleVersion, UnsafeEdit
from domain.questionnaire import read_answers
from domain.users import Role
from tests import made, plans

MONDAY = Spot(1, 1, 0)
ME = "trainer"


async def test_a_save_is_a_new_version_and_the_client_goes_on_seeing_the_old(db: Database) -> None:
    programme = await sent(db)

    await save(db, programme, rested(programme, 127))

    async with db.read() as session:
        kept = await programmes.get_programme(session, programme.id)
        shown = await programmes.as_shown(session, kept)
    assert (kept.version, kept.status, kept.has_unreleased) == (2, Status.SENT, True)
    assert item_at(kept.read(), MONDAY).rest_s == 127
    assert item_at(shown.read(), MONDAY).rest_s == item_at(programme.read(), MONDAY).rest_s


async def test_what_is_let_go_is_what_was_looked_at(db: Database) -> None:
    programme = await sent(db)
    await save(db, programme, rested(programme, 127))

    async with db.begin() as session:
        with pytest.raises(programmes.VersionChanged):
            await delivery.approve(session, programme.id, ME, version=1)
        await delivery.approve(session, programme.id, ME, version=2)

    async with db.read() as session:
        kept = await programmes.get_programme(session, programme.id)
    assert (kept.status, kept.shown_version) == (Status.READY, 2)


async def test_a_stale_save_is_refused_with_both_versions(db: Database) -> None:
    programme = await sent(db)
    await save(db, programme, rested(programme, 127))

    with pytest.raises(StaleVersion) as stale:
        await save(db, programme, rested(programme, 180))

    assert (stale.value.current, stale.value.yours) == (2, 1)
    async with db.read() as session:
        kept = await programmes.get_programme(session, programme.id)
    assert item_at(kept.read(), MONDAY).rest_s == 127


async def test_breaking_safety_needs_a_reason_and_leaves_a_mark(db: Database) -> None:
    programme = await sent(db)
    unsafe = rested(programme, 5)

    with pytest.raises(UnsafeEdit) as refused:
        await save(db, programme, unsafe)
    await save(db, programme, unsafe, reason="Просил сам, выдержит")

    assert {finding.code for finding in refused.value.findings} == {"I20"}
    async with db.read() as session:
        marks = (await versions.get_version(session, programme.id, 2)).marks or []
    assert [(mark["code"], mark["reason"]) for mark in marks] == [("I20", "Просил сам, выдержит")]


async def test_what_was_explained_once_is_not_asked_again_and_new_dangers_are(
    db: Database,
) -> None:
    programme = await sent(db)
    first = await save(db, programme, rested(programme, 5), reason="Так надо")

    calm = change(first.read(), Spot(1, 3, 0), ground(programme), {"sets": 2})
    second = await save(db, first, calm)
    with pytest.raises(UnsafeEdit):
        await save(db, second, rested(second, 10))

    async with db.read() as session:
        assert (await versions.list_versions(session, programme.id))[0].marks[0]["by"] == ME


async def test_an_old_version_comes_back_as_a_new_one(db: Database) -> None:
    programme = await sent(db)
    second = await save(db, programme, rested(programme, 127))

    async with db.begin() as session:
        await versions.restore(session, programme.id, 1, based_on=2, by=ME)

    async with db.read() as session:
        kept = await programmes.get_programme(session, programme.id)
        told = await versions.list_versions(session, programme.id)
        between = await versions.get_version(session, programme.id, 2)
    assert kept.version == 3
    assert item_at(kept.read(), MONDAY).rest_s == item_at(programme.read(), MONDAY).rest_s
    assert [each.version for each in told] == [3, 2, 1]
    assert Plan.model_validate(between.plan) == second.read()


async def test_a_working_copy_survives_and_goes_with_the_person(db: Database) -> None:
    programme = await sent(db)
    async with db.begin() as session:
        me = (await users.add_user(session, "trener", "not a hash", Role.OWNER)).id
    for rest in (127, 160):
        async with db.begin() as session:
            plan = rested(programme, rest)
            await desks.keep_copy(session, programme, me, plan, based_on=1)

    async with db.read() as session:
        copy = await desks.find_copy(session, programme.id, me)
    assert copy is not None
    assert item_at(copy.read(), MONDAY).rest_s == 160
    async with db.begin() as session:
        await cards.erase(session, programme.client_id)
    async with db.read() as session:
        assert await desks.find_copy(session, programme.id, me) is None


async def test_old_drafts_are_counted_first_and_what_was_sent_stays(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = runtime.db
    kept = await sent(db)
    draft = await drafted(runtime, kept.client_id)
    later = clock.now() + timedelta(days=100)

    async with db.begin() as session:
        assert await cleaning.clean(session, later, dry_run=True) == 1
        assert await cleaning.clean(session, clock.now() - timedelta(days=1), dry_run=False) == 0
    async with db.read() as session:
        assert await session.get(Programme, draft) is not None
    async with db.begin() as session:
        assert await cleaning.clean(session, later, dry_run=False) == 1

    async with db.read() as session:
        assert await session.get(Programme, draft) is None
        assert await session.get(Programme, kept.id) is not None


async def test_drafts_are_cleaned_by_themselves_only_where_the_trainer_says_so(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = (await sent(runtime.db)).client_id
    await drafted(runtime, client_id)
    later = clock.now() + timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)

    async with runtime.db.begin() as session:
        assert await cleaning.clean_due(session) == 0
        await cleaning.change_keeping(session, 30)
        assert await cleaning.clean_due(session) == 1


async def test_a_template_is_fitted_to_whom_it_is_given(runtime: Runtime) -> None:
    programme = await sent(runtime.db, knees=True)
    template = await template_of(runtime, plans.plan(2))

    made_of_it = await templates.apply_template(runtime.db.begin, template, programme.client_id, ME)

    plan = made_of_it.read()
    forbidden = ground(made_of_it, knees=True).profile.forbidden
    catalogue = load_catalogue()
    slugs = {item.slug for week in plan.weeks for day in week.days for item in day.exercises}
    assert all(catalogue[slug].tags.isdisjoint(forbidden) for slug in slugs)
    assert "swapped" in {note.code for note in plan.notes}
    assert made_of_it.status is Status.NEEDS_REVIEW


async def test_dangers_that_a_template_brings_keep_it_from_being_sent(runtime: Runtime) -> None:
    programme = await sent(runtime.db)
    unsafe = rested(programme, 5)
    template = await template_of(runtime, unsafe)
    made_of_it = await templates.apply_template(runtime.db.begin, template, programme.client_id, ME)

    async with runtime.db.begin() as session:
        with pytest.raises(DangersUnexplained):
            await delivery.approve(session, made_of_it.id, ME)
    again = await save(runtime.db, made_of_it, made_of_it.read(), reason="Проверено")
    async with runtime.db.begin() as session:
        await delivery.approve(session, again.id, ME)


async def test_the_queue_has_what_waits_and_what_was_changed_since_it_went(
    runtime: Runtime,
) -> None:
    programme = await sent(runtime.db)
    draft = await drafted(runtime, programme.client_id)
    await save(runtime.db, programme, rested(programme, 127))

    async with runtime.db.read() as session:
        waiting = await queue.list_shelf(session, Shelf.WAITS)
        drafts = await queue.list_shelf(session, Shelf.DRAFTS)
        counts = await queue.count_shelves(session)

    assert [(each.programme_id, each.is_changed) for each in waiting] == [(programme.id, True)]
    assert [each.programme_id for each in drafts] == [draft]
    assert counts == {Shelf.WAITS: 1, Shelf.DRAFTS: 1, Shelf.SENT: 1}


async def sent(db: Database, *, knees: bool = False) -> Programme:
    """A programme of two weeks that its client has."""
    answers = {**made.ANSWERS, **({"conditions": ["knee"]} if knees else {})}
    async with db.begin() as session:
        client = await made.client(session)
        granted = await plans.intake(session, client)
        granted.answers = read_answers(answers).model_dump(mode="json")
        submission = intakes.prepare(read_answers(answers))
        granted.verdict = submission.screening.verdict
        granted.reasons = [reason.code for reason in submission.screening.reasons]
        row = Programme(
            client_id=client.id,
            intake_id=granted.id,
            kind=programmes.Kind.FULL,
            status=Status.SENT,
            sent_at=clock.now(),
            plan=plans.plan(2).model_dump(mode="json"),
            weeks=2,
        )
        programmes.keep(session, row, by="rule")
    return row


async def drafted(runtime: Runtime, client_id: UUID) -> UUID:
    draft = await writing.draft(runtime.db.begin, client_id, writing.Wishes(weeks=2))
    return draft.id


async def template_of(runtime: Runtime, plan: Plan) -> UUID:
    async with runtime.db.begin() as session:
        return (await templates.save_template(session, f"Шаблон {uuid4()}", plan, ME)).id


async def save(
    db: Database, programme: Programme, plan: Plan, reason: str | None = None
) -> Programme:
    async with db.begin() as session:
        return await versions.save(
            session, programme.id, plan, based_on=programme.version, by=ME, reason=reason
        )


def ground(programme: Programme, *, knees: bool = False) -> Ground:
    answers = {**made.ANSWERS, **({"conditions": ["knee"]} if knees else {})}
    return ground_for(programme.read(), read_answers(answers), load_catalogue())


def rested(programme: Programme, seconds: int) -> Plan:
    """Its plan with another rest after the first exercise."""
    return change(programme.read(), MONDAY, ground(programme), {"rest_s": seconds})
