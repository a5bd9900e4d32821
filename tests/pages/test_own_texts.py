"""/settings/texts: a text is found and reworded, a fault is said, and what was typed is kept."""

import pytest
from nicegui import ui
from nicegui.testing import User

from app.runtime import Runtime
from app.words import editable
from domain import texts
from pages import settings as settings_pages
from tests.pages.soon import LONG, soon


@pytest.fixture
def _pages(user: User, runtime: Runtime) -> None:
    settings_pages.build(runtime)


async def said(runtime: Runtime) -> dict[str, tuple[str, str]]:
    """The trainer's own words by key."""
    async with runtime.db.read() as session:
        found = await texts.read_wordings(session)
    return {key: (row.subject, row.body) for key, row in found.items()}


@pytest.mark.usefixtures("_pages")
async def test_a_fault_is_said_and_the_mended_text_is_kept(user: User, runtime: Runtime) -> None:
    await user.open("/settings/texts/bot.new")
    await user.should_see(marker="body", retries=LONG)
    (field,) = user.find(marker="body").elements
    assert isinstance(field, ui.textarea)

    user.find(marker="body").clear().type("Привет, {nam}")
    wrong = (field.error, field.value)
    user.find(marker="body").clear().type("Привет, ")
    user.find(marker="put-name").click()
    await user.should_see("Привет, Анна", retries=LONG)
    user.find(marker="save").click()

    await user.should_see(editable.SAVED, retries=LONG)
    assert wrong == (editable.WRONG["variable"], "Привет, {nam}")
    assert await said(runtime) == {"bot.new": ("", "Привет, {name}")}


@pytest.mark.usefixtures("_pages")
async def test_a_letter_is_seen_as_mail_reworded_and_given_back(
    user: User, runtime: Runtime
) -> None:
    await user.open("/settings/texts/letter.reminder_unpaid_hour")
    await user.should_see(marker="mail", retries=LONG)
    (mail,) = user.find(marker="mail").elements
    user.find(marker="subject").clear().type("Ждём {title}")
    user.find(marker="body").clear().type("Осталось <чуть-чуть>.")
    seen = str(mail.props["srcdoc"])
    user.find(marker="save").click()
    await user.should_see(editable.SAVED, retries=LONG)
    kept = await said(runtime)

    user.find(marker="restore").click()
    await user.should_see(editable.RESTORED, retries=LONG)

    assert "Ждём 1 месяц онлайн" in seen
    assert "Осталось &lt;чуть-чуть&gt;." in seen
    assert "/pay/go/anna" in seen
    assert kept == {"letter.reminder_unpaid_hour": ("Ждём {title}", "Осталось <чуть-чуть>.")}
    assert await said(runtime) == {}
    await user.should_see("Вы выбрали «{title}»", retries=LONG)


@pytest.mark.usefixtures("_pages")
async def test_a_text_is_found_by_its_words(user: User) -> None:
    await user.open("/settings/texts")
    await user.should_see("Предложение, день 7", retries=LONG)

    user.find(marker="search").type("голосовое")

    await soon(lambda: not _seen(user, "text-letter.reminder_day_7"))
    assert _seen(user, "text-bot.voice")
    await user.should_see(editable.FIXED)


def _seen(user: User, marker: str) -> bool:
    with user:
        return any(e.visible for e in ui.context.client.elements.values() if marker in e._markers)
