"""/settings: what the trainer writes is kept, refused in words, and seen on the site."""

from typing import Any
from uuid import UUID

import pytest
from nicegui import ui
from nicegui.testing import User

from app.access import Access
from app.runtime import Runtime
from domain import consents, funnel, site, site_blocks, site_drafts, tariffs, users
from domain.consents import ConsentKind
from domain.funnel import Role as StageRole
from domain.site_blocks import Block
from domain.tariffs import Tariff
from domain.users import Role, Viewer
from pages import settings as settings_pages
from pages.settings.access import draw_access
from tests import made
from tests.pages.soon import LONG, soon

STRONG = "correct horse battery"


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    settings_pages.build(runtime)


async def write(user: User, marker: str, text: str) -> None:
    """Clear a field, once it is there, and type into it."""
    await user.should_see(marker=marker, retries=LONG)
    user.find(marker=marker).clear().type(text)


def error_at(user: User, marker: str) -> str:
    """What is said under a field."""
    (field,) = user.find(marker=marker).elements
    assert isinstance(field, ui.input)
    return field.error or ""


async def section(runtime: Runtime, key: str) -> dict[str, Any]:
    async with runtime.db.read() as session:
        found: dict[str, Any] = (await site_drafts.read_draft(session))[key]
        return found


async def blocks(runtime: Runtime) -> list[Block]:
    """What stands on the site, in order."""
    async with runtime.db.read() as session:
        return list(site_blocks.shown((await site.read_site(session))["blocks"]))


async def catalogue(runtime: Runtime) -> list[Tariff]:
    async with runtime.db.read() as session:
        return list(await tariffs.list_tariffs(session, on_sale=False))


@pytest.mark.usefixtures("_pages")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/settings", "Тексты согласий"),
        ("/settings/site", "Первый экран"),
        ("/settings/site/hero", "Подзаголовок"),
        ("/settings/site/images", "Логотип"),
        ("/settings/site/fonts", "Заголовки"),
        ("/settings/visits", "Визитов пока нет"),
        ("/settings/reviews", "Отзывов пока нет"),
        ("/settings/tariffs", "1 месяц онлайн"),
        ("/settings/stages", "сюда переводит оплата"),
        ("/settings/texts", "Приветствие нового человека"),
        ("/settings/consents", "Версия 1"),
        ("/settings/access", "Этим управляет владелец."),
        ("/settings/model", "Модель ещё не спрашивали."),
        ("/settings/integrations", "Без почты письма ждут"),
        ("/settings/system", "python main.py backup"),
    ],
)
async def test_every_page_of_settings_opens(user: User, address: str, said: str) -> None:
    await user.open(address)

    await user.should_see(said)


@pytest.mark.usefixtures("_pages")
async def test_a_changed_text_is_kept(user: User, runtime: Runtime) -> None:
    await user.open("/settings/site/about")

    await write(user, "title", "Кто я")
    user.find("Сохранить").click()

    await user.should_see("Сохранено в черновик.", retries=LONG)
    assert (await section(runtime, "about"))["title"] == "Кто я"


@pytest.mark.usefixtures("_pages")
async def test_the_draft_is_published_and_taken_back_from_the_sites_desk(
    user: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await site.change_section(session, "requisites", made.REQUISITES)
    await user.open("/settings/site")
    await user.should_not_see(marker="publish")

    user.find(marker="lift-about").click()
    await user.should_see("Есть правки, которых на сайте ещё нет", retries=LONG)
    user.find(marker="publish").click()
    await user.should_see("Опубликовано.", retries=LONG)
    published = await blocks(runtime)
    user.find(marker="undo").click()
    await user.should_see(marker="sure", retries=LONG)
    user.find(marker="sure").click()

    await user.should_see("Вернули прежнюю версию.", retries=LONG)
    assert published[:2] == [Block.ABOUT, Block.FOR_WHOM]
    assert await blocks(runtime) == list(Block)


@pytest.mark.usefixtures("_pages")
async def test_what_cannot_be_taken_is_said_at_its_field(user: User, runtime: Runtime) -> None:
    before = await section(runtime, "contacts")
    await user.open("/settings/site/contacts")

    await write(user, "phone", "12")
    user.find("Сохранить").click()

    await soon(lambda: "Такого номера не бывает" in error_at(user, "phone"))
    assert await section(runtime, "contacts") == before


@pytest.mark.usefixtures("_pages")
async def test_words_for_paper_are_proved_and_an_unknown_insertion_is_named(
    user: User, runtime: Runtime
) -> None:
    before = await section(runtime, "papers")
    await user.open("/settings/site/papers")

    await write(user, "closing", "{client_name}, до встречи!")
    await user.should_see("Анна Смирнова, до встречи!", retries=LONG)
    await write(user, "footer", "{telephone}")
    user.find("Сохранить").click()

    await soon(lambda: "Такой вставки нет" in error_at(user, "footer"))
    assert await section(runtime, "papers") == before


@pytest.mark.usefixtures("_pages")
async def test_parts_are_added_and_taken_away(user: User, runtime: Runtime) -> None:
    await user.open("/settings/site/questions")
    known = len((await section(runtime, "questions"))["items"])

    user.find("Добавить").click()
    await write(user, f"items.{known}.question", "А летом?")
    await write(user, f"items.{known}.answer", "И летом.")
    user.find("Сохранить").click()

    await user.should_see("Сохранено в черновик.", retries=LONG)
    last = (await section(runtime, "questions"))["items"][-1]
    assert last == {"question": "А летом?", "answer": "И летом."}


@pytest.mark.usefixtures("_pages")
async def test_unsaved_words_are_not_drawn_over(user: User, runtime: Runtime) -> None:
    await user.open("/settings/site/about")
    await write(user, "title", "Моё")

    async with runtime.db.begin() as session:
        await site.change_section(session, "about", {"title": "Чужое"})

    await user.should_see("Этот раздел изменили в другом окне", retries=LONG)
    (field,) = user.find(marker="title").elements
    assert isinstance(field, ui.input)
    assert field.value == "Моё"


@pytest.mark.usefixtures("_pages")
async def test_colours_that_cannot_be_read_are_warned_of(user: User) -> None:
    await user.open("/settings/site/colours")
    await user.should_not_see("читается плохо")

    user.find(marker="text").trigger("input", "#f0f0f0")

    await user.should_see("читается плохо", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_new_tariff_is_sold_at_the_end(user: User, runtime: Runtime) -> None:
    await user.open("/settings/tariffs")

    user.find(marker="add").click()
    await write(user, "title", "Разбор питания")
    await write(user, "price", "2 500")
    user.find("Сохранить").click()

    await user.should_see("Сохранено.", retries=LONG)
    last = (await catalogue(runtime))[-1]
    assert (last.title, last.price, last.is_on_sale) == ("Разбор питания", 250_000, True)


@pytest.mark.usefixtures("_pages")
async def test_a_tariff_without_a_price_is_not_kept(user: User, runtime: Runtime) -> None:
    before = len(await catalogue(runtime))
    await user.open("/settings/tariffs")

    user.find(marker="add").click()
    await write(user, "title", "Даром")
    user.find("Сохранить").click()

    await soon(lambda: error_at(user, "price") == "Заполните это поле.")
    assert len(await catalogue(runtime)) == before


@pytest.mark.usefixtures("_pages")
async def test_a_stage_of_ones_own_is_added_and_removed(user: User, runtime: Runtime) -> None:
    await user.open("/settings/stages")
    user.find(marker="add").click()
    await write(user, "title", "Думает до весны")
    user.find("Сохранить").click()
    await user.should_see("Ваш этап", retries=LONG)

    user.find(marker="remove").click()

    await user.should_not_see("Ваш этап", retries=LONG)
    async with runtime.db.read() as session:
        assert len(await funnel.list_stages(session)) == 7


@pytest.mark.usefixtures("_pages")
async def test_a_stage_with_people_says_why_it_stays(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        own = await funnel.add_stage(session, "Мой", "#3B82F6", 7)
        client = await made.client(session)
        await funnel.move_client(session, client.id, own.id, by="owner")
    await user.open("/settings/stages")

    user.find(marker="remove").click()

    await user.should_see("На этапе 1\u00a0человек. Сначала переместите их", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_stage_that_a_rule_needs_cannot_be_removed(user: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        bought = await funnel.find_stage_by_role(session, StageRole.BOUGHT)
        assert bought is not None
    await user.open("/settings/stages")

    await user.should_see("сюда переводит оплата")
    await user.should_not_see(marker="remove")


@pytest.mark.usefixtures("_pages")
async def test_a_changed_consent_is_a_new_version(user: User, runtime: Runtime) -> None:
    await user.open("/settings/consents")
    async with runtime.db.read() as session:
        before = (await consents.current_texts(session))[ConsentKind.PERSONAL_DATA]

    user.find(marker="edit-personal_data").click()
    await write(user, "body", f"{before.body}\nИ ещё одно слово.")
    user.find("Опубликовать новую версию").click()

    await user.should_see("Опубликована версия 2.", retries=LONG)
    async with runtime.db.read() as session:
        after = (await consents.current_texts(session))[ConsentKind.PERSONAL_DATA]
    assert (after.version, after.body.endswith("И ещё одно слово.\n")) == (2, True)


async def owner(runtime: Runtime) -> Viewer:
    """The owner, at an open session of his."""
    access = Access(runtime.db, runtime.settings)
    hashed = await access.passwords.hash(STRONG)
    async with runtime.db.begin() as session:
        user = await users.add_user(session, "owner", hashed, Role.OWNER)
        web, _ = await users.open_session(session, user.id, address="1.1.1.1", agent="Firefox")
    return Viewer(user.id, "owner", Role.OWNER, session_id=web.id)


async def open_access(user: User, runtime: Runtime, me: Viewer) -> None:
    @ui.page("/seen-by")
    async def page() -> None:
        await draw_access(runtime, Access(runtime.db, runtime.settings), me)

    await user.open("/seen-by")


async def test_the_owner_adds_an_assistant_and_dismisses_him(user: User, runtime: Runtime) -> None:
    await open_access(user, runtime, await owner(runtime))

    user.find("Добавить помощника").click()
    await write(user, "login", "olga")
    await write(user, "password", STRONG)
    user.find(marker="add-user").click()

    await user.should_see("Помощник добавлен", retries=LONG)
    async with runtime.db.read() as session:
        olga = await users.find_user(session, "olga")
    assert olga is not None
    assert olga.role is Role.ASSISTANT

    user.find("Закрыть доступ").click()
    await user.should_see("доступ закрыт", retries=LONG)


async def test_a_key_is_shown_once_and_works_until_revoked(user: User, runtime: Runtime) -> None:
    await open_access(user, runtime, await owner(runtime))
    user.find("Создать ключ").click()
    await write(user, "name", "Выгрузка")
    user.find(marker="make-key").click()

    await user.should_see(marker="secret", retries=LONG)
    (secret,) = user.find(marker="secret").elements
    assert isinstance(secret, ui.label)
    async with runtime.db.read() as session:
        token, _ = await users.check_api_token(session, secret.text)
    assert token.name == "Выгрузка"

    user.find("Отозвать").click()
    await user.should_see("Ключей нет", retries=LONG)


async def test_other_sessions_are_closed_from_here(user: User, runtime: Runtime) -> None:
    me = await owner(runtime)
    assert me.user_id is not None
    async with runtime.db.begin() as session:
        await users.open_session(session, me.user_id, address="2.2.2.2", agent="iPhone Safari")
    await open_access(user, runtime, me)
    await user.should_see("Safari, iPhone")

    user.find("Выйти на остальных").click()

    await user.should_not_see("Safari, iPhone", retries=LONG)
    assert [web.id for web in await sessions(runtime, me.user_id)] == [me.session_id]


async def sessions(runtime: Runtime, user_id: UUID) -> list[users.WebSession]:
    async with runtime.db.read() as session:
        return list(await users.list_sessions(session, user_id))


async def test_an_assistant_sees_only_what_is_his(user: User, runtime: Runtime) -> None:
    me = await owner(runtime)
    helper = Viewer(me.user_id, "olga", Role.ASSISTANT, session_id=me.session_id)

    await open_access(user, runtime, helper)

    await user.should_see("Где вы вошли")
    await user.should_not_see("Кто может войти")
    await user.should_not_see("Ключи API")
