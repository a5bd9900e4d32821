"""The trainer's own exercises, and what he changes in those that ship."""

from dataclasses import replace
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from app.db import Database
from app.tables import metadata
from domain import exercises, intakes, passes
from domain.errors import NotFound, Refused
from domain.exercises import Draft, Exercise, Texts, Wanted, load_catalogue
from domain.programmes import uses, writing
from domain.programmes.pool import allowed
from domain.programmes.rows import Programme
from domain.questionnaire import read_answers
from tests import made

DRAFT = Draft(
    title="Присед у стены с мячом",
    aliases="мячик",
    pattern="squat",
    primary=["quads"],
    secondary=["glutes"],
    needs_all=["wall"],
    needs_one=["fitball", "box"],
    locations=["gym", "home"],
    level=0,
    unit="reps",
    fatigue=1,
    is_harmless=True,
    regress_to="squat_chair",
    progress_to="squat_bw",
    cues="Спина прижата.\n\nКолени над стопами.",
    video_url="https://video.example/1",
)
MUSCLES = {"quads": "передняя поверхность бедра", "glutes": "ягодицы"}


async def add(session: AsyncSession, draft: Draft = DRAFT) -> str:
    catalogue = await exercises.read_catalogue(session)
    return await exercises.add_own(session, exercises.clean(draft, catalogue))


async def read(db: Database, slug: str) -> Exercise:
    async with db.read() as session:
        return (await exercises.read_catalogue(session))[slug]


async def test_an_own_exercise_stands_in_the_catalogue(db: Database) -> None:
    async with db.begin() as session:
        slug = await add(session)

    kept = await read(db, slug)

    assert (slug, kept.name, kept.is_own) == ("own_prised_u_steny_s_myachom", DRAFT.title, True)
    assert kept.equipment == (frozenset({"wall"}), frozenset({"fitball", "box"}))
    assert kept.cues == ("Спина прижата.", "Колени над стопами.")
    assert kept.is_compound
    assert kept.feasible("home", {"wall", "box"})


async def test_names_that_sound_alike_have_addresses_of_their_own(db: Database) -> None:
    async with db.begin() as session:
        first = await add(session, replace(DRAFT, title="Шаг!"))
        second = await add(session, replace(DRAFT, title="Шаг?"))
        strange = await add(session, replace(DRAFT, title="<b>☀</b>"))
        empty = await add(session, replace(DRAFT, title="☀"))

    assert (first, second, strange, empty) == ("own_shag", "own_shag_2", "own_b_b", "own_exercise")
    assert all(exercises.OWN_SLUG.fullmatch(s) for s in (first, second, strange, empty))


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"title": " "}, "title", "missing"),
        ({"title": "я" * 81}, "title", "too_long"),
        ({"title": "приседания БЕЗ веса"}, "title", "taken"),
        ({"pattern": None}, "pattern", "missing"),
        ({"pattern": "fly"}, "pattern", "unknown_value"),
        ({"primary": []}, "primary", "missing"),
        ({"primary": ["tail"]}, "primary", "unknown_value"),
        ({"secondary": ["quads"]}, "secondary", "already_primary"),
        ({"needs_all": ["sword"]}, "needs_all", "unknown_value"),
        ({"needs_one": ["sword"]}, "needs_one", "unknown_value"),
        ({"locations": []}, "locations", "missing"),
        ({"locations": ["moon"]}, "locations", "unknown_value"),
        ({"level": None}, "level", "missing"),
        ({"level": 7}, "level", "unknown_value"),
        ({"unit": "min"}, "unit", "unfit"),
        ({"unit": "miles"}, "unit", "unknown_value"),
        ({"fatigue": 0}, "fatigue", "unknown_value"),
        ({"is_harmless": False}, "tags", "unsaid"),
        ({"tags": ["impact"]}, "tags", "harmless_with_others"),
        ({"tags": ["curse"]}, "tags", "unknown_value"),
        ({"regress_to": "nowhere"}, "regress_to", "unknown_value"),
        ({"progress_to": "squat_chair"}, "progress_to", "in_circle"),
        ({"cues": "и\n" * 11}, "cues", "too_many"),
        ({"mistakes": "и" * 241}, "mistakes", "too_long"),
        ({"video_url": "http://video.example"}, "video_url", "not_https"),
        ({"video_url": "javascript:alert(1)"}, "video_url", "not_https"),
        ({"video_url": "https://me@video.example"}, "video_url", "not_https"),
        ({"video_url": "https://[video.example"}, "video_url", "not_https"),
    ],
)
async def test_what_cannot_be_taken_is_named(
    db: Database, changes: dict[str, Any], field: str, code: str
) -> None:
    async with db.begin() as session:
        with pytest.raises(Refused) as refused:
            await add(session, replace(DRAFT, **changes))

    assert refused.value.fields[field] == code


async def test_a_chain_never_leads_back(db: Database) -> None:
    async with db.begin() as session:
        first = await add(session, replace(DRAFT, regress_to=None, progress_to=None))
        second = await add(session, replace(DRAFT, title="Б", regress_to=first, progress_to=None))
        catalogue = await exercises.read_catalogue(session)
        back = replace(DRAFT, regress_to=second, progress_to=None)
        with pytest.raises(Refused) as refused:
            await exercises.change_own(session, first, exercises.clean(back, catalogue))

    assert refused.value.fields == {"progress_to": "in_circle"}
    harder = exercises.harder_than(catalogue, catalogue[first])
    assert [exercise.slug for exercise in harder] == [second]


async def test_what_is_off_still_reads_but_nothing_new_takes_it(db: Database) -> None:
    answers = read_answers({**made.ANSWERS, "train_months": 12})
    async with db.begin() as session:
        await exercises.switch(session, "leg_press", is_on=False)
        catalogue = await exercises.read_catalogue(session)

    pool = {exercise.slug for exercise in allowed(catalogue, answers)}

    assert catalogue["leg_press"].name == load_catalogue()["leg_press"].name
    assert not catalogue["leg_press"].is_on
    assert "leg_press" not in pool
    assert "leg_press" in {exercise.slug for exercise in allowed(load_catalogue(), answers)}


async def test_changed_words_stand_over_those_that_ship_and_give_way_again(db: Database) -> None:
    shipped = load_catalogue()["squat_bw"]
    as_shipped = Texts(
        cues="\n".join(shipped.cues),
        mistakes="\n".join(shipped.mistakes),
        breathing=shipped.breathing,
    )
    async with db.begin() as session:
        mine = exercises.clean_words(replace(as_shipped, cues="Мягко."))
        await exercises.change_words(session, "squat_bw", mine)
        changed = (await exercises.read_catalogue(session))["squat_bw"]
        await exercises.change_words(session, "squat_bw", exercises.clean_words(as_shipped))

    assert (changed.cues, changed.mistakes) == (("Мягко.",), shipped.mistakes)
    assert await read(db, "squat_bw") == shipped


async def test_changes_of_no_exercise_are_not_kept(db: Database) -> None:
    async with db.begin() as session:
        with pytest.raises(NotFound):
            await exercises.switch(session, "nowhere", is_on=False)
        with pytest.raises(NotFound):
            await exercises.delete_own(session, "squat_bw")


async def test_only_an_unused_exercise_that_is_off_is_deleted(db: Database) -> None:
    async with db.begin() as session:
        first = await add(session, replace(DRAFT, regress_to=None, progress_to=None))
        second = await add(session, replace(DRAFT, title="Б", regress_to=first, progress_to=None))
        with pytest.raises(exercises.ExerciseIsOn):
            await uses.delete_exercise(session, first)
        await exercises.switch(session, first, is_on=False)

        await uses.delete_exercise(session, first)

        left = await exercises.read_catalogue(session)
    assert first not in left
    assert left[second].regress_to is None


async def test_a_programme_holds_on_to_its_exercise(db: Database) -> None:
    only = replace(DRAFT, title="Жим на чём попало", pattern="push_horizontal", primary=["chest"])
    only = replace(only, secondary=[], needs_all=[], needs_one=[], regress_to=None)
    async with db.begin() as session:
        slug = await add(session, replace(only, progress_to=None))
        for exercise in load_catalogue():
            if exercise.pattern == "push_horizontal":
                await exercises.switch(session, exercise.slug, is_on=False)
    programme = await written(db)
    async with db.begin() as session:
        await exercises.switch(session, slug, is_on=False)
        count = await uses.count_current(session, slug)
        with pytest.raises(uses.ExerciseInUse):
            await uses.delete_exercise(session, slug)

    slugs = {item.slug for day in programme.read().weeks[0].days for item in day.exercises}
    assert slug in slugs
    assert count == 1


async def written(db: Database) -> Programme:
    """A programme drafted for a client out of the catalogue as it stands."""
    submission = intakes.prepare(read_answers(made.ANSWERS))
    async with db.begin() as session:
        client = await made.client(session)
        await intakes.submit(session, client.id, passes.issue(session, client.id), submission)
    return await writing.draft(db.begin, client.id, writing.Wishes(weeks=1))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("МЯЧОМ стены", True),
        ("мячик", True),
        ("ягодиц", True),
        ("vzxbr", True),
        ("подъём", False),
    ],
)
async def test_an_exercise_is_found_by_name_alias_and_muscle(
    db: Database, text: str, found: bool
) -> None:
    async with db.begin() as session:
        slug = await add(session)
        catalogue = await exercises.read_catalogue(session)

    slugs = [e.slug for e in exercises.find(catalogue, Wanted(text=text), MUSCLES)]

    assert (slug in slugs) is found


def test_yo_is_found_as_ye_and_a_name_that_begins_so_comes_first() -> None:
    catalogue = load_catalogue()

    by_ye = exercises.find(catalogue, Wanted(text="подъем"))
    by_yo = exercises.find(catalogue, Wanted(text="подъём"))

    assert by_ye == by_yo
    assert by_ye[0].name.lower().startswith("подъём")


def test_a_list_is_narrowed_by_what_exercises_are() -> None:
    wanted = Wanted(pattern="squat", location="home", equipment="none", muscle="glutes")

    found = exercises.find(load_catalogue(), wanted)

    assert "squat_bw" in {exercise.slug for exercise in found}
    assert all(not e.equipment and e.pattern == "squat" for e in found)


def test_every_table_that_keeps_plans_is_asked_before_one_is_deleted() -> None:
    keeping = {name for name, table in metadata.tables.items() if "plan" in table.columns}

    assert keeping == {str(table.__tablename__) for table in uses.PLANS}
