"""A client's card: everything about him, and what can be done about it."""

import asyncio
from uuid import UUID

from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import card as words
from domain import cards, notes, people, timeline
from domain.contacts import ContactKind
from domain.funnel import ClientMoved, Role
from domain.programmes.rows import Programme, Status
from domain.users import Viewer
from tests import made
from tests.pages.given import CAREFUL, answered, client, paid, waiting_programme

SOON = 40
MOMENT = 0.5
"""Seconds in which what must not happen would have happened."""


async def test_a_card_calls_writes_and_opens_chats(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 7)

    await trainer.open(f"/clients/{anna.id}")

    assert href(trainer, "way-phone") == "tel:+79990000007"
    assert href(trainer, "way-whatsapp") == "https://wa.me/79990000007"


async def test_a_note_is_written_and_stays(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна")
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker="note").type("Болит колено, без прыжков")
    trainer.find(marker="write-note").click()

    await trainer.should_see(kind=ui.label, content="Болит колено, без прыжков", retries=SOON)


async def test_a_removed_note_comes_back(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна")
    async with runtime.db.begin() as session:
        notes.write_note(session, anna.id, "Важное")
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker="remove-note").click()
    await trainer.should_see("Заметка удалена.", retries=SOON)
    trainer.find("Отменить").click()

    await trainer.should_see(kind=ui.label, content="Важное", retries=SOON)


async def test_a_move_is_made_in_the_movers_name(
    trainer: User, runtime: Runtime, viewer: Viewer
) -> None:
    anna = await client(runtime, "Анна")
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker=f"move-{Role.DECIDING}").click()

    await trainer.should_see("Анна: теперь «Принимают решение».", retries=SOON)
    async with runtime.db.read() as session:
        stretch = await timeline.read(session, anna.id, [ClientMoved])
    assert getattr(stretch.events[0].fact, "by", "") == str(viewer.user_id)


async def test_a_waiting_programme_is_approved_on_the_card(trainer: User, runtime: Runtime) -> None:
    programme_id = await waiting_programme(runtime, "Ольга")
    client_id = await owner_of(runtime, programme_id)
    await trainer.open(f"/clients/{client_id}")

    trainer.find(marker="approve").click()

    await trainer.should_see(words.STATUS[Status.READY], retries=SOON)


async def test_answers_and_reasons_are_told_in_words(trainer: User, runtime: Runtime) -> None:
    programme_id = await answered(runtime, "Ольга", CAREFUL)
    client_id = await owner_of(runtime, programme_id)

    await trainer.open(f"/clients/{client_id}")

    await trainer.should_see("Осторожно")
    await trainer.should_see("повышенное давление")
    await trainer.should_see("Набрать мышцы")


async def test_a_payment_is_told_in_the_history(trainer: User, runtime: Runtime) -> None:
    client_id = await paid(runtime, "Денис")
    await trainer.open(f"/clients/{client_id}")

    trainer.find(marker="history-money").click()

    await trainer.should_see("Оплатил", retries=SOON)
    await trainer.should_not_see("Карточка создана", retries=SOON)


async def test_a_contact_is_added(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    await trainer.open(f"/clients/{anna.id}")

    await add_contact(trainer, "anna@example.com")

    await trainer.should_see(kind=ui.label, content="anna@example.com", retries=SOON)


async def test_another_clients_contact_is_refused_in_words(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    await client(runtime, "Вера", 2)
    await trainer.open(f"/clients/{anna.id}")

    await add_contact(trainer, made.phone(2))

    await trainer.should_see("Этот контакт уже записан у другого клиента", retries=SOON)


async def test_a_strangers_contact_is_marked_until_it_is_trusted(
    trainer: User, runtime: Runtime
) -> None:
    anna = await client(runtime, "Анна", 1)
    async with runtime.db.begin() as session:
        people.add_contact(session, anna.id, ContactKind.EMAIL, "who@example.com", is_trusted=False)
    await trainer.open(f"/clients/{anna.id}")
    await trainer.should_see("не подтверждён")

    trainer.find(words.TRUST).click()

    await trainer.should_not_see("не подтверждён", retries=SOON)


async def test_two_cards_become_one_and_two_again(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    other = await client(runtime, "Аня Дубль", 2)
    await trainer.open(f"/clients/{anna.id}")
    trainer.find(marker="deed-merge").click()
    await trainer.should_see(marker="merge-find", retries=SOON)
    trainer.find(marker="merge-find").type("дубль")
    await trainer.should_see(marker="merge-candidate", retries=SOON)

    trainer.find(marker="merge-candidate").click()
    await trainer.should_see(marker="merge-do", retries=SOON)
    trainer.find(marker="merge-do").click()
    await trainer.should_see("Карточки объединены.", retries=SOON)
    trainer.find("Отменить").click()

    await trainer.should_see("Объединение отменено", retries=SOON)
    async with runtime.db.read() as session:
        assert (await people.get_client(session, other.id)).name == "Аня Дубль"


async def test_erasing_without_its_word_forgets_nobody(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    await open_erasing(trainer, anna.id)

    trainer.find(marker="erase-word").type("удал")
    trainer.find(marker="erase-do").click()
    await asyncio.sleep(MOMENT)

    async with runtime.db.read() as session:
        assert await people.get_client(session, anna.id)


async def test_erasing_with_its_word_forgets(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    await open_erasing(trainer, anna.id)

    trainer.find(marker="erase-word").type("Удалить")
    trainer.find(marker="erase-do").click()

    await trainer.should_see("Здесь будут ваши клиенты", retries=SOON)


async def test_all_that_is_kept_is_given_out_as_a_file(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    await trainer.open(f"/clients/{anna.id}")

    trainer.find(marker="deed-download").click()

    response = await trainer.download.next()
    assert "Анна" in response.text


async def test_a_card_that_is_no_more_says_so(trainer: User, runtime: Runtime) -> None:
    anna = await client(runtime, "Анна", 1)
    async with runtime.db.begin() as session:
        await cards.erase(session, anna.id)

    await trainer.open(f"/clients/{anna.id}")

    await trainer.should_see("Карточки нет")


async def test_a_tapped_exercise_says_why_of_each_number(trainer: User, runtime: Runtime) -> None:
    programme_id = await waiting_programme(runtime, "Ольга")
    await trainer.open(f"/programmes/{programme_id}")
    await trainer.should_not_see("Чем тяжелее упражнение")

    trainer.find(kind=ui.element, marker="exercise").trigger("toggle")

    await trainer.should_see("Чем тяжелее упражнение, тем дольше пауза.", retries=SOON)


async def test_a_programme_is_read_and_approved(trainer: User, runtime: Runtime) -> None:
    programme_id = await waiting_programme(runtime, "Ольга")
    await trainer.open(f"/programmes/{programme_id}")
    await trainer.should_see("Разминка")

    trainer.find(marker="approve").click()

    await trainer.should_see("Как видит клиент", retries=SOON)
    async with runtime.db.read() as session:
        assert (await session.get_one(Programme, programme_id)).status is Status.READY


async def open_erasing(trainer: User, client_id: UUID) -> None:
    await trainer.open(f"/clients/{client_id}")
    trainer.find(marker="deed-trash").click()
    await trainer.should_see("Удалить навсегда?", retries=SOON)


def href(trainer: User, marker: str) -> str:
    (link,) = trainer.find(marker=marker).elements
    return str(link.props["href"])


async def add_contact(trainer: User, value: str) -> None:
    trainer.find(marker="add-contact").click()
    await trainer.should_see(marker="new-contact-value", retries=SOON)
    trainer.find(marker="new-contact-value").type(value)
    trainer.find(marker="save-contact").click()


async def owner_of(runtime: Runtime, programme_id: UUID) -> UUID:
    async with runtime.db.read() as session:
        programme = await session.get_one(Programme, programme_id)
    return programme.client_id
