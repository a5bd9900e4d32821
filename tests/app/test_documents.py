"""What people agree to is what they read, with the trainer's own requisites."""

import pytest

from app.documents import filler
from app.outside import Outside
from app.runtime import Runtime
from domain import consents, site
from domain.consents import ConsentKind

NAMES = ("privacy", "offer", *(f"consent_{kind}" for kind in ConsentKind))


@pytest.mark.parametrize("name", NAMES)
async def test_every_placeholder_of_a_document_is_filled(runtime: Runtime, name: str) -> None:
    async with runtime.db.read() as session:
        sections = await site.read_site(session)
    fill = filler(sections, runtime.settings, runtime.outside)
    assert "{{" not in fill(site.read_document(name))


async def test_a_document_says_what_is_not_known_yet(runtime: Runtime) -> None:
    async with runtime.db.read() as session:
        sections = await site.read_site(session)
    fill = filler(sections, runtime.settings, Outside())
    assert fill("{{operator_inn}}") == "[пока не указан]"


async def test_other_requisites_make_the_next_version_of_what_is_agreed_to(
    runtime: Runtime,
) -> None:
    async with runtime.db.read() as session:
        before = await consents.current_texts(session)
    async with runtime.db.begin() as session:
        await site.change_section(session, "requisites", {"operator_name": "Иванов И. И."})
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        after = await consents.current_texts(session)
    health = ConsentKind.HEALTH
    assert after[health].version == before[health].version + 1
    assert "Иванов И. И." in after[health].body


async def test_a_changed_headline_makes_no_new_version(runtime: Runtime) -> None:
    async with runtime.db.begin() as session:
        await site.change_section(session, "hero", {"title": "Другой заголовок"})
    await runtime.outbox.drain()
    async with runtime.db.read() as session:
        assert {t.version for t in (await consents.current_texts(session)).values()} == {1}
