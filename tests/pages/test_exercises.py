"""The catalogue in the dashboard: found, read, added to, switched off."""

import io
import re
from dataclasses import replace
from functools import partial
from typing import Any, cast

import pytest
from nicegui import ui
from nicegui.elements.upload_files import SmallFileUpload
from nicegui.testing import User
from PIL import Image

from app import uploads
from app.runtime import Runtime
from domain import exercises
from domain.exercises import Catalogue, Draft, Level, Unit, Wanted
from pages import leaving
from pages.exercises.browse import read_wanted, write_wanted
from tests.domain.test_own_exercises import DRAFT, add, written
from tests.pages.soon import LONG, soon

STRANGE = "\"'><img src=x onerror=alert(1)></script><script>alert(1)</script>"
WRITTEN = ("title", "aliases", "cues", "mistakes", "breathing")
MODEST = ("level-0", "fatigue-1")
PUSH = replace(
    DRAFT,
    title="Жим мяча",
    pattern="push_horizontal",
    primary=["chest"],
    secondary=[],
    needs_all=[],
    needs_one=[],
    regress_to=None,
    progress_to=None,
)


async def catalogue(runtime: Runtime) -> Catalogue:
    async with runtime.db.read() as session:
        return await exercises.read_catalogue(session)


async def own(runtime: Runtime, draft: Draft = DRAFT) -> str:
    async with runtime.db.begin() as session:
        return await add(session, draft)


async def only(runtime: Runtime, draft: Draft) -> str:
    """An own exercise that new programmes must take: the others of its kind are off."""
    async with runtime.db.begin() as session:
        slug = await add(session, draft)
        for exercise in exercises.load_catalogue():
            if exercise.pattern == draft.pattern:
                await exercises.switch(session, exercise.slug, is_on=False)
    return slug


def error_at(user: User, marker: str) -> str:
    (field,) = user.find(marker=marker).elements
    assert isinstance(field, ui.input | ui.select)
    return field.error or ""


async def test_an_exercise_is_found_by_a_few_letters(trainer: User) -> None:
    await trainer.open("/exercises")

    trainer.find(marker="search").type("кубков")

    await trainer.should_see("Кубковые приседания", retries=LONG)
    await trainer.should_see("1\u00a0упражнение", retries=LONG)


async def test_the_list_is_narrowed_by_a_chip_and_by_the_address(
    trainer: User, runtime: Runtime
) -> None:
    await own(runtime)
    await trainer.open("/exercises?pattern=squat&level=beginner&place=home")
    await trainer.should_see("Фильтры: 2")
    await trainer.should_see("Приседания без веса")

    trainer.find("Мои").click()

    await trainer.should_see("1\u00a0упражнение", retries=LONG)
    await trainer.should_see(DRAFT.title)
    await trainer.should_not_see("Приседания без веса")


def test_an_address_keeps_every_wish_and_forgets_what_is_none() -> None:
    wanted = Wanted(
        text="жим",
        pattern="squat",
        muscle="quads",
        equipment="none",
        location="home",
        level=Level.BEGINNER,
        is_off=True,
        is_own=True,
    )

    query = dict(pair.split("=") for pair in write_wanted(wanted).split("&"))

    assert read_wanted({**query, "q": "жим"}) == wanted
    assert read_wanted({"pattern": STRANGE, "level": "x", "place": "moon"}) == Wanted()


async def test_an_exercise_says_how_it_is_done_and_leads_to_the_harder_one(trainer: User) -> None:
    await trainer.open("/exercises/squat_bw")

    await trainer.should_see("Колени заваливаются внутрь.")
    await trainer.should_see("глубокий сгиб колена")
    await trainer.should_see("Сейчас ни в одной")
    (link,) = trainer.find(marker="near-squat_goblet").elements
    assert link.props["href"] == "/exercises/squat_goblet"


async def test_no_such_exercise_is_said_kindly(trainer: User) -> None:
    await trainer.open("/exercises/nowhere")

    await trainer.should_see("Такого упражнения нет")


async def fill_in(user: User, *chips: str, **fields: Any) -> None:
    await user.should_see(marker="title", retries=LONG)
    for key, value in fields.items():
        (field,) = user.find(marker=key).elements
        assert isinstance(field, ui.input | ui.textarea | ui.select)
        field.value = value
    for chip in chips:
        user.find(marker=chip).click()
        await soon(partial(is_on, user, chip))


def is_on(user: User, chip: str) -> bool:
    (pressed,) = user.find(marker=chip).elements
    return bool(pressed.props["aria-pressed"] == "true")


async def test_an_own_exercise_is_added_and_shown(trainer: User, runtime: Runtime) -> None:
    await trainer.open("/exercises/new")
    chips = ("locations-home", "locations-gym", "primary-chest", *MODEST, "tags-impact")
    await fill_in(trainer, *chips, title="Жим мяча", pattern="chest_fly", needs_all=["fitball"])

    trainer.find(marker="save").click()

    await trainer.should_see("Упражнение добавлено.", retries=LONG)
    kept = (await catalogue(runtime))["own_zhim_myacha"]
    assert (kept.primary, kept.tags, kept.unit) == (("chest",), frozenset({"impact"}), Unit.REPS)
    assert kept.locations == {"home", "gym"}
    assert kept.equipment == (frozenset({"fitball"}),)


@pytest.mark.parametrize(
    ("chips", "fields"),
    [((), {"title": "Жим мяча"}), (("locations-home",), {}), ((), {"pattern": "chest_fly"})],
)
async def test_who_leaves_a_changed_form_is_asked_first(
    trainer: User, chips: tuple[str, ...], fields: dict[str, str]
) -> None:
    ear = Ear()
    trainer.javascript_rules[cast("re.Pattern[str]", ear)] = str
    await trainer.open("/exercises/new")
    await trainer.should_see(marker="title", retries=LONG)
    assert leaving.ASK_FIRST not in ear.heard

    await fill_in(trainer, *chips, **fields)

    await soon(lambda: leaving.ASK_FIRST in ear.heard)


class Ear:
    """Hears what a page has its browser run, and answers nothing: nobody waits for an answer."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def match(self, code: str) -> None:
        self.heard.append(code)


async def test_who_says_nothing_of_restrictions_is_asked(trainer: User, runtime: Runtime) -> None:
    await trainer.open("/exercises/new")
    await fill_in(trainer, "locations-home", "primary-chest", *MODEST, pattern="chest_fly")

    trainer.find(marker="save").click()

    await trainer.should_see("Отметьте, кому нельзя, или скажите", retries=LONG)
    await soon(lambda: error_at(trainer, "title") == "Заполните это поле.")
    assert await catalogue(runtime) == exercises.load_catalogue()


async def test_no_restrictions_goes_with_no_restriction(trainer: User) -> None:
    await trainer.open("/exercises/new")

    await fill_in(trainer, "tags-impact", "tags-harmless")

    assert is_on(trainer, "tags-harmless")
    assert not is_on(trainer, "tags-impact")


async def test_words_of_what_ships_are_changed(trainer: User, runtime: Runtime) -> None:
    await trainer.open("/exercises/squat_bw/edit")
    await trainer.should_see(marker="cues", retries=LONG)
    for key, text in {"cues": "Мягко.", "video_url": "http://video.example"}.items():
        trainer.find(marker=key).clear().type(text)
    trainer.find(marker="save").click()
    await soon(lambda: error_at(trainer, "video_url").startswith("Нужна ссылка"))

    trainer.find(marker="video_url").clear().type("https://video.example/1")
    trainer.find(marker="save").click()

    await trainer.should_see("Сохранено.", retries=LONG)
    kept = (await catalogue(runtime))["squat_bw"]
    assert (kept.cues, kept.video_url) == (("Мягко.",), "https://video.example/1")


async def test_who_switches_off_hears_which_programmes_keep_it(
    trainer: User, runtime: Runtime
) -> None:
    slug = await only(runtime, PUSH)
    await written(runtime.db)
    await trainer.open(f"/exercises/{slug}")
    await trainer.should_see("Сейчас в 1\u00a0программе")

    trainer.find(marker="switch").click()

    await trainer.should_see("1\u00a0программа с ним оставит его", retries=LONG)
    assert not (await catalogue(runtime))[slug].is_on
    trainer.find(marker="delete").click()
    await trainer.should_see(marker="delete-now", retries=LONG)
    trainer.find(marker="delete-now").click()
    await trainer.should_see("Оставьте его выключенным", retries=LONG)


async def test_an_unused_own_exercise_is_deleted(trainer: User, runtime: Runtime) -> None:
    slug = await own(runtime)
    async with runtime.db.begin() as session:
        await exercises.switch(session, slug, is_on=False)
    await trainer.open(f"/exercises/{slug}")

    trainer.find(marker="delete").click()
    await trainer.should_see(marker="delete-now", retries=LONG)
    trainer.find(marker="delete-now").click()

    await trainer.should_see("Упражнение удалено.", retries=LONG)
    assert slug not in await catalogue(runtime)


async def test_a_photo_is_shown_and_taken_away(trainer: User, runtime: Runtime) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300)).save(drawn, "PNG")
    await trainer.open("/exercises/squat_bw")
    (upload,) = trainer.find(ui.upload).elements

    await upload.handle_uploads([SmallFileUpload("мяч.png", "image/png", drawn.getvalue())])

    await trainer.should_see("Убрать фото", retries=LONG)
    photo = (await catalogue(runtime))["squat_bw"].photo
    assert uploads.find_image(runtime.settings.data_dir, photo) is not None
    trainer.find(marker="no-photo").click()
    await trainer.should_not_see("Убрать фото", retries=LONG)
    assert (await catalogue(runtime))["squat_bw"].photo == ""


async def test_nothing_that_was_typed_becomes_markup(trainer: User, runtime: Runtime) -> None:
    said: dict[str, Any] = dict.fromkeys(WRITTEN, STRANGE)
    slug = await only(runtime, replace(PUSH, **said))
    programme = await written(runtime.db)
    pages = ("/exercises?own=1", f"/exercises/{slug}", f"/exercises/{slug}/edit")

    for page in (*pages, f"/programmes/{programme.id}"):
        await trainer.open(page)
        await trainer.should_see(STRANGE, retries=LONG)
        assert not any("onerror" in drawn.content for drawn in _markup(trainer))


def _markup(user: User) -> set[ui.html]:
    with user:
        found = [e for e in ui.context.client.elements.values() if isinstance(e, ui.html)]
    return set(found)
