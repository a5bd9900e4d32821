"""The first screen: what waits, what came in, and what happens at one press."""

from nicegui.testing import User

from app.runtime import Runtime
from app.words.speech import roubles
from domain import adding, first_steps, today
from domain.contacts import ContactKind
from domain.programmes.rows import Programme, Status
from domain.today import Why
from tests import made
from tests.pages.given import paid, waiting_programme


async def test_a_fresh_house_greets_with_first_steps(trainer: User) -> None:
    await trainer.open("/")

    await trainer.should_see("Первые шаги")
    await trainer.should_see("Первый клиент уже близко")


async def test_hidden_steps_stay_hidden(trainer: User, runtime: Runtime) -> None:
    await trainer.open("/")

    trainer.find("Скрыть").click()
    await trainer.should_not_see("Первые шаги", retries=40)

    async with runtime.db.read() as session:
        assert (await first_steps.read_steps(session)).are_skipped


async def test_a_fresh_lead_waits_until_the_trainer_has_been_in_touch(
    trainer: User, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await made.client(session, "Анна")
    await trainer.open("/")
    await trainer.should_see("Заявка без ответа")

    trainer.find("Связался").click()

    await trainer.should_not_see("Заявка без ответа", retries=40)


async def test_a_programme_is_approved_by_one_press(trainer: User, runtime: Runtime) -> None:
    programme_id = await waiting_programme(runtime, "Ольга")
    await trainer.open("/")

    with trainer.scope(marker=f"matter-{Why.REVIEW}"):
        trainer.find("Отправить").click()

    await trainer.should_not_see("Проверьте программу", retries=40)
    async with runtime.db.read() as session:
        assert (await session.get_one(Programme, programme_id)).status is Status.READY


async def test_who_paid_without_answers_is_told_with_the_reason(
    trainer: User, runtime: Runtime
) -> None:
    await paid(runtime, "Денис")

    await trainer.open("/")

    await trainer.should_see("Денис")
    await trainer.should_see("Заплатил, а анкеты нет")


async def test_money_that_came_in_today_is_counted(trainer: User, runtime: Runtime) -> None:
    await paid(runtime, "Денис")

    await trainer.open("/")

    await trainer.should_see(roubles(1_499_900))


async def test_a_lead_that_comes_while_the_page_is_open_appears_by_itself(
    trainer: User, runtime: Runtime
) -> None:
    await trainer.open("/")

    async with runtime.db.begin() as session:
        await adding.add_by_hand(session, "Вера", {ContactKind.PHONE: made.phone(9)})

    await trainer.should_see("Вера", retries=40)


async def test_a_note_settles_a_lead(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        client = await made.client(session, "Анна")
        today.note_contact(session, client.id, "somebody")

    async with runtime.db.read() as session:
        assert await today.list_matters(session) == []
