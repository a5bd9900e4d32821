"""The trainer edits a draft; visitors see what he has published, and he can take it back."""

import pytest

from app.db import Database
from domain import site, site_blocks, site_drafts
from domain.site_blocks import Block
from domain.site_drafts import NothingDrafted, NothingPublished
from domain.site_lint import NotLawful
from tests import made


@pytest.fixture(autouse=True)
async def _requisites(db: Database) -> None:
    async with db.begin() as session:
        await site.change_section(session, "requisites", made.REQUISITES)


async def about(db: Database) -> tuple[str, str]:
    """The title of a section on the site, and in the draft."""
    async with db.read() as session:
        shown, drafted = await site.read_site(session), await site_drafts.read_draft(session)
    return shown["about"]["title"], drafted["about"]["title"]


async def test_a_draft_is_seen_only_once_published(db: Database) -> None:
    async with db.begin() as session:
        await site_drafts.keep_draft(session, "about", {"title": "Новое"})
    before = await about(db)

    async with db.begin() as session:
        changed = await site_drafts.publish(session)

    assert before == ("Обо мне", "Новое")
    assert (await about(db), changed) == (("Новое", "Новое"), ["about"])


async def test_publications_are_taken_back_one_by_one_and_their_words_stay_drafts(
    db: Database,
) -> None:
    for title in ("Раз", "Два"):
        async with db.begin() as session:
            await site_drafts.keep_draft(session, "about", {"title": title})
            await site_drafts.publish(session)

    told = []
    for _ in range(2):
        async with db.begin() as session:
            await site_drafts.undo(session)
        told.append(await about(db))

    assert told == [("Раз", "Два"), ("Обо мне", "Два")]
    async with db.begin() as session:
        with pytest.raises(NothingPublished):
            await site_drafts.undo(session)


async def test_a_draft_that_says_what_stands_there_is_none(db: Database) -> None:
    async with db.begin() as session:
        await site_drafts.keep_draft(session, "about", {"title": "Новое"})
        await site_drafts.keep_draft(session, "about", {"title": "Обо мне"})

    async with db.begin() as session:
        with pytest.raises(NothingDrafted):
            await site_drafts.publish(session)


async def test_nothing_is_published_before_the_site_says_who_sells(db: Database) -> None:
    async with db.begin() as session:
        await site_drafts.keep_draft(session, "about", {"title": "Новое"})
        await site_drafts.keep_draft(session, "requisites", {"inn": ""})

    with pytest.raises(NotLawful) as refused:
        async with db.begin() as session:
            await site_drafts.publish(session)

    assert [found.lack for found in refused.value.findings] == ["no_inn"]
    assert await about(db) == ("Обо мне", "Новое")


def test_blocks_are_moved_hidden_and_unknown_ones_passed_over() -> None:
    section = {"order": ["lead", "no such", "about", "lead"], "hidden": ["about", "hero"]}

    section = site_blocks.switch(site_blocks.lift(section, Block.ABOUT), Block.HOW, is_on=False)

    assert site_blocks.arrange(section)[:3] == (Block.ABOUT, Block.LEAD, Block.FOR_WHOM)
    assert site_blocks.shown(section)[:2] == (Block.LEAD, Block.FOR_WHOM)
    assert Block.HOW not in site_blocks.shown(section)
