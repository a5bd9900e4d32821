"""The legal texts are whole, filled with what the trainer has said, and promise what is done."""

import re

import httpx
import pytest

from app.runtime import Runtime
from domain import consents, site
from domain.consents import ConsentKind

PATHS = (
    "/privacy",
    "/offer",
    "/consents/personal-data",
    "/consents/personal_data",
    "/consents/health",
    "/consents/marketing",
)
every_document = pytest.mark.parametrize("path", PATHS)


@every_document
async def test_a_text_has_no_holes_but_visible_ones(visitor: httpx.AsyncClient, path: str) -> None:
    page = await visitor.get(path)
    assert page.status_code == 200
    assert "{{" not in page.text
    assert "не указан" in page.text


@every_document
async def test_what_the_trainer_has_filled_stands_in_the_text(
    visitor: httpx.AsyncClient, runtime: Runtime, path: str
) -> None:
    told = {"operator_name": "Иванов Иван", "inn": "500100732259", "address": "Москва, ул. 1"}
    async with runtime.db.begin() as session:
        requisites = told | {"email": "ivan@mail.ru", "status": "самозанятый"}
        await site.change_section(session, "requisites", requisites)
    await runtime.outbox.drain()

    page = await visitor.get(path)

    article = page.text[page.text.index("<article>") :]
    assert "Иванов Иван" in article
    assert "500100732259" in article
    assert "не указан" not in article


@pytest.mark.parametrize("name", ["privacy", "offer", *(f"consent_{kind}" for kind in ConsentKind)])
def test_no_text_promises_what_the_house_does_not_do(name: str) -> None:
    text = site.read_document(name)
    assert not re.search(r"шифрован|12 месяцев|тр[её]х лет|словом «Стоп»|в России\.", text)


async def test_a_consent_page_names_its_version(
    visitor: httpx.AsyncClient, runtime: Runtime
) -> None:
    async with runtime.db.begin() as session:
        await consents.publish_text(session, ConsentKind.HEALTH, "# Новый текст\n\nКороткий.")
    page = await visitor.get("/consents/health")
    assert "Новый текст" in page.text
    assert "Редакция 2" in page.text


async def test_whom_data_is_handed_to_is_said_as_this_server_is_set_up(
    visitor: httpx.AsyncClient,
) -> None:
    text = (await visitor.get("/privacy")).text
    assert "ЮKassa" in text
    assert "языковой модели" not in text


async def test_there_is_no_fourth_consent(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/consents/everything")).status_code == 404
