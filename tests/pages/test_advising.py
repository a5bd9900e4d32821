"""A trainer sends a suggestion from the card: once a day, and a priced one only with consent."""

from nicegui.testing import User
from sqlmodel import select

from app.runtime import Runtime
from app.words import recommendations as words
from domain.messages import Message
from domain.recommendations import Why
from tests.pages.given import client

SOON = 40


async def test_a_suggestion_is_sent_with_one_press_and_only_once_a_day(
    trainer: User, runtime: Runtime
) -> None:
    anna = await client(runtime, "Анна")
    await trainer.open(f"/clients/{anna.id}")
    await trainer.should_see(words.OFFER, retries=SOON)

    trainer.find(marker=f"suggest-{Why.INTAKE}").click()
    await trainer.should_see(words.SENT, retries=SOON)
    trainer.find(marker=f"suggest-{Why.INTAKE}").click()
    await trainer.should_see(words.SENT_BEFORE, retries=SOON)
    trainer.find(marker=f"suggest-{Why.MEETING}").click()
    await trainer.should_see(words.NO_CONSENT, retries=SOON)

    async with runtime.db.read() as session:
        (message,) = (await session.exec(select(Message))).all()
    assert words.REASON[Why.INTAKE] in (message.text or "")
