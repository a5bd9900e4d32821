"""/settings/texts: a greeting is reworded, and a fault is said without losing what was typed."""

from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import editable
from domain import texts
from pages import settings as settings_pages
from tests.pages.soon import LONG


async def test_a_fault_is_said_and_the_mended_text_is_kept(user: User, runtime: Runtime) -> None:
    settings_pages.build(runtime)
    await user.open("/settings/texts")
    await user.should_see(marker="edit-bot.new", retries=LONG)
    user.find(marker="edit-bot.new").click()
    await user.should_see(marker="body", retries=LONG)
    (field,) = user.find(marker="body").elements
    assert isinstance(field, ui.textarea)

    user.find(marker="body").clear().type("Привет, {nam}")
    wrong = (field.error, field.value)
    user.find(marker="body").clear().type("Привет, ")
    user.find(marker="put-name").click()
    await user.should_see("Привет, Анна", retries=LONG)
    user.find(marker="save").click()
    await user.should_see(editable.OWN, retries=LONG)

    assert wrong == (editable.WRONG["variable"], "Привет, {nam}")
    async with runtime.db.read() as session:
        assert await texts.read_wordings(session) == {"bot.new": "Привет, {name}"}
