"""On the card the trainer writes down what he has heard: of a doctor, of parents."""

from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import card as words
from app.words import errors
from domain import clock
from domain.programmes import rows as programmes
from domain.screening import Verdict
from tests import made
from tests.pages.given import answered

RED = {**made.ANSWERS, "conditions": ["pregnancy"]}
MINOR = {**made.ANSWERS, "age": 15}
SOON = 40


async def test_a_doctors_word_is_written_down_and_a_draft_comes(
    trainer: User, runtime: Runtime
) -> None:
    client_id = await answered(runtime, "Ольга", RED)
    await trainer.open(f"/clients/{client_id}")

    trainer.find(marker="heard-doctor").click()
    await trainer.should_see(marker="heard-note", retries=SOON)
    trainer.find(marker="heard-note").type("Акушер Петрова: можно, кроме прыжков")
    trainer.find(marker="heard-save").click()

    today = f"{clock.now():%d.%m.%Y}"
    said = f"Врач разрешил {today}: Акушер Петрова: можно, кроме прыжков"
    await trainer.should_see(kind=ui.label, content=said, retries=SOON)
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        drafts = await programmes.list_programmes(session, client_id)
    assert [d.status for d in drafts] == [programmes.Status.NEEDS_REVIEW]


async def test_an_empty_word_is_refused(trainer: User, runtime: Runtime) -> None:
    client_id = await answered(runtime, "Ольга", RED)
    await trainer.open(f"/clients/{client_id}")

    trainer.find(marker="heard-doctor").click()
    await trainer.should_see(marker="heard-save", retries=SOON)
    trainer.find(marker="heard-save").click()

    # Told before the end: a press cut off half way makes NiceGUI wait two seconds for its outbox.
    await trainer.should_see(errors.say_field("note", "missing"), retries=SOON)
    await trainer.should_see(words.VERDICT[Verdict.RED])
    await trainer.should_see(marker="heard-doctor")


async def test_a_minors_programme_is_let_go_after_the_parents_word(
    trainer: User, runtime: Runtime
) -> None:
    programme_id = await answered(runtime, "Петя", MINOR)
    async with runtime.db.read() as session:
        client_id = (await programmes.get_programme(session, programme_id)).client_id
    await trainer.open(f"/clients/{client_id}")

    trainer.find(marker="heard-parents").click()
    await trainer.should_see(marker="heard-note", retries=SOON)
    trainer.find(marker="heard-note").type("Мама Ирина, по телефону")
    trainer.find(marker="heard-save").click()

    said = f"Родители согласны {clock.now():%d.%m.%Y}: Мама Ирина, по телефону"
    await trainer.should_see(kind=ui.label, content=said, retries=SOON)
    trainer.find(marker="approve").click()
    await trainer.should_see(words.APPROVED, retries=SOON)
