"""On the card the trainer answers what a client asks, and reads his talk with the bot."""

from uuid import UUID

from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import talk as words
from domain import contact_book, conversations, messages, questions
from domain.contacts import ContactKind
from domain.conversations import Direction, Line
from tests.pages.given import client

SOON = 40
ASKED = "А можно с больной спиной?"


async def who_asked(runtime: Runtime) -> UUID:
    """Somebody with a bot, who waits for the trainer."""
    anna = await client(runtime, "Анна")
    async with runtime.db.begin() as session:
        await contact_book.attach(session, anna.id, {ContactKind.TELEGRAM_ID: "5000000001"})
        questions.ask(session, anna.id, ASKED, "telegram")
        conversations.keep(
            session,
            anna.id,
            [
                Line(Direction.IN, "Начать", "press"),
                Line(Direction.IN, "", "voice"),
                Line(Direction.OUT, "Голосовые я пока не слушаю."),
            ],
        )
    return anna.id


async def test_an_answer_from_the_card_goes_to_the_client_and_closes_his_question(
    trainer: User, runtime: Runtime
) -> None:
    client_id = await who_asked(runtime)
    await trainer.open(f"/clients/{client_id}")
    await trainer.should_see(ASKED, retries=SOON)

    trainer.find(marker="answer").type("Можно, осторожно.")
    trainer.find(marker="send-answer").click()

    await trainer.should_not_see(marker="answer", retries=SOON)
    async with runtime.db.read() as session:
        (sent,) = await messages.list_for_client(session, client_id)
        assert await questions.list_open(session, client_id) == []
    assert (sent.kind, sent.text) == ("chat_answer", "Можно, осторожно.")


async def test_an_empty_answer_sends_nothing_and_the_question_stays(
    trainer: User, runtime: Runtime
) -> None:
    client_id = await who_asked(runtime)
    await trainer.open(f"/clients/{client_id}")
    await trainer.should_see(ASKED, retries=SOON)

    trainer.find(marker="send-answer").click()

    await trainer.should_see("Заполните это поле.", retries=SOON)
    async with runtime.db.read() as session:
        assert await messages.list_for_client(session, client_id) == []
        assert len(await questions.list_open(session, client_id)) == 1


async def test_the_talk_names_media_and_presses_and_is_searched(
    trainer: User, runtime: Runtime
) -> None:
    client_id = await who_asked(runtime)
    await trainer.open(f"/clients/{client_id}")
    await trainer.should_see(words.THING["voice"], retries=SOON)
    await trainer.should_see(words.PRESSED.format(label="Начать"))

    trainer.find(marker="talk-search").type("СЛУШАЮ")

    await trainer.should_not_see(words.THING["voice"], retries=SOON)
    await trainer.should_see(kind=ui.label, content="Голосовые я пока не слушаю.")
