"""The editor: a week one types in, with what is wrong said beside it and nothing ever lost."""

from datetime import timedelta
from uuid import UUID

import pytest
from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import editor as words
from domain import clock
from domain.exercises import load_catalogue
from domain.programmes import desks, templates, versions, writing
from domain.programmes import rows as programmes
from domain.programmes.editing import Spot, change, day_at, item_at
from domain.programmes.grounds import ground_for
from domain.programmes.plan import Plan
from domain.programmes.rows import Kind, Programme, Status
from domain.questionnaire import read_answers
from domain.users import Viewer
from tests import made, plans
from tests.pages.given import client, waiting_programme

SOON = 40
MONDAY = Spot(1, 1, 0)
CODE = "1-1-0"


async def test_a_typed_number_is_kept_at_once_and_saved_as_a_version(
    trainer: User, runtime: Runtime, viewer: Viewer
) -> None:
    programme = await sent(runtime)
    await open_editor(trainer, programme.id)

    type_into(trainer, "rest_s", "127")
    await trainer.should_see(words.UNSAVED, retries=SOON)
    copy = await copy_of(runtime, programme.id, viewer)
    trainer.find(marker="save").click()
    await trainer.should_see(words.SAVED.format(version=2), retries=SOON)

    assert copy is not None
    kept = await read(runtime, programme.id)
    assert (kept.version, item_at(kept.read(), MONDAY).rest_s) == (2, 127)
    assert await copy_of(runtime, programme.id, viewer) is None


async def test_unsaved_work_is_there_after_a_reload_and_can_be_thrown_away(
    trainer: User, runtime: Runtime
) -> None:
    programme = await sent(runtime)
    await open_editor(trainer, programme.id)
    type_into(trainer, "rest_s", "127")
    await trainer.should_see(words.UNSAVED, retries=SOON)

    await open_editor(trainer, programme.id)
    await trainer.should_see(marker="recovered")
    trainer.find(marker="discard").click()

    await trainer.should_see(words.DISCARDED, retries=SOON)
    await trainer.should_see(words.ALL_SAVED.format(version=1), retries=SOON)


async def test_what_is_unsafe_is_said_and_saved_only_with_a_reason(
    trainer: User, runtime: Runtime
) -> None:
    programme = await sent(runtime)
    await open_editor(trainer, programme.id)

    type_into(trainer, "rest_s", "5")
    await trainer.should_see(words.broken(1), retries=SOON)
    trainer.find(marker="save").click()
    await trainer.should_see(words.REASON_TITLE, retries=SOON)
    trainer.find(marker="reason").type("Под моим присмотром")
    trainer.find(marker="save-unsafe").click()
    await trainer.should_see(words.SAVED.format(version=2), retries=SOON)

    await trainer.should_see(words.EXPLAINED.format(reason="Под моим присмотром"), retries=SOON)
    async with runtime.db.read() as session:
        marks = (await versions.get_version(session, programme.id, 2)).marks or []
    assert [mark["code"] for mark in marks] == ["I20"]


async def test_a_stale_save_shows_both_and_loses_neither(trainer: User, runtime: Runtime) -> None:
    programme = await sent(runtime)
    await open_editor(trainer, programme.id)
    type_into(trainer, "rest_s", "127")
    await trainer.should_see(words.UNSAVED, retries=SOON)
    await save_elsewhere(runtime, programme, "tempo", "3-1-1-0")

    trainer.find(marker="save").click()
    await trainer.should_see(words.STALE_TITLE, retries=SOON)
    await trainer.should_see("темп: 2-0-1-0 → 3-1-1-0")
    trainer.find(marker="save-mine").click()
    await trainer.should_see(words.SAVED.format(version=3), retries=SOON)

    async with runtime.db.read() as session:
        told = await versions.list_versions(session, programme.id)
        theirs = (await versions.get_version(session, programme.id, 2)).plan
    assert [each.version for each in told] == [3, 2, 1]
    assert item_at(Plan.model_validate(theirs), MONDAY).tempo == "3-1-1-0"


async def test_what_another_saves_is_seen_at_once_by_who_changed_nothing(
    trainer: User, runtime: Runtime
) -> None:
    programme = await sent(runtime)
    await open_editor(trainer, programme.id)

    await save_elsewhere(runtime, programme, "rest_s", 127)

    await trainer.should_see(words.ALL_SAVED.format(version=2), retries=SOON)


async def test_rows_are_swapped_moved_removed_added_and_taken_back(
    trainer: User, runtime: Runtime
) -> None:
    programme = await sent(runtime)
    first, second = (item.slug for item in day_at(programme.read(), 1, 1).exercises[:2])
    await open_editor(trainer, programme.id)

    press(trainer, "down")
    await trainer.should_see(words.UNSAVED, retries=SOON)
    press(trainer, "remove")
    press(trainer, "swap")
    await trainer.should_see(marker="find-exercise", retries=SOON)
    trainer.find(marker="offer-squat_goblet").click()
    await trainer.should_see("Кубковые приседания", retries=SOON)
    trainer.find(marker="save").click()
    await trainer.should_see(words.SAVED.format(version=2), retries=SOON)

    plan = (await read(runtime, programme.id)).read()
    slugs = [item.slug for item in day_at(plan, 1, 1).exercises]
    assert slugs[0] == "squat_goblet"
    assert {first, second}.isdisjoint(slugs)


async def test_a_row_is_dragged_to_another_day(
    trainer: User, runtime: Runtime, viewer: Viewer
) -> None:
    programme = await sent(runtime)
    slug = item_at(programme.read(), MONDAY).slug
    await open_editor(trainer, programme.id)

    trainer.find(marker="table").trigger("drop", [CODE, "1-2-0"])
    await trainer.should_see(words.UNSAVED, retries=SOON)

    copy = await copy_of(runtime, programme.id, viewer)
    assert copy is not None
    assert [item.slug for item in day_at(copy.read(), 1, 2).exercises] == [slug]


async def test_undo_brings_back_what_was_there(trainer: User, runtime: Runtime) -> None:
    programme = await sent(runtime)
    await open_editor(trainer, programme.id)
    press(trainer, "remove")
    await trainer.should_see(words.UNSAVED, retries=SOON)

    trainer.find(marker="undo").click()

    await trainer.should_see(words.ALL_SAVED.format(version=1), retries=SOON)


async def test_an_exercise_that_is_forbidden_can_be_found_and_says_why(
    trainer: User, runtime: Runtime
) -> None:
    programme_id = await waiting_programme(runtime, "Ольга")
    await open_editor(trainer, programme_id)

    trainer.find(marker="add-2").click()
    await trainer.should_see(marker="find-exercise", retries=SOON)
    trainer.find(marker="find-exercise").type("штанг")

    await trainer.should_see("запрещено по здоровью", retries=SOON)


async def test_a_week_is_copied_onto_later_ones(trainer: User, runtime: Runtime) -> None:
    programme = await sent(runtime, weeks=4)
    await open_editor(trainer, programme.id)
    type_into(trainer, "rest_s", "127")
    await trainer.should_see(words.UNSAVED, retries=SOON)

    trainer.find(marker="copy").click()
    await trainer.should_see(marker="copy-2", retries=SOON)
    trainer.find(marker="copy-2").click()
    trainer.find(marker="copy-do").click()
    await trainer.should_see("Скопировано", retries=SOON)
    trainer.find(marker="save").click()
    await trainer.should_see(words.SAVED.format(version=2), retries=SOON)

    plan = (await read(runtime, programme.id)).read()
    assert item_at(plan, Spot(2, 1, 0)).rest_s == 127


async def test_an_edit_runs_on_through_later_weeks_when_asked(
    trainer: User, runtime: Runtime
) -> None:
    programme = await sent(runtime, weeks=4)
    await open_editor(trainer, programme.id)

    trainer.find(marker="onwards").click()
    type_into(trainer, "rest_s", "127")
    await trainer.should_see(words.UNSAVED, retries=SOON)
    trainer.find(marker="save").click()
    await trainer.should_see(words.SAVED.format(version=2), retries=SOON)

    plan = (await read(runtime, programme.id)).read()
    assert {item_at(plan, Spot(week.number, 1, 0)).rest_s for week in plan.weeks} == {127}


async def test_an_old_version_is_compared_and_brought_back(trainer: User, runtime: Runtime) -> None:
    programme = await sent(runtime)
    await save_elsewhere(runtime, programme, "rest_s", 127)
    await open_editor(trainer, programme.id)
    await trainer.should_see(marker="version-1", retries=SOON)

    trainer.find(marker="version-1").click()
    await trainer.should_see("отдых:", retries=SOON)
    trainer.find(marker="restore").click()
    await trainer.should_see(words.RESTORED.format(old=1, new=3), retries=SOON)

    assert (await read(runtime, programme.id)).read() == programme.read()


async def test_what_is_sent_from_the_editor_is_the_saved_version(
    trainer: User, runtime: Runtime
) -> None:
    programme = await sent(runtime)
    await save_elsewhere(runtime, programme, "rest_s", 127)
    await open_editor(trainer, programme.id)

    trainer.find(marker="send").click()
    await trainer.should_see(words.SENT, retries=SOON)

    kept = await read(runtime, programme.id)
    assert (kept.status, kept.shown_version) == (Status.READY, 2)


async def test_names_are_text_whatever_they_look_like(trainer: User, runtime: Runtime) -> None:
    programme = await sent(runtime, name="<img src=x onerror=alert(1)>")
    await open_editor(trainer, programme.id)
    trainer.find(marker="to-template").click()
    await trainer.should_see(marker="template-name", retries=SOON)
    trainer.find(marker="template-name").type("<b>Зал</b>")
    trainer.find(marker="save-template").click()
    await trainer.should_see(words.TEMPLATE_SAVED.format(name="<b>Зал</b>"), retries=SOON)

    await trainer.open("/programmes")

    await trainer.should_see(kind=ui.label, content="<b>Зал</b>", retries=SOON)
    assert not [e for e in trainer.find(kind=ui.element).elements if e.tag == "nicegui-html"]


async def test_the_queue_shows_what_waits_and_what_was_changed(
    trainer: User, runtime: Runtime
) -> None:
    await waiting_programme(runtime, "Ольга")
    programme = await sent(runtime)
    await save_elsewhere(runtime, programme, "rest_s", 127)

    await trainer.open("/programmes")

    await trainer.should_see("повышенное давление")
    trainer.find(marker=f"compare-{programme.id}").click()
    await trainer.should_see("отдых:", retries=SOON)


async def test_old_drafts_are_counted_before_they_are_removed(
    trainer: User, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = (await sent(runtime)).client_id
    draft = await writing.draft(runtime.db.begin, anna, writing.Wishes(weeks=1))
    later = clock.now() + timedelta(days=91)
    await trainer.open("/settings/system")
    monkeypatch.setattr(clock, "now", lambda: later)

    trainer.find(marker="count-drafts").click()
    await trainer.should_see(marker="clean-drafts", retries=SOON)
    async with runtime.db.read() as session:
        assert await session.get(Programme, draft.id) is not None
    trainer.find(marker="clean-drafts").click()
    await trainer.should_see(words.CLEANED.format(drafts=words.drafts(1)), retries=SOON)

    async with runtime.db.read() as session:
        assert await session.get(Programme, draft.id) is None


async def test_a_full_programme_is_generated_from_the_card(trainer: User, runtime: Runtime) -> None:
    anna = (await sent(runtime)).client_id
    await trainer.open(f"/clients/{anna}")

    trainer.find(marker="generate").click()
    await trainer.should_see(marker="weeks-8", retries=SOON)
    trainer.find(marker="weeks-8").click()
    trainer.find(marker="days-2").click()
    trainer.find(marker="generate-do").click()

    await trainer.should_see(marker="week-8", retries=SOON)
    async with runtime.db.read() as session:
        made_of_it = (await programmes.list_programmes(session, anna))[0]
    assert (made_of_it.status, made_of_it.weeks) == (Status.DRAFT, 8)
    assert made_of_it.read().days_per_week == 2


async def test_a_template_is_given_to_a_client_from_his_card(
    trainer: User, runtime: Runtime
) -> None:
    anna = (await sent(runtime)).client_id
    async with runtime.db.begin() as session:
        await templates.save_template(session, "Зал", plans.plan(2), "me")
    await trainer.open(f"/clients/{anna}")

    trainer.find(marker="from-template").click()
    await trainer.should_see(marker="apply-template", retries=SOON)
    trainer.find(marker="apply-template").click()

    await trainer.should_see(marker="week-2", retries=SOON)


async def sent(runtime: Runtime, name: str = "Анна", weeks: int = 2) -> Programme:
    """A programme that its client has."""
    anna = await client(runtime, name, 7)
    async with runtime.db.begin() as session:
        return await plans.programme(session, anna, kind=Kind.FULL, status=Status.SENT, weeks=weeks)


async def open_editor(trainer: User, programme_id: UUID) -> None:
    await trainer.open(f"/programmes/{programme_id}/edit")
    await trainer.should_see(marker="table")


def type_into(trainer: User, field: str, text: str, spot: str = CODE) -> None:
    trainer.find(marker="table").trigger("change", [spot, field, text])


def press(trainer: User, deed: str, spot: str = CODE) -> None:
    trainer.find(marker="table").trigger("click", [deed, spot])


async def read(runtime: Runtime, programme_id: UUID) -> Programme:
    async with runtime.db.read() as session:
        return await programmes.get_programme(session, programme_id)


async def copy_of(runtime: Runtime, programme_id: UUID, viewer: Viewer) -> desks.WorkingCopy | None:
    async with runtime.db.read() as session:
        return await desks.find_copy(session, programme_id, viewer.user_id or programme_id)


async def save_elsewhere(
    runtime: Runtime, programme: Programme, field: str, value: str | int
) -> None:
    """Another trainer changes the first exercise and saves."""
    ground = ground_for(programme.read(), read_answers(made.ANSWERS), load_catalogue())
    plan = change(programme.read(), MONDAY, ground, {field: value})
    async with runtime.db.begin() as session:
        await versions.save(session, programme.id, plan, based_on=1, by="other")
