"""The list of clients: searched, narrowed, added to, and drawn anew by itself."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import parse_qsl
from uuid import uuid4

import pytest
from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import contacts as spoken
from domain import adding, client_views, clients_list
from domain.clients_list import Sort, Wanted
from domain.contacts import ContactKind
from domain.narrowing import Activity, Allowed, Money, Reach
from domain.questionnaire import Goal
from domain.users import Viewer
from pages.clients_address import read_wanted, write_wanted
from tests import made
from tests.pages.given import client
from tests.pages.soon import soon


async def test_an_empty_list_says_what_will_be_there(trainer: User) -> None:
    await trainer.open("/clients")

    await trainer.should_see("Здесь будут ваши клиенты")


@pytest.mark.parametrize("typed", ["пет", "+7 (999) 000-00-07", "8999000 00-07", "0007", "gtnhjd"])
async def test_a_client_is_found_by_letters_digits_and_the_wrong_keyboard(
    trainer: User, runtime: Runtime, typed: str
) -> None:
    await client(runtime, "Пётр Петров", 7)
    await client(runtime, "Анна Смирнова", 8)
    await trainer.open("/clients")

    trainer.find(marker="search").type(typed)

    await trainer.should_not_see("Анна Смирнова", retries=40)
    await trainer.should_see("Пётр Петров")


async def test_what_is_asked_for_stands_in_the_address(trainer: User, runtime: Runtime) -> None:
    await client(runtime, "Пётр Петров", 7)
    await client(runtime, "Анна Смирнова", 8)

    await trainer.open("/clients?q=анн")

    await trainer.should_see("Анна Смирнова")
    await trainer.should_not_see("Пётр Петров")


def test_an_address_keeps_every_wish() -> None:
    wanted = Wanted(
        text="анна",
        source="site",
        tag="зал",
        sort=Sort.NAME,
        tariff_id=uuid4(),
        money=Money.WAITS,
        activity=Activity.SILENT_MONTH,
        consent=Allowed.NO_MARKETING,
        channel=Reach.TELEGRAM,
        goal=Goal.STRENGTH,
    )

    assert read_wanted(dict(parse_qsl(write_wanted(wanted)))) == wanted
    assert read_wanted({"stage": "no id", "sort": "by magic"}) == Wanted()


async def test_nobody_found_offers_a_way_back(trainer: User, runtime: Runtime) -> None:
    await client(runtime, "Анна")

    await trainer.open("/clients?q=жжжж")

    await trainer.should_see("Никого не нашли")
    await trainer.should_see("Сбросить фильтры")


async def test_thirty_are_shown_and_then_more(trainer: User, runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        for n in range(35):
            await made.client(session, f"Клиент {n}", n)
    await trainer.open("/clients")
    await trainer.should_see("35 клиентов")

    trainer.find("Показать ещё").click()

    await trainer.should_not_see("Показать ещё", retries=40)
    await trainer.should_see("Клиент 0")


async def test_a_client_is_added_with_a_name_and_a_phone(trainer: User, runtime: Runtime) -> None:
    await trainer.open("/clients")
    trainer.find(marker="add-client").click()
    await trainer.should_see(marker="new-name")
    trainer.find(marker="new-name").type("Вера")
    trainer.find(marker="new-contact").type("8 999 123-45-67")

    trainer.find(marker="save-new").click()

    await trainer.should_see("Первичный контакт", retries=20)
    await trainer.should_see(spoken.source(adding.BY_HAND), retries=20)


async def test_who_is_known_is_shown_and_not_added_twice(trainer: User, runtime: Runtime) -> None:
    await client(runtime, "Анна", 5)
    await trainer.open("/clients")
    trainer.find(marker="add-client").click()
    await trainer.should_see(marker="new-name")
    trainer.find(marker="new-name").type("Аня")
    trainer.find(marker="new-contact").type(made.phone(5))

    trainer.find(marker="save-new").click()

    await trainer.should_see("Такой контакт уже есть у клиента «Анна».")


async def test_what_is_no_contact_is_refused_in_words(trainer: User) -> None:
    await trainer.open("/clients")
    trainer.find(marker="add-client").click()
    await trainer.should_see(marker="new-name")
    trainer.find(marker="new-name").type("Вера")
    trainer.find(marker="new-contact").type("12345")

    trainer.find(marker="save-new").click()

    await trainer.should_see("Такого номера не бывает. Пример: +7 999 123-45-67.")


async def test_someone_who_comes_elsewhere_appears_by_himself(
    trainer: User, runtime: Runtime
) -> None:
    await trainer.open("/clients")

    async with runtime.db.begin() as session:
        await adding.add_by_hand(session, "Вера", {ContactKind.PHONE: made.phone(9)})

    await trainer.should_see("Вера", retries=40)


async def test_an_open_page_stops_listening_when_it_is_closed(
    trainer: User, runtime: Runtime
) -> None:
    before = runtime.live.count()
    opened = await trainer.open("/clients")
    assert runtime.live.count() > before

    opened.delete()

    await soon(lambda: runtime.live.count() == before)


async def test_markup_in_a_name_stays_text(trainer: User, runtime: Runtime) -> None:
    await client(runtime, "<img src=x onerror=alert(1)>")

    await trainer.open("/clients")

    (label,) = trainer.find(kind=ui.label, content="<img src=x").elements
    assert isinstance(label, ui.label)


async def test_a_search_of_two_words_wants_both(runtime: Runtime) -> None:
    await client(runtime, "Анна Петрова", 1)
    await client(runtime, "Анна Смирнова", 2)
    await client(runtime, "Вера Петрова", 3)

    async with runtime.db.read() as session:
        found = await clients_list.find(session, Wanted(text="анна пет"))

    assert [line.client.name for line in found.lines] == ["Анна Петрова"]


async def test_pages_follow_each_other_without_gap_or_repeat(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        for n in range(7):
            await made.client(session, f"Клиент {n}", n)

    async with runtime.db.read() as session:
        first = await clients_list.find(session, Wanted(sort=Sort.NAME), limit=4)
        second = await clients_list.find(session, Wanted(sort=Sort.NAME), after=first.next, limit=4)

    names = [line.client.name for line in (*first.lines, *second.lines)]
    assert names == [f"Клиент {n}" for n in range(7)]
    assert second.next is None


async def test_a_tag_and_a_source_narrow_the_list(runtime: Runtime) -> None:
    await client(runtime, "Анна", 1, tags=["Зал"], source="vk")
    await client(runtime, "Вера", 2)

    async with runtime.db.read() as session:
        by_tag = await clients_list.find(session, Wanted(tag="зал"))
        by_source = await clients_list.find(session, Wanted(source="vk"))
        choices = await clients_list.list_choices(session)

    assert [line.client.name for line in by_tag.lines] == ["Анна"]
    assert [line.client.name for line in by_source.lines] == ["Анна"]
    assert (choices.sources, choices.tags) == (["site", "vk"], ["зал"])


async def test_many_are_tagged_and_untagged_again_by_undo(trainer: User, runtime: Runtime) -> None:
    first = await client(runtime, "Анна", 1)
    await client(runtime, "Вера", 2)
    await trainer.open("/clients")
    trainer.find(marker="pick").click()
    await trainer.should_see(marker="pick-all")
    trainer.find(marker=f"pick-{first.id}").click()
    trainer.find(marker="many-tag").click()
    await trainer.should_see(marker="tag-word")
    trainer.find(marker="tag-word").type("Весна")

    trainer.find(marker="tag-done").click()
    await trainer.should_see("Метка «Весна»: 1\N{NO-BREAK SPACE}клиент.", retries=20)
    async with runtime.db.read() as session:
        tagged = await clients_list.find(session, Wanted(tag="весна"))
    trainer.find("Отменить").click()
    assert [line.client.name for line in tagged.lines] == ["Анна"]
    await until(lambda: has_no_tag(runtime, "весна"))
    await trainer.open("/clients?tag=весна")
    await trainer.should_see("Никого не нашли", retries=40)


async def test_a_view_and_columns_are_kept(trainer: User, runtime: Runtime, viewer: Viewer) -> None:
    await client(runtime, "Анна", 1, source="vk", tags=["Зал"])
    await trainer.open("/clients?source=vk&money=never")
    trainer.find(marker="views").click()
    await trainer.should_see(marker="view-name")
    trainer.find(marker="view-name").type("Из ВК")
    trainer.find(marker="view-keep").click()
    await trainer.should_see("Список «Из ВК» сохранён.", retries=20)
    trainer.find(marker="columns").click()
    await trainer.should_see(marker="columns-done")
    trainer.find(marker="column-phone").click()
    trainer.find(marker="columns-done").click()
    await until(lambda: has_column(runtime, viewer, "phone"))

    await trainer.open("/clients")

    await trainer.should_see("Телефон", retries=20)
    async with runtime.db.read() as session:
        (view,) = await client_views.list_views(session, viewer.user_id)
    assert view.query == "source=vk&money=never"


async def until(is_so: Callable[[], Awaitable[bool]]) -> None:
    """What a press has begun is done when the next page is opened."""
    async with asyncio.timeout(10):
        while not await is_so():  # noqa: ASYNC110 - a press tells nobody that it is done
            await asyncio.sleep(0.02)


async def has_no_tag(runtime: Runtime, word: str) -> bool:
    async with runtime.db.read() as session:
        return not (await clients_list.find(session, Wanted(tag=word))).lines


async def has_column(runtime: Runtime, viewer: Viewer, name: str) -> bool:
    async with runtime.db.read() as session:
        return name in (await client_views.read_columns(session, viewer.user_id) or ())
